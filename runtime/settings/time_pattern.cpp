// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/time_pattern.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "runtime/settings/words.h"

namespace slate::settings {

namespace {

using calendar::Reading;

constexpr std::array<std::string_view, 12> kMonths = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"};
constexpr std::size_t kShortMonth = 3;
constexpr int kNanosecondDigits = 9;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool StartsWithWord(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) {
           return a == Lower(b);
         });
}

}  // namespace

Result<Reading> MakeReading(const ReadingParts& parts) {
  if (parts.year < calendar::kFirstYear || parts.year > calendar::kLastYear) {
    return Error{fmt::format(
        "the year {} is outside {} to {}", parts.year, calendar::kFirstYear, calendar::kLastYear
    )};
  }
  const std::optional<calendar::Date> date = calendar::MakeDate(parts.year, parts.month, parts.day);
  if (!date) {
    return Error{fmt::format("there is no day {}-{:02}-{:02}", parts.year, parts.month, parts.day)};
  }
  const bool end_of_day =
      parts.hour == 24 && parts.minute == 0 && parts.second == 0 && parts.fraction == 0;
  const bool leap_second = parts.minute == 59 && parts.second == 60;
  if ((parts.hour > 23 && !end_of_day) || parts.minute > 59 ||
      (parts.second > 59 && !leap_second)) {
    return Error{fmt::format(
        "there is no time of day {:02}:{:02}:{:02}", parts.hour, parts.minute, parts.second
    )};
  }
  const std::int64_t seconds =
      static_cast<std::int64_t>(parts.hour) * 3600 + parts.minute * 60 + parts.second;
  // The leap second has no length of its own.
  const std::int64_t fraction = leap_second ? 0 : parts.fraction;
  return Reading{
      .date = *date,
      .time_of_day = seconds * calendar::kNsPerSecond + fraction,
      .offset_seconds = {}};
}

// ---- Compiling ----

void TimePattern::AddText(std::string_view text) {
  for (const char c : text) {
    steps_.push_back({Part::kLiteral, c});
  }
}

bool TimePattern::AddDirective(char directive) {
  switch (directive) {
    case 'Y': steps_.push_back({Part::kYear}); return true;
    case 'm': steps_.push_back({Part::kMonth}); return true;
    case 'd':
    case 'e': steps_.push_back({Part::kDay}); return true;
    case 'b':
    case 'B': steps_.push_back({Part::kMonthName}); return true;
    case 'H': steps_.push_back({Part::kHour}); return true;
    case 'I': steps_.push_back({Part::kHour12}); return true;
    case 'p': steps_.push_back({Part::kHalfOfDay}); return true;
    case 'M': steps_.push_back({Part::kMinute}); return true;
    case 'S': steps_.push_back({Part::kSecond}); return true;
    case 'f': steps_.push_back({Part::kFraction}); return true;
    case 'z': steps_.push_back({Part::kOffset}); return true;
    case '%': AddText("%"); return true;
    case 'F':
      AddDirective('Y');
      AddText("-");
      AddDirective('m');
      AddText("-");
      return AddDirective('d');
    case 'T':
      AddDirective('H');
      AddText(":");
      AddDirective('M');
      AddText(":");
      return AddDirective('S');
    default: return false;
  }
}

Result<TimePattern> TimePattern::Compile(std::string_view pattern) {
  TimePattern compiled;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      compiled.AddText(pattern.substr(i, 1));
      continue;
    }
    ++i;
    if (i < pattern.size() && (pattern[i] == 'y' || pattern[i] == 'D')) {
      return Error{"years of two digits leave the century open"};
    }
    if (i == pattern.size() || !compiled.AddDirective(pattern[i])) {
      return Error{fmt::format("`{}` is no part of a time", pattern.substr(i - 1, 2))};
    }
  }
  const auto has = [&](Part part) {
    return std::any_of(compiled.steps_.begin(), compiled.steps_.end(), [&](const Step& step) {
      return step.part == part;
    });
  };
  compiled.has_date_ =
      has(Part::kYear) && has(Part::kDay) && (has(Part::kMonth) || has(Part::kMonthName));
  compiled.has_time_ =
      (has(Part::kHour) || (has(Part::kHour12) && has(Part::kHalfOfDay))) && has(Part::kMinute);
  compiled.has_offset_ = has(Part::kOffset);
  return compiled;
}

// ---- Parsing ----

// One text against the steps of a pattern.
class PatternParse {
 public:
  explicit PatternParse(std::string_view text) : rest_(text) {}

  bool Take(const TimePattern::Step& step);
  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  Result<Reading> Finish() const;

 private:
  bool Number(std::size_t least, std::size_t most, int& value);
  bool Literal(char c);
  bool MonthName();
  bool Fraction();
  bool HalfOfDay();
  bool Offset();

