// SPDX-License-Identifier: Apache-2.0
#include "runtime/calendar/business_hours.h"

#include <algorithm>
#include <utility>

#include "runtime/base/check.h"

namespace slate::calendar {

namespace {

bool Holds(const std::vector<Date>& sorted, Date date) {
  return std::binary_search(sorted.begin(), sorted.end(), date);
}

bool Holds(const std::vector<DateRange>& ranges, Date date) {
  return std::any_of(ranges.begin(), ranges.end(), [date](const DateRange& range) {
    return range.first <= date && date <= range.last;
  });
}

bool Holds(WeekdaySet set, Weekday day) {
  return (set & WeekdayBit(day)) != 0;
}

bool IsOverMidnight(const Hours& hours) {
  return hours.from > hours.to;
}

// The part on the date on which the hours begin, and the part on the date after.
Hours Evening(const Hours& hours) {
  return {hours.from, IsOverMidnight(hours) ? kNsPerDay : hours.to};
}
Hours Morning(const Hours& hours) {
  return {0, IsOverMidnight(hours) ? hours.to : 0};
}

std::vector<Hours> HoursOfFirstGroup(const std::vector<HoursRule>& rules) {
  std::vector<Hours> hours;
  for (const HoursRule& rule : rules) {
    if (rule.weekdays == rules.front().weekdays) {
      hours.push_back(rule.hours);
    }
  }
  return hours;
}

}  // namespace

Calendar::Calendar(CalendarRules rules, TimeZone zone)
    : rules_(std::move(rules)), zone_(std::move(zone)) {
  if (rules_.also_hours.empty()) {
    rules_.also_hours = HoursOfFirstGroup(rules_.hours);
  }
}

bool Calendar::Knows(int year) const {
  return std::all_of(rules_.holidays.begin(), rules_.holidays.end(), [year](const auto& table) {
    return table.Knows(year);
  });
}

bool Calendar::IsOff(Date date) const {
  return Holds(rules_.except, date) ||
         std::any_of(rules_.holidays.begin(), rules_.holidays.end(), [date](const auto& table) {
           return Holds(table.off, date);
         });
}

bool Calendar::IsAdded(Date date) const {
  const auto made_up = [date](const HolidayTable& table) {
    return Holds(table.work, date);
  };
  return Holds(rules_.also, date) ||
         (std::any_of(rules_.holidays.begin(), rules_.holidays.end(), made_up) && !IsOff(date));
}

void Calendar::AppendDate(Date date, std::vector<spans::Run>& instants) const {
  const auto append = [&](const Hours& hours) {
    if (hours.from < hours.to) {
      zone_.AppendInstants(date, hours.from, hours.to, instants);
    }
  };
  const bool off = IsOff(date);
  for (const HoursRule& rule : rules_.hours) {
    if (!off && Holds(rule.weekdays, date.weekday())) {
      append(Evening(rule.hours));
    }
    if (!off && Holds(rule.weekdays, (date - 1).weekday())) {
      append(Morning(rule.hours));
    }
  }
  const bool added = IsAdded(date);
  const bool added_before = IsAdded(date - 1);
  for (const Hours& hours : rules_.also_hours) {
    if (added) {
      append(Evening(hours));
    }
    if (added_before) {
      append(Morning(hours));
    }
  }
}

spans::SpanSet Calendar::Materialise(spans::Run range) const {
  Check(range.bounded(), "a calendar was asked for without end");
  std::vector<spans::Run> instants;
  if (range.from < range.to) {
    // Where clocks go back over midnight a reading may stand one date away from its local day.
    const Date last = zone_.DayOf(range.to) + 1;
    for (Date date = zone_.DayOf(range.from) - 1; date <= last; date = date + 1) {
      AppendDate(date, instants);
    }
  }
  return spans::SpanSet::FromRuns(std::move(instants)).Intersect(spans::SpanSet::Of(range));
}

bool Calendar::MeetsDate(Date date) const {
  return !Materialise(zone_.SpanOf(date, date + 1)).empty();
}

std::optional<Date> Calendar::AddDays(Date d, int n) const {
  const int step = n < 0 ? -1 : 1;
  for (int found = 0; found != n;) {
    d = d + step;
    const int year = d.year();
    if (year < kFirstYear || year > kLastYear || !Knows(year)) {
      return std::nullopt;
    }
    found += MeetsDate(d) ? step : 0;
  }
  return d;
}

std::optional<std::int64_t> Calendar::CloseOf(Date date) const {
  const spans::SpanSet open = Materialise(zone_.SpanOf(date, date + 1));
  return open.empty() ? std::nullopt : std::optional(open.runs().back().to);
}

}  // namespace slate::calendar
