// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/session.h"
#include "runtime/findings/levels.h"

namespace slate::cli {

// What a project and a call want of a check.
struct CheckRules {
  findings::Levels levels = {};
  // What slate.toml switches off, with its place; looked at where all texts of a project are.
  std::vector<std::pair<std::string, source::Span>> switched_off = {};
  std::optional<std::string> baseline = {};  // its path
  std::optional<std::size_t> most = {};
  std::string folder = {};  // the working folder as seen from the project's
};

// From [check] of the settings in use, else of the nearest slate.toml, and from the options, which
// go first. What is wrong in slate.toml goes to the sink, what is wrong in options is the error.
Result<CheckRules> ReadCheckRules(const Arguments& arguments, Session& session);

}  // namespace slate::cli
