// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/grid.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace slate::evaluate {

namespace {

std::int64_t CeilDivide(std::int64_t n, std::int64_t d) {
  return (n + d - 1) / d;
}

}  // namespace

Grid::Grid(const calendar::TimeZone& zone, std::int64_t step, spans::Run universe) : step_(step) {
  Check(step > 0 && universe.from < universe.to, "a grid needs a step and a universe");
  const calendar::Date last = zone.DayOf(universe.to) + 1;
  std::int64_t bins = 0;
  for (calendar::Date day = zone.DayOf(universe.from); day <= last; day = day + 1) {
    const std::int64_t start = zone.StartOfDay(day);
    if (!day_starts_.empty()) {
      bins += CeilDivide(start - day_starts_.back(), step);
    }
    day_starts_.push_back(start);
    before_.push_back(bins);
  }
}

spans::Run Grid::Bin(std::int64_t number) const {
  const auto after = std::upper_bound(before_.begin(), before_.end(), number);
  auto day = static_cast<std::size_t>(after - before_.begin()) - 1;
  day = std::min(day, day_starts_.size() - 2);
  const std::int64_t from = day_starts_[day] + (number - before_[day]) * step_;
  return {from, std::min(from + step_, day_starts_[day + 1])};
}

std::int64_t Grid::NumberAt(std::int64_t t) const {
  t = std::clamp(t, day_starts_.front(), day_starts_.back() - 1);
  const auto after = std::upper_bound(day_starts_.begin(), day_starts_.end(), t);
  const auto day = static_cast<std::size_t>(after - day_starts_.begin()) - 1;
  return before_[day] + (t - day_starts_[day]) / step_;
}

std::int64_t Grid::FirstFrom(std::int64_t t) const {
  if (t <= day_starts_.front()) {
    return 0;
  }
  return t > day_starts_.back() - 1 ? before_.back() : NumberAt(t - 1) + 1;
}

}  // namespace slate::evaluate
