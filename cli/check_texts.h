// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/check_rules.h"
#include "cli/session.h"
#include "runtime/findings/report.h"

namespace slate::cli {

// One look at the texts, with everything it stands on. The report refers to the session.
struct Checked {
  std::unique_ptr<Session> session = std::make_unique<Session>();
  std::vector<std::string> paths = {};
  driver::Compilation compiled = {};
  CheckRules rules = {};
  std::unique_ptr<findings::Report> report = {};
};

using Texts = std::map<std::string, std::string>;

// Checks what the arguments name, `overlay` in place of the files of the same paths.
Result<Checked> CheckTexts(const Arguments& arguments, const Texts& overlay);

// What --fix makes of the texts.
struct Fixing {
  Texts texts = {};  // those that changed, by path
  std::size_t applied = 0;
  std::size_t unsafe = 0;       // left out as they are not safe
  std::size_t overlapping = 0;  // left out as they change the same place as another
  bool gave_up = false;         // a round of fixes made new errors and was taken back
};

// Puts in fixes and looks again, until there is nothing left to fix.
Result<Fixing> FixTexts(const Arguments& arguments);

}  // namespace slate::cli
