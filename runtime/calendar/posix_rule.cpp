// SPDX-License-Identifier: Apache-2.0
#include "runtime/calendar/posix_rule.h"

#include <algorithm>
#include <cstdlib>

#include "runtime/base/check.h"
#include "runtime/calendar/civil_time.h"

namespace slate::calendar {

namespace {

constexpr std::int32_t kMostRuleOffset = 25 * 3600;

bool IsLetter(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
}
bool IsDigit(char c) {
  return '0' <= c && c <= '9';
}

// Reads "CET-1CEST,M3.5.0,M10.5.0/3" and "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0" from the left.
class RuleScanner {
 public:
  explicit RuleScanner(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  bool Next(char c) const { return rest_.starts_with(c); }

  bool Skip(char c) {
    const bool there = Next(c);
    rest_.remove_prefix(there ? 1 : 0);
    return there;
  }
  void Need(char c) { ok_ = Skip(c) && ok_; }

  void Name() {
    const bool quoted = Skip('<');
    const auto is_part = [quoted](char c) {
      return quoted ? c != '>' : IsLetter(c);
    };
    const auto length = static_cast<std::size_t>(
        std::find_if_not(rest_.begin(), rest_.end(), is_part) - rest_.begin()
    );
    ok_ = ok_ && length >= 3;
    rest_.remove_prefix(length);
    if (quoted) {
      Need('>');
    }
  }

  int Number(int most) {
    int value = 0;
    ok_ = ok_ && !rest_.empty() && IsDigit(rest_.front());
    while (!rest_.empty() && IsDigit(rest_.front()) && value <= most) {
      value = 10 * value + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    ok_ = ok_ && value <= most;
    return value;
  }

  // [+-]h[:mm[:ss]] in seconds.
  std::int32_t Time() {
    const bool negative = Skip('-');
    if (!negative) {
      Skip('+');
    }
    std::int32_t seconds = Number(167) * 3600;
    if (Skip(':')) {
      seconds += Number(59) * 60;
      seconds += Skip(':') ? Number(59) : 0;
    }
    return negative ? -seconds : seconds;
  }

  ChangeRule Change() {
    ChangeRule rule;
    Need(',');
    if (Skip('M')) {
      rule.month = Number(12);
      Need('.');
      rule.week = Number(5);
      Need('.');
      rule.day = Number(6);
      ok_ = ok_ && rule.month >= 1 && rule.week >= 1;
    } else if (Skip('J')) {
      rule.kind = ChangeRule::Kind::kJulianWithoutLeapDay;
      rule.day = Number(365);
      ok_ = ok_ && rule.day >= 1;
    } else {
      rule.kind = ChangeRule::Kind::kDayOfYear;
      rule.day = Number(365);
    }
    rule.time = Skip('/') ? Time() : rule.time;
    return rule;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

// The w-th weekday (Sunday = 0) of a month, the last one for w = 5.
Date WeekdayOfMonth(int year, int month, int week, int sunday_based) {
  const Date first = Date::FromYmd(year, month, 1);
  const int first_weekday = (static_cast<int>(first.weekday()) + 1) % 7;
  int day = 1 + (sunday_based - first_weekday + 7) % 7 + 7 * (week - 1);
  if (day > DaysInMonth(year, month)) {
    day -= 7;
  }
  return first + (day - 1);
}

Date DayOfChange(const ChangeRule& rule, int year) {
  const Date new_year = Date::FromYmd(year, 1, 1);
  switch (rule.kind) {
    case ChangeRule::Kind::kJulianWithoutLeapDay: {
      const bool after_leap_day = rule.day >= 60 && DaysInMonth(year, 2) == 29;
      return new_year + (rule.day - 1 + (after_leap_day ? 1 : 0));
    }
    case ChangeRule::Kind::kDayOfYear: return new_year + rule.day;
    case ChangeRule::Kind::kWeekdayOfMonth:
      return WeekdayOfMonth(year, rule.month, rule.week, rule.day);
  }
  Unreachable("a rule for changing clocks is of no kind");
}

}  // namespace

// POSIX counts offsets westwards: "CET-1" is one hour ahead of UTC.
std::optional<PosixRule> ParsePosixRule(std::string_view text) {
  RuleScanner scan(text);
  PosixRule rule;
  scan.Name();
  rule.standard = -scan.Time();
  if (scan.ok() && !scan.at_end()) {
    rule.has_summer = true;
    scan.Name();
    rule.summer = scan.Next(',') ? rule.standard + 3600 : -scan.Time();
    rule.to_summer = scan.Change();
    rule.to_standard = scan.Change();
  }
  const bool possible = std::max(std::abs(rule.standard), std::abs(rule.summer)) <= kMostRuleOffset;
  return scan.ok() && scan.at_end() && possible ? std::optional(rule) : std::nullopt;
}

std::int64_t ChangeInYear(const ChangeRule& rule, int year, std::int32_t offset) {
  constexpr std::int64_t kSecondsPerDay = 86'400;
  return DayOfChange(rule, year).days * kSecondsPerDay + rule.time - offset;
}

}  // namespace slate::calendar
