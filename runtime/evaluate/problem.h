// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/diag/diagnostic.h"
#include "runtime/plan/plan.h"

// What can go wrong when a checked plan meets data: the data, or a resource that is missing.
namespace slate::evaluate {

inline constexpr diag::Kind kMissingGiven{
    .code = "SL6501",
    .name = "missing-given",
    .severity = diag::Severity::kError,
    .explanation = "A fact of the agreement is neither in the text nor supplied with the data.",
};
inline constexpr diag::Kind kMissingInput{
    .code = "SL6502",
    .name = "missing-input",
    .severity = diag::Severity::kError,
    .explanation =
        "A figure needs rows of an input for which no data was given. `none` says that "
        "there are none.",
};
inline constexpr diag::Kind kUndecidedNoRule{
    .code = "SL6503",
    .name = "undecided-no-rule",
    .severity = diag::Severity::kError,
    .explanation =
        "The data has gaps, and for this operation there is no rule that gives bounds "
        "for every possible content of the gaps.",
};
inline constexpr diag::Kind kHolidaysEnd{
    .code = "SL6504",
    .name = "holidays-end",
    .severity = diag::Severity::kError,
    .explanation =
        "A figure needs a year of which the holiday table does not speak, so working "
        "days of that year are not known.",
};
inline constexpr diag::Kind kZoneUnknown{
    .code = "SL6505",
    .name = "zone-unknown",
    .severity = diag::Severity::kError,
    .explanation = "The time zone is not in the edition of the zone data in use.",
};
inline constexpr diag::Kind kTwoRowsInSlot{
    .code = "SL6506",
    .name = "two-rows-in-slot",
    .severity = diag::Severity::kError,
    .explanation =
        "Two rows that differ fall into one slot of an input, and the input does not "
        "say which of them to keep.",
};
inline constexpr diag::Kind kNotWhole{
    .code = "SL6507",
    .name = "length-not-whole",
    .severity = diag::Severity::kError,
    .explanation =
        "Lengths given to span operators are whole nanoseconds, counts of days whole "
        "numbers.",
};
inline constexpr diag::Kind kNoValue{
    .code = "SL6508",
    .name = "no-value",
    .severity = diag::Severity::kError,
    .explanation = "An amount that must have a value has none.",
};
inline constexpr diag::Kind kNoSuchPeriod{
    .code = "SL6509",
    .name = "no-such-period",
    .severity = diag::Severity::kError,
    .explanation = "A stretch of time that is spoken of is not one of the periods settled.",
};
inline constexpr diag::Kind kNotSupported{
    .code = "SL6510",
    .name = "not-supported",
    .severity = diag::Severity::kError,
    .explanation = "The plan asks for something this runtime cannot do.",
};
inline constexpr diag::Kind kCircular{
    .code = "SL6511",
    .name = "circular",
    .severity = diag::Severity::kError,
    .explanation =
        "A figure needs itself, by way of others or at once, so it has no value. The compiler "
        "refuses such texts; a plan made elsewhere can still be so.",
};
inline constexpr diag::Kind kOpenEnded{
    .code = "SL6512",
    .name = "open-ended",
    .severity = diag::Severity::kError,
    .explanation = "The length of a stretch of time without end was asked for.",
};
inline constexpr diag::Kind kSampleCutsSlot{
    .code = "SL6519",
    .name = "sample-cuts-slot",
    .severity = diag::Severity::kError,
    .explanation =
        "A sample of an input `every D` speaks of whole slots, which begin at midnight and every D "
        "from then on. A stretch that an example gives to one begins and ends with a slot.",
};

struct Problem {
  const diag::Kind* kind = nullptr;
  std::string message;
  std::optional<plan::Origin> origin = {};

  bool operator==(const Problem&) const = default;
};

// Collects problems; the same problem at the same place is kept once.
class Problems {
 public:
  void Report(
      const diag::Kind& kind, std::string message, std::optional<plan::Origin> origin = {}
  ) {
    Problem problem{.kind = &kind, .message = std::move(message), .origin = origin};
    for (const Problem& known : items_) {
      if (known == problem) {
        return;
      }
    }
    items_.push_back(std::move(problem));
  }
  const std::vector<Problem>& items() const { return items_; }
  bool empty() const { return items_.empty(); }

 private:
  std::vector<Problem> items_;
};

}  // namespace slate::evaluate
