// SPDX-License-Identifier: Apache-2.0
#include "runtime/calendar/window.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/base/check.h"

namespace slate::calendar {

namespace {

std::int64_t FloorDivide(std::int64_t n, std::int64_t d) {
  return n / d - (n % d < 0 ? 1 : 0);
}

std::int32_t MonthNumber(const YearMonthDay& ymd) {
  return ymd.year * 12 + ymd.month - 1;
}

// A rhythm as an arithmetic progression: of days, or of months with a day clamped into each.
struct Grid {
  bool in_months = false;
  std::int32_t step = 1;
  std::int32_t origin = 0;  // a day number or a month number
  std::int32_t day = 1;     // of the month

  Date Start(std::int64_t number) const {
    const auto at = static_cast<std::int32_t>(origin + number * step);
    if (!in_months) {
      return {at};
    }
    const auto year = static_cast<int>(FloorDivide(at, 12));
    const int month = at - year * 12 + 1;
    return Date::FromYmd(year, month, std::min(day, DaysInMonth(year, month)));
  }

  std::int64_t NumberOf(Date date) const {
    if (!in_months) {
      return FloorDivide(date.days - origin, step);
    }
    const std::int64_t number = FloorDivide(MonthNumber(ToYmd(date)) - origin, step);
    return date < Start(number) ? number - 1 : number;
  }
};

Grid DayGrid(const Rhythm& rhythm, std::int32_t step) {
  const Date epoch;
  const int to_weekday =
      (static_cast<int>(rhythm.weekday) - static_cast<int>(epoch.weekday()) + 7) % 7;
  const Date first = rhythm.unit == Rhythm::Unit::kWeek ? epoch + to_weekday : epoch;
  return {.step = step, .origin = rhythm.anchor.value_or(first).days};
}

Grid MonthGrid(const Rhythm& rhythm, std::int32_t step) {
  const bool monthly = rhythm.unit == Rhythm::Unit::kMonth;
  const YearMonthDay start =
      rhythm.anchor ? ToYmd(*rhythm.anchor)
                    : YearMonthDay{.month = monthly ? 1 : rhythm.month, .day = rhythm.day};
  return {.in_months = true, .step = step, .origin = MonthNumber(start), .day = start.day};
}

Grid GridOf(const Rhythm& rhythm) {
  Check(rhythm.count > 0, "a rhythm does not move");
  switch (rhythm.unit) {
    case Rhythm::Unit::kDay: return DayGrid(rhythm, rhythm.count);
    case Rhythm::Unit::kWeek: return DayGrid(rhythm, 7 * rhythm.count);
    case Rhythm::Unit::kMonth: return MonthGrid(rhythm, rhythm.count);
    case Rhythm::Unit::kQuarter: return MonthGrid(rhythm, 3 * rhythm.count);
    case Rhythm::Unit::kYear: return MonthGrid(rhythm, 12 * rhythm.count);
  }
  Unreachable("a rhythm has no unit");
}

// ISO 8601: a week belongs to the year of its Thursday.
std::string IsoWeek(Date monday) {
  const Date thursday = monday + 3;
  const int year = thursday.year();
  return fmt::format(
      "{:04}-W{:02}", year, (thursday.days - Date::FromYmd(year, 1, 1).days) / 7 + 1
  );
}

std::string LabelOf(const Rhythm& rhythm, const Grid& grid, Date first) {
  const YearMonthDay ymd = ToYmd(first);
  const bool plain = rhythm.count == 1 && (!grid.in_months || grid.day == 1);
  switch (rhythm.unit) {
    case Rhythm::Unit::kDay: break;
    case Rhythm::Unit::kWeek:
      if (plain && first.weekday() == Weekday::kMon) {
        return IsoWeek(first);
      }
      break;
    case Rhythm::Unit::kMonth:
      if (plain) {
        return fmt::format("{:04}-{:02}", ymd.year, ymd.month);
      }
      break;
    case Rhythm::Unit::kQuarter:
      if (plain && ymd.month % 3 == 1) {
        return fmt::format("{:04}-Q{}", ymd.year, ymd.month / 3 + 1);
      }
      break;
    case Rhythm::Unit::kYear:
      if (plain && ymd.month == 1) {
        return fmt::format("{:04}", ymd.year);
      }
      break;
  }
  return FormatDate(first);
}

}  // namespace

Window WindowNumber(const Rhythm& rhythm, std::int64_t number, const TimeZone& zone) {
  const Grid grid = GridOf(rhythm);
  const Date first = grid.Start(number);
  const Date last_exclusive = grid.Start(number + 1);
  return {
      .number = number,
      .first = first,
      .last_exclusive = last_exclusive,
      .span = zone.SpanOf(first, last_exclusive),
      .label = LabelOf(rhythm, grid, first),
  };
}

Window WindowOn(const Rhythm& rhythm, Date date, const TimeZone& zone) {
  return WindowNumber(rhythm, GridOf(rhythm).NumberOf(date), zone);
}

Window WindowAt(const Rhythm& rhythm, std::int64_t instant, const TimeZone& zone) {
  return WindowOn(rhythm, zone.DayOf(instant), zone);
}

Window Next(const Rhythm& rhythm, const Window& window, const TimeZone& zone) {
  return WindowNumber(rhythm, window.number + 1, zone);
}

Window Previous(const Rhythm& rhythm, const Window& window, const TimeZone& zone) {
  return WindowNumber(rhythm, window.number - 1, zone);
}

std::vector<Window> WindowsMeeting(const Rhythm& rhythm, spans::Run range, const TimeZone& zone) {
  Check(range.bounded(), "the windows of an endless range were asked for");
  std::vector<Window> windows;
  if (range.from >= range.to) {
    return windows;
  }
  for (Window w = WindowAt(rhythm, range.from, zone); w.span.from < range.to;
       w = Next(rhythm, w, zone)) {
    if (w.span.from < w.span.to) {
      windows.push_back(w);
    }
  }
  return windows;
}

std::vector<spans::Run> SpansOf(const std::vector<Window>& windows) {
  std::vector<spans::Run> runs;
  runs.reserve(windows.size());
  for (const Window& window : windows) {
    runs.push_back(window.span);
  }
  return runs;
}

}  // namespace slate::calendar
