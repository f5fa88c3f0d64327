// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "runtime/report/settlement.h"

namespace slate::report {

// A label that tries everything: markup, a terminal's commands, quotes.
inline constexpr std::string_view kHostile = "<script>\x1b[2J\"&'";

// A settlement of one missed objective, 1234 EUR, with something in every list that a report has.
struct Case {
  Case();

  plan::Plan plan;
  evaluate::Outcome outcome;
  calendar::TimeZone zone = calendar::TimeZone::Utc();
  Settlement settlement{.plan = plan, .outcome = outcome, .zone = zone};
};

}  // namespace slate::report
