// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "runtime/plan/plan.h"

namespace slate::levels {

// How a line stands to the same line of the agreement above. `witness` says of a looser one where
// it gives less.
struct Comparison {
  enum class Outcome : std::uint8_t {
    kSame,
    kTighter,
    kLooser,
    kUnclear
  } outcome = Outcome::kUnclear;
  std::string witness = {};
};

// One line of an objective: target, credit, bonus, measure, a let … Both plans have the objective,
// and differ in that line alone.
Comparison CompareLine(
    const plan::Plan& above,
    const plan::Plan& below,
    const std::string& objective,
    std::string_view line
);

// Everything else that the plans say, by its text: the same or not.
Comparison CompareRest(const plan::Plan& above, const plan::Plan& below);

}  // namespace slate::levels
