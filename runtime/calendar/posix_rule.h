// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace slate::calendar {

// A day of the year on which clocks change, and the local time in seconds at which they do; the
// time may be negative or beyond 24 h (RFC 8536, 3.3.1).
struct ChangeRule {
  enum class Kind : std::uint8_t { kJulianWithoutLeapDay, kDayOfYear, kWeekdayOfMonth };
  Kind kind = Kind::kWeekdayOfMonth;
  int day = 0;   // n of Jn and n; the weekday (Sunday = 0) of Mm.w.d
  int week = 0;  // 1..5, 5 = last
  int month = 0;
  std::int64_t time = 7'200;
};

// The footer of a TZif file: what holds after its last transition. Offsets are seconds ahead of
// UTC.
struct PosixRule {
  std::int32_t standard = 0;
  std::int32_t summer = 0;
  bool has_summer = false;
  ChangeRule to_summer;
  ChangeRule to_standard;
};

std::optional<PosixRule> ParsePosixRule(std::string_view text);

// The change in a year in seconds since 1970 on a clock that stands `offset` ahead of UTC.
std::int64_t ChangeInYear(const ChangeRule& rule, int year, std::int32_t offset);

}  // namespace slate::calendar
