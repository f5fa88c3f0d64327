// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/literals.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "compiler/diag/catalog/syntax.h"

namespace slate::syntax {

namespace {

constexpr std::int32_t kFirstYear = 1970;
constexpr std::int32_t kLastYear = 2200;
constexpr std::int64_t kSecond = 1'000'000'000;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// A run of digits as the grammar gives it: short enough for the type.
std::int32_t Digits(std::string_view text) {
  std::int32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int32_t DaysIn(std::int32_t year, std::int32_t month) {
  constexpr std::array<std::int32_t, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
}

// Days since 1970-01-01 of the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible
// low-level date algorithms", days_from_civil), for years after 0.
std::int32_t DayOf(std::int32_t year, std::int32_t month, std::int32_t day) {
  const std::int32_t y = month <= 2 ? year - 1 : year;
  const std::int32_t era = y / 400;
  const std::int32_t year_of_era = y - era * 400;
  const std::int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int32_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

bool CheckYear(std::int32_t year, source::Span span, diag::Sink& sink) {
  if (year >= kFirstYear && year <= kLastYear) {
    return true;
  }
  sink.Report(
      diag::kYearOutOfRange,
      span,
      fmt::format("the year {} is not between {} and {}", year, kFirstYear, kLastYear)
  );
  return false;
}

bool CheckMonth(std::int32_t month, Literal literal, diag::Sink& sink) {
  if (month >= 1 && month <= 12) {
    return true;
  }
  sink.Report(
      diag::kImpossibleDate, literal.span, fmt::format("`{}` has no month {}", literal.text, month)
  );
  return false;
}

void ReportTime(Literal literal, std::string_view reason, diag::Sink& sink) {
  sink.Report(
          diag::kImpossibleTime, literal.span, fmt::format("`{}` is no time of day", literal.text)
  )
      .notes.emplace_back(reason);
}

// The fraction of a second, `.25`, in nanoseconds; nothing if it is finer.
std::optional<std::int64_t> Nanoseconds(std::string_view fraction) {
  std::int64_t value = 0;
  std::int64_t unit = kSecond;
  for (const char c : fraction.substr(std::min<std::size_t>(1, fraction.size()))) {
    if (unit == 1 && c != '0') {
      return std::nullopt;
    }
    unit /= unit == 1 ? 1 : 10;
    value += unit * (c - '0');
  }
  return value;
}

bool CheckOffset(std::int32_t hours, std::int32_t minutes, Literal literal, diag::Sink& sink) {
  if (minutes < 60 && hours * 60 + minutes <= 18 * 60) {
    return true;
  }
  sink.Report(
          diag::kImpossibleTime,
          literal.span,
          fmt::format("`{}` has an impossible offset", literal.text)
  )
      .notes.emplace_back("offsets from UTC go to 18 hours");
  return false;
}

// `Z`, `+01:00`, or nothing.
std::optional<std::int32_t> OffsetOf(std::string_view text) {
  if (text.empty() || text == "Z") {
    return 0;
  }
  const std::int32_t seconds = Digits(text.substr(1, 2)) * 3600 + Digits(text.substr(4, 2)) * 60;
  return text.front() == '-' ? -seconds : seconds;
}

std::optional<std::int64_t> FactorOf(std::string_view unit) {
  struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
  };
  constexpr std::array<Unit, 6> kUnits{
      {{"ns", 1},
       {"us", 1'000},
       {"ms", 1'000'000},
       {"s", kSecond},
       {"min", 60 * kSecond},
       {"h", 3600 * kSecond}}};
  for (const Unit& known : kUnits) {
    if (known.name == unit) {
      return known.nanoseconds;
    }
  }
  return std::nullopt;
}

Literal Part(Literal literal, std::size_t from, std::size_t size) {
  const auto begin = static_cast<std::uint32_t>(literal.span.begin + from);
  const std::string_view text = literal.text.substr(from, size);
  return {text, {literal.span.file, begin, begin + static_cast<std::uint32_t>(text.size())}};
}

// The letter for an escape, or 0.
char Unescaped(char escape) {
  switch (escape) {
    case '"': return '"';
    case '\\': return '\\';
    case 'n': return '\n';
    case 't': return '\t';
    default: return '\0';
  }
}

// The backslash stands at `at`; what follows it may be several bytes.
void ReportEscape(Literal literal, std::size_t at, diag::Sink& sink) {
  std::size_t end = at + 2;
  while (end < literal.text.size() &&
         (static_cast<unsigned char>(literal.text[end]) & 0xC0U) == 0x80U) {
    ++end;
  }
  const Literal escape = Part(literal, at, end - at);
  sink.Report(diag::kBadEscape, escape.span, fmt::format("`{}` is no escape", escape.text));
}

}  // namespace

std::optional<ast::NumberLit> ReadNumber(Literal literal) {
  using Mark = ast::NumberLit::Mark;
  const bool percent = literal.text.back() == '%';
  const bool permille = literal.text.size() > 3 && !percent && !IsDigit(literal.text.back());
  std::string digits(literal.text.substr(0, literal.text.find_first_not_of("0123456789._")));
  if (std::count_if(digits.begin(), digits.end(), IsDigit) > 40) {
    return std::nullopt;
  }
  auto value = ast::Rational::FromDecimal(digits);
  if (!value) {
    return std::nullopt;
  }
  const std::int64_t divisor = percent ? 100 : (permille ? 1000 : 1);
  *value /= ast::Rational(divisor);
  return ast::NumberLit{
      std::move(*value), percent ? Mark::kPercent : (permille ? Mark::kPermille : Mark::kNone)};
}

std::optional<ast::Rational> ReadDuration(Literal literal) {
  std::string_view rest = literal.text;
  ast::Rational sum;
  while (!rest.empty()) {
    const std::size_t unit_at = std::min(rest.find_first_not_of("0123456789._"), rest.size());
    const std::size_t next = std::min(rest.find_first_of("0123456789", unit_at), rest.size());
    const auto number = ast::Rational::FromDecimal(rest.substr(0, unit_at));
    const auto factor = FactorOf(rest.substr(unit_at, next - unit_at));
    if (!number || !factor || literal.text.size() > 128) {
      return std::nullopt;
    }
    sum += *number * ast::Rational(*factor);
    rest = rest.substr(next);
  }
  return sum;
}

std::optional<std::int32_t> ReadDate(Literal literal, diag::Sink& sink) {
  const std::int32_t year = Digits(literal.text.substr(0, 4));
  const std::int32_t month = Digits(literal.text.substr(5, 2));
  const std::int32_t day = Digits(literal.text.substr(8, 2));
  if (!CheckYear(year, literal.span, sink) || !CheckMonth(month, literal, sink)) {
    return std::nullopt;
  }
  if (day < 1 || day > DaysIn(year, month)) {
    auto& problem = sink.Report(
        diag::kImpossibleDate, literal.span, fmt::format("there is no day `{}`", literal.text)
    );
    problem.notes.push_back(fmt::format("{:04}-{:02} has {} days", year, month, DaysIn(year, month))
    );
    return std::nullopt;
  }
  return DayOf(year, month, day);
}

std::optional<ast::MonthLit> ReadMonth(Literal literal, diag::Sink& sink) {
  const ast::MonthLit month{Digits(literal.text.substr(0, 4)), Digits(literal.text.substr(5, 2))};
  const bool sound =
      CheckYear(month.year, literal.span, sink) && CheckMonth(month.month, literal, sink);
  return sound ? std::optional(month) : std::nullopt;
}

std::optional<ast::QuarterLit> ReadQuarter(Literal literal, diag::Sink& sink) {
  const ast::QuarterLit quarter{Digits(literal.text.substr(0, 4)), literal.text[6] - '0'};
  return CheckYear(quarter.year, literal.span, sink) ? std::optional(quarter) : std::nullopt;
}

std::optional<std::int64_t> ReadTime(Literal literal, diag::Sink& sink) {
  const std::string_view text = literal.text;
  const std::int64_t hours = Digits(text.substr(0, 2));
  const std::int64_t minutes = Digits(text.substr(3, 2));
  const std::int64_t seconds = text.size() > 5 ? Digits(text.substr(6, 2)) : 0;
  const auto fraction = Nanoseconds(text.size() > 8 ? text.substr(8) : std::string_view{});
  if (!fraction) {
    ReportTime(literal, "times are kept to the nanosecond", sink);
    return std::nullopt;
  }
  const bool midnight = hours == 24 && minutes == 0 && seconds == 0 && *fraction == 0;
  if ((hours > 23 && !midnight) || minutes > 59 || seconds > 59) {
    ReportTime(literal, "a day goes from 00:00 to 24:00", sink);
    return std::nullopt;
  }
  return ((hours * 60 + minutes) * 60 + seconds) * kSecond + *fraction;
}

std::optional<ast::InstantLit> ReadInstant(Literal literal, diag::Sink& sink) {
  const std::size_t clock_end =
      std::min(literal.text.find_first_of("Z+-", 11), literal.text.size());
  const std::string_view offset = literal.text.substr(clock_end);
  const auto day = ReadDate(Part(literal, 0, 10), sink);
  const auto time = ReadTime(Part(literal, 11, clock_end - 11), sink);
  const bool has_numbers = offset.size() == 6;
  if (has_numbers &&
      !CheckOffset(Digits(offset.substr(1, 2)), Digits(offset.substr(4, 2)), literal, sink)) {
    return std::nullopt;
  }
  if (!day || !time) {
    return std::nullopt;
  }
  return ast::InstantLit{*day, *time, offset.empty() ? std::nullopt : OffsetOf(offset)};
}

std::optional<std::int64_t> ReadCount(Literal literal, diag::Sink& sink) {
  const auto number = ReadNumber(literal);
  const auto count = number ? number->value.ToInt64() : std::nullopt;
  if (!count) {
    sink.Report(
        diag::kNotAWholeNumber,
        literal.span,
        fmt::format("`{}` is not a whole number that counts", literal.text)
    );
  }
  return count;
}

std::optional<std::int32_t> ReadYear(Literal literal, diag::Sink& sink) {
  const auto count = ReadCount(literal, sink);
  if (!count) {
    return std::nullopt;
  }
  const auto year = static_cast<std::int32_t>(std::min<std::int64_t>(*count, 1'000'000));
  return CheckYear(year, literal.span, sink) ? std::optional(year) : std::nullopt;
}

std::string ReadText(Literal literal, diag::Sink& sink) {
  const bool is_long = literal.text.size() >= 6 && literal.text.substr(0, 3) == R"(""")";
  if (is_long) {
    return std::string(literal.text.substr(3, literal.text.size() - 6));
  }
  const bool closed = literal.text.size() > 1 && literal.text.back() == '"';
  const std::string_view inner = literal.text.substr(1, literal.text.size() - (closed ? 2 : 1));
  std::string value;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] != '\\' || i + 1 == inner.size()) {
      value += inner[i];
      continue;
    }
    const char letter = Unescaped(inner[++i]);
    if (letter == '\0') {
      ReportEscape(literal, i, sink);
    }
    value += letter == '\0' ? inner[i] : letter;
  }
  return value;
}

}  // namespace slate::syntax
