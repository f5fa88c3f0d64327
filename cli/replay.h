// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cli/diff_report.h"
#include "cli/session.h"
#include "runtime/calendar/holidays.h"

namespace slate::cli {

// One agreement with everything its text brings along.
struct ReplayedText {
  const plan::Plan& plan;
  Session& session;  // of its text and settings; what the data have wrong is reported there
  std::vector<calendar::HolidayTable> holidays = {};
};

// Settles the stored periods under both texts and puts the amounts side by side. The settings of
// each session say where the data lie. False if one of them could not be settled; the reasons stand
// in its session.
Result<bool> Replay(
    const Arguments& arguments,
    ReplayedText& before,
    ReplayedText& after,
    std::vector<ReplayedAmount>& amounts
);

}  // namespace slate::cli
