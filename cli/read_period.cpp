// SPDX-License-Identifier: Apache-2.0
#include "cli/read_period.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "runtime/calendar/civil_time.h"

namespace slate::cli {

namespace {

using calendar::Date;

// Whole days, both included.
struct Days {
  Date first;
  Date last;
};

std::optional<int> ReadDigits(std::string_view text, std::size_t count) {
  int value = 0;
  const char* end = text.data() + text.size();
  if (text.size() != count ||
      !std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; })) {
    return std::nullopt;
  }
  std::from_chars(text.data(), end, value);
  return value;
}

std::optional<Days> Months(int year, int first, int last) {
  const auto from = calendar::MakeDate(year, first, 1);
  if (!from || last < first || last > 12) {
    return std::nullopt;
  }
  return Days{*from, Date::FromYmd(year, last, calendar::DaysInMonth(year, last))};
}

std::optional<Days> ReadDays(std::string_view text) {
  constexpr std::size_t kYear = 4;
  const std::optional<int> year = ReadDigits(text.substr(0, kYear), kYear);
  const std::string_view rest = text.substr(std::min(text.size(), kYear));
  if (!year) {
    return std::nullopt;
  }
  if (rest.empty()) {
    return Months(*year, 1, 12);
  }
  if (rest.size() == 3 && rest[0] == '-' && rest[1] == 'Q' && '1' <= rest[2] && rest[2] <= '4') {
    const int first = (rest[2] - '1') * 3 + 1;
    return Months(*year, first, first + 2);
  }
  if (rest.size() == 3 && rest[0] == '-') {
    const std::optional<int> month = ReadDigits(rest.substr(1), 2);
    return month && *month >= 1 ? Months(*year, *month, *month) : std::nullopt;
  }
  const Result<Date> day = calendar::ParseDate(text);
  return day ? std::optional(Days{*day, *day}) : std::nullopt;
}

Error NoPeriod(std::string_view text) {
  return Error{fmt::format(
      "`{}` is no period; periods are written 2026-03, 2026-Q1, 2026, 2026-05-10 or "
      "2026-03..2026-05",
      text
  )};
}

Result<std::int64_t> FromLocal(
    const calendar::Reading& reading, std::string_view text, const calendar::TimeZone& zone
) {
  using Kind = calendar::LocalResult::Kind;
  const calendar::LocalResult local = zone.FromLocal(reading.date, reading.time_of_day);
  if (local.kind == Kind::kUnique) {
    return local.earlier;
  }
  return Error{fmt::format(
      "`{}` {} in {}; write the offset: {} or {}",
      text,
      local.kind == Kind::kSkipped ? "does not exist" : "occurs twice",
      zone.name(),
      zone.Format(local.earlier),
      zone.Format(local.later)
  )};
}

}  // namespace

Result<spans::Run> ReadPeriod(std::string_view text, const calendar::TimeZone& zone) {
  const std::size_t dots = text.find("..");
  const std::optional<Days> first = ReadDays(text.substr(0, dots));
  const std::optional<Days> last =
      dots == std::string_view::npos ? first : ReadDays(text.substr(dots + 2));
  if (!first || !last) {
    return NoPeriod(text);
  }
  if (last->last < first->first) {
    return Error{fmt::format("the period `{}` ends before it begins", text)};
  }
  return zone.SpanOf(first->first, last->last + 1);
}

Result<std::int64_t> ReadInstant(std::string_view text, const calendar::TimeZone& zone) {
  if (const Result<Date> date = calendar::ParseDate(text)) {
    return zone.StartOfDay(*date);
  }
  const Result<calendar::Reading> reading = calendar::ParseReading(text);
  if (!reading) {
    return Error{fmt::format("`{}` is no instant; instants are written 2026-03-01T10:00Z", text)};
  }
  if (!reading->offset_seconds) {
    return FromLocal(*reading, text, zone);
  }
  return calendar::InstantOf(reading->date, reading->time_of_day, *reading->offset_seconds);
}

Result<std::vector<spans::Run>> ReadPeriods(
    const std::vector<std::string>& texts,
    const plan::Plan& plan,
    const calendar::TimeZone& zone,
    std::optional<std::int64_t> as_of
) {
  std::vector<spans::Run> periods;
  for (const std::string& text : texts) {
    const Result<spans::Run> period = ReadPeriod(text, zone);
    if (!period) {
      return period.error();
    }
    periods.push_back(*period);
  }
  if (!periods.empty()) {
    return periods;
  }
  if (!plan.term_last && !as_of) {
    return Error{"the term has no end: say what to settle with --period"};
  }
  const std::int64_t to =
      plan.term_last ? zone.StartOfDay(calendar::Date{*plan.term_last} + 1) : *as_of;
  periods.push_back({zone.StartOfDay(calendar::Date{plan.term_first}), to});
  return periods;
}

}  // namespace slate::cli
