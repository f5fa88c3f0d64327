// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"
#include "runtime/calendar/holidays.h"
#include "runtime/plan/plan.h"

namespace slate::cli {

// Plans of agreements, made of texts or read from a plan's file, with the holidays they may need.
struct Plans {
  std::vector<plan::Plan> all = {};
  std::vector<calendar::HolidayTable> holidays = {};
  std::optional<resolve::Program> program = {};  // the texts, if the plans were made of them
};

// An operand that ends in .json is a plan. Findings go to the session; the plans are sound only if
// it has no errors.
Result<Plans> LoadPlans(const Arguments& arguments, Session& session);

// The holidays that the texts name.
std::vector<calendar::HolidayTable> HolidaysOf(const driver::Compilation& compiled);

// The one that --agreement names, or the only one there is.
Result<const plan::Plan*> ChoosePlan(const Plans& plans, const Arguments& arguments);

}  // namespace slate::cli
