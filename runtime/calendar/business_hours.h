// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/calendar/civil_time.h"
#include "runtime/calendar/holidays.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/spans/span_set.h"

namespace slate::calendar {

// Wall-clock hours in ns since midnight. `to` may be 24 h; from > to runs over midnight.
struct Hours {
  std::int64_t from = 0;
  std::int64_t to = 0;

  bool operator==(const Hours&) const = default;
};

// Bit 0 is Monday.
using WeekdaySet = std::uint8_t;
inline constexpr WeekdaySet kEveryDay = 0x7F;
constexpr WeekdaySet WeekdayBit(Weekday day) {
  return static_cast<WeekdaySet>(1U << static_cast<unsigned>(day));
}

struct HoursRule {
  WeekdaySet weekdays = kEveryDay;
  Hours hours;
};

// Both dates are included.
struct DateRange {
  Date first;
  Date last;
};

// A calendar as written. Days off take the readings of their own date only: the part of
// `22:00 .. 02:00` after midnight belongs to the next date. Made-up working days of a holiday table
// are added unless something else takes them off; `also` dates are added last.
struct CalendarRules {
  std::vector<HoursRule> hours;
  std::vector<DateRange> except = {};
  std::vector<HolidayTable> holidays = {};
  std::vector<DateRange> also = {};
  // Hours of `also` dates and of made-up working days; empty: those of the first rule's weekdays.
  std::vector<Hours> also_hours = {};
};

// A set of instants given by their wall-clock reading.
class Calendar {
 public:
  Calendar(CalendarRules rules, TimeZone zone);

  const TimeZone& zone() const { return zone_; }
  // Whether every holiday table speaks of the year.
  bool Knows(int year) const;

  // The instants of the calendar in a bounded range. Years that are not known are taken to have no
  // holidays: ask Knows first.
  spans::SpanSet Materialise(spans::Run range) const;

  // Whether the local day has an instant of the calendar.
  bool MeetsDate(Date date) const;
  // The n-th date strictly after d (before it for n < 0) that meets the calendar. Nothing if that
  // needs a year that is not known or not accepted.
  std::optional<Date> AddDays(Date d, int n) const;
  // The supremum of the calendar in the local day.
  std::optional<std::int64_t> CloseOf(Date date) const;

 private:
  void AppendDate(Date date, std::vector<spans::Run>& instants) const;
  bool IsOff(Date date) const;
  bool IsAdded(Date date) const;

  CalendarRules rules_;
  TimeZone zone_;
};

}  // namespace slate::calendar
