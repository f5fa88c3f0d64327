// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/plan/plan.h"
#include "runtime/readers/read_input.h"

namespace slate::test {

// A folder of its own that goes away with the test.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string Path(std::string_view name) const { return path_ + "/" + std::string(name); }
  void Write(std::string_view name, std::string_view bytes) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

plan::Type Instant(bool optional = false);
plan::Type Bool();
plan::Type TextType(bool optional = false);
plan::Type MemberOf(std::string key);
plan::Type Number(plan::Unit unit = {}, bool optional = false);
plan::Type Duration(bool optional = false);

// A plan with one input.
plan::Plan PlanOf(plan::Input input);
// events `probe` with at, site, up
plan::Input Probe();

struct ReadOptions {
  readers::Limits limits = {};
  std::string zone = "UTC";  // of the agreement
  int threads = 1;
  bool by_blocks = true;
  bool merge_slots = false;
};

// What came of reading the first input of a plan by a slate.toml in the folder.
struct Outcome {
  diag::Sink sink;
  readers::RejectList rejects;
  readers::InputRead read;

  const data::Column& column(std::string_view name) const;
  // The codes of the findings, then those of the rejects with their lines: "SL6255", "SL6201@3".
  std::vector<std::string> codes() const;
};
std::unique_ptr<Outcome> ReadIn(
    const TempFolder& folder,
    const plan::Plan& plan,
    std::string_view toml,
    const ReadOptions& options = {}
);

}  // namespace slate::test
