// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/settings/settings.h"

namespace slate::settings {

// [check] of slate.toml: which findings a project wants. Codes are not looked up here.
struct CheckTable {
  std::vector<Text> select = {};
  std::vector<Text> ignore = {};
  // Code or name, and "error", "warning", "remark" or "off".
  std::vector<std::pair<Text, Text>> levels = {};
  std::optional<Text> baseline = {};  // relative to slate.toml
  std::optional<std::uint64_t> max_findings = {};
};

// Reads that table alone, so that a text can be checked by a project's rules without its data.
CheckTable ReadCheckTable(const source::FileSet& files, source::FileId file, diag::Sink& sink);

}  // namespace slate::settings