  std::string_view rest_;
  ReadingParts parts_;
  std::optional<bool> afternoon_;
  std::optional<std::int32_t> offset_;
};

bool PatternParse::Number(std::size_t least, std::size_t most, int& value) {
  std::size_t digits = 0;
  value = 0;
  while (digits < most && digits < rest_.size() && IsDigit(rest_[digits])) {
    value = value * 10 + (rest_[digits] - '0');
    ++digits;
  }
  rest_.remove_prefix(digits);
  return digits >= least;
}

bool PatternParse::Literal(char c) {
  if (rest_.empty() || rest_.front() != c) {
    return false;
  }
  rest_.remove_prefix(1);
  return true;
}

bool PatternParse::MonthName() {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    for (const std::string_view name : {kMonths[i], kMonths[i].substr(0, kShortMonth)}) {
      if (StartsWithWord(rest_, name)) {
        parts_.month = static_cast<int>(i) + 1;
        rest_.remove_prefix(name.size());
        return true;
      }
    }
  }
  return false;
}

// Digits beyond the nanosecond must be zeros.
bool PatternParse::Fraction() {
  int digits = 0;
  std::int64_t ns = 0;
  while (!rest_.empty() && IsDigit(rest_.front())) {
    if (digits < kNanosecondDigits) {
      ns = ns * 10 + (rest_.front() - '0');
    } else if (rest_.front() != '0') {
      return false;
    }
    ++digits;
    rest_.remove_prefix(1);
  }
  for (int i = digits; i < kNanosecondDigits; ++i) {
    ns *= 10;
  }
  parts_.fraction = ns;
  return digits > 0;
}

bool PatternParse::HalfOfDay() {
  for (const bool afternoon : {false, true}) {
    if (StartsWithWord(rest_, afternoon ? "pm" : "am")) {
      afternoon_ = afternoon;
      rest_.remove_prefix(2);
      return true;
    }
  }
  return false;
}

// Z, +hh:mm, +hhmm, +hh.
bool PatternParse::Offset() {
  if (Literal('Z')) {
    offset_ = 0;
    return true;
  }
  const bool behind = Literal('-');
  if (!behind && !Literal('+')) {
    return false;
  }
  int hours = 0;
  int minutes = 0;
  if (!Number(2, 2, hours)) {
    return false;
  }
  const bool colon = Literal(':');
  if ((colon || (!rest_.empty() && IsDigit(rest_.front()))) && !Number(2, 2, minutes)) {
    return false;
  }
  if (hours > 23 || minutes > 59) {
    return false;
  }
  const std::int32_t seconds = hours * 3600 + minutes * 60;
  offset_ = behind ? -seconds : seconds;
  return true;
}

bool PatternParse::Take(const TimePattern::Step& step) {
  using Part = TimePattern::Part;
  switch (step.part) {
    case Part::kLiteral: return Literal(step.literal);
    case Part::kYear: return Number(4, 4, parts_.year);
    case Part::kMonth: return Number(1, 2, parts_.month);
    case Part::kDay: Literal(' '); return Number(1, 2, parts_.day);
    case Part::kMonthName: return MonthName();
    case Part::kHour: return Number(1, 2, parts_.hour);
    case Part::kHour12: return Number(1, 2, parts_.hour) && parts_.hour >= 1 && parts_.hour <= 12;
    case Part::kHalfOfDay: return HalfOfDay();
    case Part::kMinute: return Number(2, 2, parts_.minute);
    case Part::kSecond: return Number(2, 2, parts_.second);
    case Part::kFraction: return Fraction();
    case Part::kOffset: return Offset();
  }
  Unreachable("a step of a time pattern is of no kind");
}

Result<Reading> PatternParse::Finish() const {
  ReadingParts parts = parts_;
  if (afternoon_) {
    parts.hour = parts.hour % 12 + (*afternoon_ ? 12 : 0);
  }
  Result<Reading> reading = MakeReading(parts);
  if (!reading) {
    return reading;
  }
  Reading with_offset = *reading;
  with_offset.offset_seconds = offset_;
  return with_offset;
}

Result<Reading> TimePattern::Parse(std::string_view text) const {
  PatternParse parse(text);
  for (const Step& step : steps_) {
    const std::string_view before = parse.rest();
    if (!parse.Take(step)) {
      return before.empty() ? Error{"the text ends before the pattern does"}
                            : Error{fmt::format("{} does not fit the pattern", Quoted(before))};
    }
  }
  if (!parse.at_end()) {
    return Error{fmt::format("{} follows what the pattern takes", Quoted(parse.rest()))};
  }
  return parse.Finish();
}

}  // namespace slate::settings
