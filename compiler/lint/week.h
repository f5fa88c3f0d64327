// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/resolve/modules.h"
#include "runtime/exact/rational.h"
#include "runtime/plan/plan.h"

namespace slate::lint {

using exact::Rational;

// The hours of a calendar in an ordinary week: stretches in ns since Monday 00:00, sorted,
// disjoint. Holidays and clock changes are left out.
struct Week {
  struct Stretch {
    std::int64_t from = 0;
    std::int64_t to = 0;
  };
  std::vector<Stretch> open;
};
Week WeekOf(const plan::Calendar& calendar);
const plan::Calendar* FindCalendar(const plan::Plan& plan, const std::string& name);

// The longest that an amount of a calendar's time can take, and the moment of the week from which
// it takes so long.
struct Slowest {
  std::int64_t start = 0;    // ns since Monday 00:00
  std::int64_t elapsed = 0;  // ns
};
std::optional<Slowest> SlowestOf(const Week& week, const Rational& ns);
// From a moment of the week until an amount of open time has gone by.
std::optional<std::int64_t> ElapsedFrom(const Week& week, std::int64_t start, const Rational& ns);
// "Friday 22:00"
std::string ShowMoment(std::int64_t since_monday);

// The time that a calendar is open on a day, its days off and extra days counted. Days have 24
// hours.
std::int64_t OpenOn(
    const plan::Calendar& calendar, const resolve::Program& program, std::int32_t day
);
// The most days it can take until the n-th day of the calendar after one, holidays left out.
std::optional<std::int64_t> MostDaysUntil(const Week& week, std::int64_t n);

}  // namespace slate::lint
