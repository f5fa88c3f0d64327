// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/lint/rule.h"
#include "compiler/lint/tree.h"

namespace slate::lint {

using exact::Rational;

// A figure of another agreement that an objective relies on. All pointers or none.
struct Backing {
  const CheckedAgreement* agreement = nullptr;
  const plan::Plan* plan = nullptr;
  const plan::Objective* objective = nullptr;
  const resolve::EffectiveObjective* source = nullptr;
};
Backing FindBacking(const Subject& subject, const plan::Objective::Reliance::Figure& figure);
Span SpanOfFigure(
    const resolve::EffectiveObjective& source, const plan::Objective::Reliance::Figure& figure
);

// A stretch of whole local days.
struct DayRange {
  std::int32_t first = 0;
  std::int32_t end = 0;  // excluded

  std::int32_t count() const { return end - first; }
};
// The periods of a rhythm that meet the term, at most `most`; none for rhythms that are not counted
// in days.
std::vector<DayRange> PeriodsOf(
    const plan::Plan& plan, const plan::Rhythm& rhythm, DayRange within, std::size_t most = 120
);
DayRange TermOf(const plan::Plan& plan);
std::string ShowPeriod(const DayRange& period);

// What an availability promise permits: `target` of the time of its calendar, except a quota.
struct Availability {
  Rational target;
  std::string calendar = {};   // empty = all hours
  Rational quota = 0;          // ns of exclusions in each period, outside of the promise
  std::string unlimited = {};  // why any downtime is permitted, if so
};
std::optional<Availability> AvailabilityOf(
    const plan::Plan& plan, const plan::Objective& objective
);

// The downtime in `period` that a promise permits, in ns.
struct Budget {
  Rational ns;
  Rational
      by_target;  // what target and hours alone permit, be exclusions and short outages as they may
  std::string why = {};
};
std::optional<Budget> BudgetOf(
    const Subject& subject, const Backing& backing, const DayRange& period
);

// The longest that at least `together` of these can be down at once: series 1, `any of` all.
Rational LongestTogether(std::vector<Rational> budgets, std::int64_t together);

// Open time of a calendar in a range of days; all of it without a calendar.
Rational OpenIn(
    const Subject& subject,
    const plan::Plan& plan,
    const std::string& calendar_name,
    const DayRange& days
);

}  // namespace slate::lint
