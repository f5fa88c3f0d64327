// SPDX-License-Identifier: Apache-2.0

// A text that reads without a finding is laid out: the second time changes nothing, and the plan
// stays the same.

#include <string>
#include <vector>

#include "compiler/fmt/formatter.h"
#include "compiler/syntax/parser.h"
#include "runtime/base/check.h"
#include "runtime/plan/hash.h"
#include "tests/fuzz/compiled.h"
#include "tests/fuzz/target.h"

namespace {

// Nothing if the text has findings.
std::string LaidOut(const std::string& text) {
  slate::source::FileSet files;
  slate::diag::Sink sink;
  const slate::ast::File file = slate::syntax::ParseFile(files.Add("a.slate", text), files, sink);
  return sink.items().empty() ? slate::layout::Format(file, files) : std::string{};
}

std::vector<std::string> HashesOf(const std::string& text) {
  const slate::fuzz::Compiled compiled(text);
  std::vector<std::string> hashes;
  for (const slate::plan::Plan& plan : compiled.result.plans) {
    hashes.push_back(compiled.sink.has_errors() ? "" : slate::plan::HashOf(plan));
  }
  return hashes;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text = slate::fuzz::TextOf(bytes, size);
  const std::string once = LaidOut(text);
  if (once.empty()) {
    return 0;
  }
  slate::Check(LaidOut(once) == once, "laying out twice is not laying out once");
  slate::Check(HashesOf(text) == HashesOf(once), "the layout changed the plan");
  return 0;
}
