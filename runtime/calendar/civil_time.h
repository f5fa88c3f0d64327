// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace slate::calendar {

inline constexpr std::int64_t kNsPerSecond = 1'000'000'000;
inline constexpr std::int64_t kNsPerMinute = 60 * kNsPerSecond;
inline constexpr std::int64_t kNsPerHour = 60 * kNsPerMinute;
inline constexpr std::int64_t kNsPerDay = 24 * kNsPerHour;

// Dates that texts and data may name.
inline constexpr int kFirstYear = 1970;
inline constexpr int kLastYear = 2200;

// Monday is the first, as in ISO 8601.
enum class Weekday : std::uint8_t { kMon, kTue, kWed, kThu, kFri, kSat, kSun };

// A day of the proleptic Gregorian calendar: days since 1970-01-01.
struct Date {
  std::int32_t days = 0;

  static Date FromYmd(int year, int month, int day);
  int year() const;
  int month() const;
  int day() const;
  Weekday weekday() const;

  auto operator<=>(const Date&) const = default;  // NOLINT(modernize-use-nullptr)
  friend Date operator+(Date d, std::int32_t n) { return {d.days + n}; }
  friend Date operator-(Date d, std::int32_t n) { return {d.days - n}; }
};

struct YearMonthDay {
  int year = kFirstYear;
  int month = 1;
  int day = 1;
};

YearMonthDay ToYmd(Date date);
int DaysInMonth(int year, int month);
// Nothing if there is no such day or its year is not accepted.
std::optional<Date> MakeDate(int year, int month, int day);
// The same day of the month n months on, clamped to the last: 01-31 + 1 month = 02-28. Repeated
// steps must start from the anchor, not from the clamped day.
Date AddMonths(Date date, int n);

// A reading of a wall clock as written. time_of_day is in ns, at most 24 h (`24:00` is the end of
// the day).
struct Reading {
  Date date;
  std::int64_t time_of_day = 0;
  std::optional<std::int32_t> offset_seconds;

  bool operator==(const Reading&) const = default;
};

// What a clock shows at an instant.
struct LocalTime {
  Date date;
  std::int64_t time_of_day = 0;  // ns, in [0, 24h)

  bool operator==(const LocalTime&) const = default;
};

Result<Date> ParseDate(std::string_view text);               // 2026-03-01
Result<std::int64_t> ParseTimeOfDay(std::string_view text);  // 09:00, 23:59:59.5, 24:00
Result<Reading> ParseReading(std::string_view text);         // 2026-03-01T10:00[:SS[.f]][Z|±hh:mm]

std::string FormatDate(Date date);
std::string FormatTimeOfDay(std::int64_t ns);    // 10:00, 10:00:05, 10:00:05.25
std::string FormatOffset(std::int32_t seconds);  // +01:00, -04:00
std::string FormatUtc(std::int64_t instant);     // 2026-03-01T10:00Z

// 285 years on either side of 1970; 64 bits of ns end after 292.
inline constexpr std::int32_t kFarthestDay = 104'000;
constexpr bool HasInstants(Date date) {
  return -kFarthestDay <= date.days && date.days <= kFarthestDay;
}

// The instant at which a clock that is `offset` ahead of UTC shows the reading.
std::int64_t InstantOf(Date date, std::int64_t time_of_day, std::int32_t offset_seconds);

// What a clock that is `offset` ahead of UTC shows at the instant.
LocalTime SplitInstant(std::int64_t instant, std::int32_t offset_seconds);

}  // namespace slate::calendar
