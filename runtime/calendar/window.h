// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/calendar/civil_time.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/spans/span_set.h"

namespace slate::calendar {

// A way to cut time into whole local days: `month from 10`, `quarter from Feb`, `30 days from
// 2018-01-01`, a contract year (kYear with the term's first date as anchor).
struct Rhythm {
  enum class Unit : std::uint8_t { kDay, kWeek, kMonth, kQuarter, kYear };
  Unit unit = Unit::kMonth;
  std::int32_t count = 1;           // `30 days` is kDay with count 30
  std::int32_t day = 1;             // months, quarters and years start on it, clamped to the last
  std::int32_t month = 1;           // a month in which a quarter or year starts
  Weekday weekday = Weekday::kMon;  // weeks start on it
  std::optional<Date> anchor =
      std::nullopt;  // a date on which a window starts; overrides the three above
};

struct Window {
  std::int64_t number = 0;  // consecutive within the rhythm; may be negative
  Date first = {};
  Date last_exclusive = {};
  spans::Run span = {};
  std::string label =
      {};  // 2026-03, 2026-Q1, 2026, 2026-W07; the first date where none of these is meant

  bool operator==(const Window&) const = default;
};

Window WindowAt(const Rhythm& rhythm, std::int64_t instant, const TimeZone& zone);
Window WindowOn(const Rhythm& rhythm, Date date, const TimeZone& zone);
Window WindowNumber(const Rhythm& rhythm, std::int64_t number, const TimeZone& zone);
Window Next(const Rhythm& rhythm, const Window& window, const TimeZone& zone);
Window Previous(const Rhythm& rhythm, const Window& window, const TimeZone& zone);

// All windows with an instant in the bounded range, in order.
std::vector<Window> WindowsMeeting(const Rhythm& rhythm, spans::Run range, const TimeZone& zone);
std::vector<spans::Run> SpansOf(const std::vector<Window>& windows);

}  // namespace slate::calendar
