// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/findings/report.h"

namespace slate::findings {

// Which findings are wanted and how serious they are taken. Errors are no matter of taste: none of
// this changes them.
struct Levels {
  std::optional<std::set<std::string_view>> select = {};  // codes; nothing = all
  std::set<std::string_view> ignore = {};
  // A code's own level goes before both; nothing = off.
  std::map<std::string_view, std::optional<diag::Severity>> own = {};
  bool deny_warnings = false;  // take warnings for errors
};

// Takes out what is not wanted and changes what is taken differently. The result has the codes of
// what was taken out.
std::set<std::string_view> ApplyLevels(const Levels& levels, Report& report);

// The codes that a word stands for: a code, a name, the beginning of codes as in `SL7`, or `all`.
std::set<std::string_view> CodesOf(
    std::string_view word, const std::vector<const diag::Kind*>& kinds
);

}  // namespace slate::findings
