// SPDX-License-Identifier: Apache-2.0
#include "runtime/calendar/civil_time.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "runtime/base/check.h"

namespace slate::calendar {

namespace {

constexpr std::int64_t kMostOffset = 24 * 3600 - 1;

bool IsLeap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// Takes fields off the front of a text; after the first misfit `ok` stays false.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  bool Next(char c) const { return rest_.starts_with(c); }

  bool Skip(char c) {
    const bool there = Next(c);
    rest_.remove_prefix(there ? 1 : 0);
    return there;
  }
  void Need(char c) { ok_ = Skip(c) && ok_; }

  int Digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      value = 10 * value + Digit();
    }
    return value;
  }
  // One to nine digits after the point of a second, as ns.
  std::int64_t Fraction() {
    std::int64_t ns = 0;
    std::int64_t unit = kNsPerSecond;
    do {
      unit /= 10;
      ns += unit * Digit();
    } while (unit > 1 && !rest_.empty() && '0' <= rest_.front() && rest_.front() <= '9');
    return ns;
  }

 private:
  int Digit() {
    const bool there = !rest_.empty() && '0' <= rest_.front() && rest_.front() <= '9';
    ok_ = ok_ && there;
    if (!there) {
      return 0;
    }
    const int digit = rest_.front() - '0';
    rest_.remove_prefix(1);
    return digit;
  }

  std::string_view rest_;
  bool ok_ = true;
};

std::optional<Date> ScanDate(Scanner& scan) {
  const int year = scan.Digits(4);
  scan.Need('-');
  const int month = scan.Digits(2);
  scan.Need('-');
  const int day = scan.Digits(2);
  return scan.ok() ? MakeDate(year, month, day) : std::nullopt;
}

// A leap second is read as the second after it: `23:59:60` is `24:00`.
std::optional<std::int64_t> ScanTimeOfDay(Scanner& scan) {
  const int hour = scan.Digits(2);
  scan.Need(':');
  const int minute = scan.Digits(2);
  int second = 0;
  std::int64_t fraction = 0;
  if (scan.Skip(':')) {
    second = scan.Digits(2);
    fraction = scan.Skip('.') ? scan.Fraction() : 0;
  }
  const bool leap_fits = second < 60 || (second == 60 && fraction == 0 && minute == 59);
  if (!scan.ok() || minute > 59 || !leap_fits) {
    return std::nullopt;
  }
  const std::int64_t ns =
      hour * kNsPerHour + minute * kNsPerMinute + second * kNsPerSecond + fraction;
  return ns <= kNsPerDay ? std::optional(ns) : std::nullopt;
}

std::optional<std::int32_t> ScanOffset(Scanner& scan) {
  if (scan.Skip('Z')) {
    return 0;
  }
  const bool west = scan.Skip('-');
  if (!west) {
    scan.Need('+');
  }
  const int hours = scan.Digits(2);
  scan.Need(':');
  const int minutes = scan.Digits(2);
  const int seconds = hours * 3600 + minutes * 60;
  if (!scan.ok() || minutes > 59 || seconds > kMostOffset) {
    return std::nullopt;
  }
  return west ? -seconds : seconds;
}

std::string Fraction(std::int64_t ns) {
  std::string digits = fmt::format("{:09}", ns);
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

}  // namespace

// Days and dates after Howard Hinnant, "chrono-compatible low-level date algorithms": years begin
// in March, so that the leap day is their last.
Date Date::FromYmd(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {era * 146097 + day_of_era - 719468};
}

YearMonthDay ToYmd(Date date) {
  const int z = date.days + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int day_of_era = z - era * 146097;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int march_month = (5 * day_of_year + 2) / 153;
  const int month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {
      .year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
      .month = month,
      .day = day_of_year - (153 * march_month + 2) / 5 + 1,
  };
}

int Date::year() const {
  return ToYmd(*this).year;
}
int Date::month() const {
  return ToYmd(*this).month;
}
int Date::day() const {
  return ToYmd(*this).day;
}

// 1970-01-01 was a Thursday.
Weekday Date::weekday() const {
  const int since_monday = (days % 7 + 7 + 3) % 7;
  return static_cast<Weekday>(since_monday);
}

