// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/cap_windows.h"

namespace slate::diff {

namespace {

using plan::Rhythm;

bool IsPlain(const Rhythm& rhythm) {
  return rhythm.day_of_month == 1 && rhythm.first_month == 1 && !rhythm.anchor_day &&
         !rhythm.contract;
}

// Whether every window of the one rhythm lies in one of the other.
bool IsWithin(const Rhythm& inner, const Rhythm& outer) {
  using Unit = Rhythm::Unit;
  if (outer.unit == Unit::kTerm) {
    return true;
  }
  const bool months = inner.unit == Unit::kMonth;
  const bool quarters = inner.unit == Unit::kQuarter;
  const bool is_longer = (months && outer.unit == Unit::kQuarter) ||
                         ((months || quarters) && outer.unit == Unit::kYear);
  return is_longer && IsPlain(inner) && IsPlain(outer);
}

bool IsAlone(const plan::Step& cap) {
  return !cap.per && !cap.last_periods;
}

}  // namespace

Order CompareWindows(const plan::Step& before, const plan::Step& after) {
  if (before.per == after.per && before.last_periods == after.last_periods &&
      before.by == after.by) {
    return Order::kSame;
  }
  if (IsAlone(before) || IsAlone(after)) {
    return IsAlone(before) ? Order::kLess : Order::kMore;
  }
  if (before.last_periods && after.last_periods) {
    return *before.last_periods < *after.last_periods ? Order::kLess : Order::kMore;
  }
  const bool other_place = before.by != after.by && !before.by.empty() && !after.by.empty();
  if (!before.per || !after.per || other_place) {
    return Order::kUnknown;
  }
  if (IsWithin(*before.per, *after.per)) {
    return Order::kLess;
  }
  return IsWithin(*after.per, *before.per) ? Order::kMore : Order::kUnknown;
}

}  // namespace slate::diff
