// SPDX-License-Identifier: Apache-2.0

// Any bytes are a text: it is read, its tree and its findings are written out.

#include "compiler/ast/print.h"
#include "compiler/syntax/parser.h"
#include "runtime/diag/render_json.h"
#include "runtime/diag/render_text.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  slate::source::FileSet files;
  slate::diag::Sink sink;
  const auto id = files.Add("a.slate", slate::fuzz::TextOf(bytes, size));
  const slate::ast::File file = slate::syntax::ParseFile(id, files, sink);
  slate::ast::Print(file, files);
  slate::diag::RenderJson(sink.Sorted(), files);
  slate::diag::RenderText(sink.Sorted(), files, {});
  return 0;
}
