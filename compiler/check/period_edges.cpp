// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/period_edges.h"

#include "runtime/calendar/civil_time.h"

namespace slate::check {

bool CutsPeriod(const plan::Plan& plan, std::int32_t day) {
  const auto ymd = calendar::ToYmd({day});
  switch (plan.period.unit) {
    case plan::Rhythm::Unit::kMonth: return ymd.day != plan.period.day_of_month;
    case plan::Rhythm::Unit::kQuarter:
      return ymd.day != 1 || (ymd.month - plan.period.first_month + 12) % 3 != 0;
    case plan::Rhythm::Unit::kYear:
      return !plan.period.contract && (ymd.day != 1 || ymd.month != plan.period.first_month);
    case plan::Rhythm::Unit::kWeek: return calendar::Date{day}.weekday() != calendar::Weekday::kMon;
    case plan::Rhythm::Unit::kDays:
      return plan.period.anchor_day && (day - *plan.period.anchor_day) % plan.period.count != 0;
    case plan::Rhythm::Unit::kDay:
    case plan::Rhythm::Unit::kTerm: return false;
  }
  return false;
}

}  // namespace slate::check