int DaysInMonth(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeap(year) ? 29 : kDays.at(static_cast<std::size_t>(month - 1));
}

std::optional<Date> MakeDate(int year, int month, int day) {
  const bool exists = kFirstYear <= year && year <= kLastYear && 1 <= month && month <= 12 &&
                      1 <= day && day <= DaysInMonth(year, month);
  return exists ? std::optional(Date::FromYmd(year, month, day)) : std::nullopt;
}

Date AddMonths(Date date, int n) {
  const YearMonthDay ymd = ToYmd(date);
  const int months = ymd.year * 12 + ymd.month - 1 + n;
  const int year = months >= 0 ? months / 12 : (months - 11) / 12;
  const int month = months - year * 12 + 1;
  return Date::FromYmd(year, month, std::min(ymd.day, DaysInMonth(year, month)));
}

Result<Date> ParseDate(std::string_view text) {
  Scanner scan(text);
  const std::optional<Date> date = ScanDate(scan);
  if (!date || !scan.at_end()) {
    return Error{fmt::format("`{}` is not a date from {} to {}", text, kFirstYear, kLastYear)};
  }
  return *date;
}

Result<std::int64_t> ParseTimeOfDay(std::string_view text) {
  Scanner scan(text);
  const std::optional<std::int64_t> ns = ScanTimeOfDay(scan);
  if (!ns || !scan.at_end()) {
    return Error{fmt::format("`{}` is not a time of day", text)};
  }
  return *ns;
}

Result<Reading> ParseReading(std::string_view text) {
  Scanner scan(text);
  Reading reading;
  const std::optional<Date> date = ScanDate(scan);
  scan.Need('T');
  const std::optional<std::int64_t> ns = ScanTimeOfDay(scan);
  bool whole = date && ns;
  if (whole && !scan.at_end()) {
    reading.offset_seconds = ScanOffset(scan);
    whole = reading.offset_seconds.has_value() && scan.at_end();
  }
  if (!whole) {
    return Error{
        fmt::format("`{}` is not a date and time from {} to {}", text, kFirstYear, kLastYear)};
  }
  reading.date = *date;
  reading.time_of_day = *ns;
  return reading;
}

std::string FormatDate(Date date) {
  const YearMonthDay ymd = ToYmd(date);
  return fmt::format("{:04}-{:02}-{:02}", ymd.year, ymd.month, ymd.day);
}

std::string FormatTimeOfDay(std::int64_t ns) {
  std::string text = fmt::format("{:02}:{:02}", ns / kNsPerHour, ns / kNsPerMinute % 60);
  if (ns % kNsPerMinute != 0) {
    text += fmt::format(":{:02}", ns / kNsPerSecond % 60);
  }
  if (ns % kNsPerSecond != 0) {
    text += "." + Fraction(ns % kNsPerSecond);
  }
  return text;
}

std::string FormatOffset(std::int32_t seconds) {
  const std::int32_t size = std::abs(seconds);
  std::string text =
      fmt::format("{}{:02}:{:02}", seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) {
    text += fmt::format(":{:02}", size % 60);
  }
  return text;
}

std::string FormatUtc(std::int64_t instant) {
  const LocalTime utc = SplitInstant(instant, 0);
  return FormatDate(utc.date) + "T" + FormatTimeOfDay(utc.time_of_day) + "Z";
}

std::int64_t InstantOf(Date date, std::int64_t time_of_day, std::int32_t offset_seconds) {
  Check(HasInstants(date), "a date is too far away to have an instant");
  return date.days * kNsPerDay + time_of_day - offset_seconds * kNsPerSecond;
}

// Splits first and moves after, so that no instant is too early or too late.
LocalTime SplitInstant(std::int64_t instant, std::int32_t offset_seconds) {
  std::int64_t day = instant / kNsPerDay;
  std::int64_t rest = instant % kNsPerDay + offset_seconds * kNsPerSecond;
  for (; rest < 0; rest += kNsPerDay) {
    --day;
  }
  for (; rest >= kNsPerDay; rest -= kNsPerDay) {
    ++day;
  }
  return {{static_cast<std::int32_t>(day)}, rest};
}

}  // namespace slate::calendar
