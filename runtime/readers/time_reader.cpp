// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/time_reader.h"

#include <cstring>
#include <string>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/readers/kinds.h"
#include "runtime/readers/number.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

using calendar::kNsPerDay;
using calendar::kNsPerHour;
using calendar::kNsPerMinute;
using calendar::kNsPerSecond;
using settings::Quoted;
using settings::TimeForm;

constexpr std::size_t kMinuteLength = 16;  // 2026-03-01T10:00
constexpr int kNsDigits = 9;

std::int64_t FirstInstantOf(int year) {
  return static_cast<std::int64_t>(calendar::Date::FromYmd(year, 1, 1).days) * kNsPerDay;
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// The number of `count` digits at `at`; negative if there are none.
int DigitsAt(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!IsDigit(text[i])) {
      return -1;
    }
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool Fail(Problem& problem, const Kind& kind, std::string reason) {
  problem = {&kind, std::move(reason)};
  return false;
}

// What follows the minute in an ISO text.
struct Tail {
  std::int64_t ns = 0;  // seconds and their fraction
  bool leap_second = false;
  std::optional<std::int64_t> offset = {};  // ns ahead of UTC
};

// `.25` or `,25`, as ns. Digits beyond the ninth must be zeros.
bool TakeFraction(std::string_view& rest, std::int64_t& ns) {
  if (rest.empty() || (rest.front() != '.' && rest.front() != ',')) {
    return true;
  }
  rest.remove_prefix(1);
  int digits = 0;
  std::int64_t fraction = 0;
  while (!rest.empty() && IsDigit(rest.front())) {
    if (digits < kNsDigits) {
      fraction = fraction * 10 + (rest.front() - '0');
    } else if (rest.front() != '0') {
      return false;
    }
    ++digits;
    rest.remove_prefix(1);
  }
  ns += fraction * PowerOfTen(std::max(kNsDigits - digits, 0));
  return digits > 0;
}

bool TakeSeconds(std::string_view& rest, Tail& tail) {
  if (!rest.starts_with(':')) {
    return true;
  }
  const int seconds = rest.size() < 3 ? -1 : DigitsAt(rest, 1, 2);
  if (seconds < 0 || seconds > 60) {
    return false;
  }
  rest.remove_prefix(3);
  tail.leap_second = seconds == 60;
  tail.ns = seconds * kNsPerSecond;
  std::int64_t fraction = 0;
  const bool fits = TakeFraction(rest, fraction);
  tail.ns += tail.leap_second ? 0 : fraction;
  return fits;
}

// Z, +hh, +hhmm, +hh:mm, or nothing.
bool TakeOffset(std::string_view rest, Tail& tail) {
  if (rest.empty()) {
    return true;
  }
  if (rest == "Z" || rest == "z") {
    tail.offset = 0;
    return true;
  }
  const char sign = rest.front();
  std::string digits(rest.substr(1));
  if (digits.size() == 5 && digits[2] == ':') {
    digits.erase(2, 1);
  }
  digits += digits.size() == 2 ? "00" : "";
  if ((sign != '+' && sign != '-') || digits.size() != 4) {
    return false;
  }
  const int hours = DigitsAt(digits, 0, 2);
  const int minutes = DigitsAt(digits, 2, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return false;
  }
  const std::int64_t offset = hours * kNsPerHour + minutes * kNsPerMinute;
  tail.offset = sign == '-' ? -offset : offset;
  return true;
}

// `:07Z`, `:07.123Z` as ns; -1 for whatever else may follow a minute.
std::int64_t PlainSeconds(std::string_view rest) {
  constexpr std::size_t kSeconds = 4;
  constexpr std::size_t kMillis = 8;
  const bool millis = rest.size() == kMillis;
  if ((!millis && rest.size() != kSeconds) || rest.front() != ':' || rest.back() != 'Z') {
    return -1;
  }
  const int seconds = DigitsAt(rest, 1, 2);
  const int thousandths = millis && rest[3] == '.' ? DigitsAt(rest, 4, 3) : 0;
  const bool read = seconds >= 0 && seconds < 60 && thousandths >= 0 && (!millis || rest[3] == '.');
  return read ? seconds * kNsPerSecond + thousandths * (kNsPerSecond / 1'000) : -1;
}

std::int64_t UnitOf(TimeForm::Kind kind) {
  switch (kind) {
    case TimeForm::Kind::kEpochSeconds: return kNsPerSecond;
    case TimeForm::Kind::kEpochMillis: return kNsPerSecond / 1'000;
    case TimeForm::Kind::kEpochMicros: return 1'000;
    case TimeForm::Kind::kEpochNanos: return 1;
    case TimeForm::Kind::kIso:
    case TimeForm::Kind::kPattern: break;
  }
  Unreachable("a written time has no epoch unit");
}

bool CheckRange(std::int64_t ns, std::string_view text, Problem& problem) {
  static const std::int64_t kEnd = FirstInstantOf(calendar::kLastYear + 1);
  if (ns >= 0 && ns < kEnd) {
    return true;
  }
  return Fail(
      problem,
      kTimeOutOfRange,
      fmt::format(
          "{} lies outside the years {} to {}",
          Quoted(text),
          calendar::kFirstYear,
          calendar::kLastYear
      )
  );
}

std::string LocalText(std::int64_t local) {
  return fmt::format(
      "{} {}",
      calendar::FormatDate({static_cast<std::int32_t>(local / kNsPerDay)}),
      calendar::FormatTimeOfDay(local % kNsPerDay)
  );
}

}  // namespace

TimeReader::TimeReader(
    const TimeForm& form, const calendar::TimeZone* zone, settings::OnAmbiguous on_ambiguous
)
    : form_(form), zone_(zone), on_ambiguous_(on_ambiguous) {
  if (form.kind == TimeForm::Kind::kPattern) {
    auto pattern = settings::TimePattern::Compile(form.pattern);
    Check(pattern.has_value(), "a time pattern was accepted that does not compile");
    pattern_ = *std::move(pattern);
  }
}

bool TimeReader::ReadInstant(std::string_view text, std::int64_t& ns, Problem& problem) {
  switch (form_.kind) {
    case TimeForm::Kind::kIso: return ReadIso(text, ns, problem) && CheckRange(ns, text, problem);
    case TimeForm::Kind::kPattern:
      return ReadPattern(text, ns, problem) && CheckRange(ns, text, problem);
    case TimeForm::Kind::kEpochSeconds:
    case TimeForm::Kind::kEpochMillis:
    case TimeForm::Kind::kEpochMicros:
    case TimeForm::Kind::kEpochNanos: return ReadEpoch(text, ns, problem);
  }
  Unreachable("a time form is of no kind");
}

// ---- ISO 8601 ----

// Fills last_text_ and last_minute_.
bool TimeReader::ReadMinute(std::string_view text, Problem& problem) {
  const bool separated = text.size() >= kMinuteLength && text[4] == '-' && text[7] == '-' &&
                         (text[10] == 'T' || text[10] == ' ' || text[10] == 't') && text[13] == ':';
  if (!separated) {
    const bool date_only = text.size() == 10 && text[4] == '-' && text[7] == '-';
    return Fail(
        problem,
        kNotATime,
        fmt::format(
            "{} is {}",
            Quoted(text),
            date_only ? "a date without a time of day" : "no ISO 8601 instant"
        )
    );
  }
  const settings::ReadingParts parts{
      .year = DigitsAt(text, 0, 4),
      .month = DigitsAt(text, 5, 2),
      .day = DigitsAt(text, 8, 2),
      .hour = DigitsAt(text, 11, 2),
      .minute = DigitsAt(text, 14, 2)};
  if (parts.year < 0 || parts.month < 0 || parts.day < 0 || parts.hour < 0 || parts.minute < 0) {
    return Fail(problem, kNotATime, fmt::format("{} is no ISO 8601 instant", Quoted(text)));
  }
  const Result<calendar::Reading> reading = settings::MakeReading(parts);
  if (!reading) {
    const bool outside = parts.year < calendar::kFirstYear || parts.year > calendar::kLastYear;
    return Fail(problem, outside ? kTimeOutOfRange : kNotATime, reading.error().message);
  }
  std::memcpy(last_text_.data(), text.data(), kMinuteLength);
  last_minute_ = reading->date.days * kNsPerDay + reading->time_of_day;
  return true;
}

bool TimeReader::ReadIso(std::string_view text, std::int64_t& ns, Problem& problem) {
  const bool same_minute = text.size() >= kMinuteLength &&
                           std::memcmp(text.data(), last_text_.data(), kMinuteLength) == 0;
  if (!same_minute && !ReadMinute(text, problem)) {
    return false;
  }
  std::string_view rest = text.substr(kMinuteLength);
  if (const std::int64_t seconds = PlainSeconds(rest); seconds >= 0 && text.substr(11, 2) != "24") {
    ns = last_minute_ + seconds;
    return true;
  }
  Tail tail;
  const bool read = TakeSeconds(rest, tail) && TakeOffset(rest, tail);
  const bool leap_fits = !tail.leap_second || text.substr(14, 2) == "59";
  const bool day_ends = text.substr(11, 2) != "24" || tail.ns == 0;
  if (!read || !leap_fits || !day_ends) {
    return Fail(problem, kNotATime, fmt::format("{} is no ISO 8601 instant", Quoted(text)));
  }
  if (tail.offset) {
    ns = last_minute_ + tail.ns - *tail.offset;
    return true;
  }
  return Resolve(last_minute_, tail.ns, ns, problem);
}

// ---- Patterns ----

bool TimeReader::ReadPattern(std::string_view text, std::int64_t& ns, Problem& problem) {
  const Result<calendar::Reading> reading = pattern_->Parse(text);
  if (!reading) {
    return Fail(problem, kNotATime, fmt::format("{}: {}", Quoted(text), reading.error().message));
  }
  if (reading->offset_seconds) {
    ns = calendar::InstantOf(reading->date, reading->time_of_day, *reading->offset_seconds);
    return true;
  }
  const std::int64_t rest = reading->time_of_day % kNsPerMinute;
  return Resolve(reading->date.days * kNsPerDay + reading->time_of_day - rest, rest, ns, problem);
}

bool TimeReader::ReadDate(std::string_view text, std::int64_t& days, Problem& problem) const {
  if (pattern_) {
    const Result<calendar::Reading> reading = pattern_->Parse(text);
    if (!reading) {
      return Fail(problem, kNotATime, fmt::format("{}: {}", Quoted(text), reading.error().message));
    }
    days = reading->date.days;
    return true;
  }
  const Result<calendar::Date> date = calendar::ParseDate(text);
  if (!date) {
    return Fail(problem, kNotATime, fmt::format("{} is no date", Quoted(text)));
  }
  days = date->days;
  return true;
}

// ---- Counts since 1970 ----

bool TimeReader::ReadEpoch(std::string_view text, std::int64_t& ns, Problem& problem) const {
  Decimal number;
  if (const auto reason = ParseNumber(text, number)) {
    return Fail(
        problem, kNotATime, fmt::format("{} is no count since 1970: {}", Quoted(text), *reason)
    );
  }
  if (number.wide) {
    return Fail(
        problem,
        kTimeOutOfRange,
        fmt::format("{} is far outside the years 1970 to 2200", Quoted(text))
    );
  }
  const exact::Int128 scaled = static_cast<exact::Int128>(number.mantissa) * UnitOf(form_.kind);
  const std::int64_t power = PowerOfTen(number.places);
  if (scaled % power != 0) {
    return Fail(problem, kNotATime, fmt::format("{} is finer than a nanosecond", Quoted(text)));
  }
  const exact::Int128 value = scaled / power;
  static const std::int64_t kEnd = FirstInstantOf(calendar::kLastYear + 1);
  if (value < 0 || value >= kEnd) {
    return Fail(
        problem,
        kTimeOutOfRange,
        fmt::format(
            "{} lies outside the years 1970 to 2200: is it counted in a finer unit?", Quoted(text)
        )
    );
  }
  ns = static_cast<std::int64_t>(value);
  return true;
}

// ---- Local readings ----

// Where all of a minute's readings have one offset, that offset is kept for the next row.
void TimeReader::Remember(std::int64_t minute) {
  const calendar::Date date{static_cast<std::int32_t>(minute / kNsPerDay)};
  const std::int64_t time_of_day = minute % kNsPerDay;
  const auto first = zone_->FromLocal(date, time_of_day);
  const auto last = zone_->FromLocal(date, time_of_day + kNsPerMinute - 1);
  const bool unique = first.kind == calendar::LocalResult::Kind::kUnique &&
                      last.kind == calendar::LocalResult::Kind::kUnique;
  resolved_.local = INT64_MIN;
  if (unique && last.earlier - first.earlier == kNsPerMinute - 1) {
    resolved_ = {.local = minute, .offset = minute - first.earlier};
  }
}

bool TimeReader::Resolve(
    std::int64_t minute, std::int64_t rest, std::int64_t& ns, Problem& problem
) {
  if (zone_ == nullptr) {
    return Fail(
        problem, kNoOffset, fmt::format("{} has no offset", Quoted(LocalText(minute + rest)))
    );
  }
  if (resolved_.local != minute) {
    Remember(minute);
  }
  if (resolved_.local == minute && rest < kNsPerMinute) {
    ns = minute + rest - resolved_.offset;
    return true;
  }
  return ResolveSlowly(minute + rest, ns, problem);
}

bool TimeReader::ResolveSlowly(std::int64_t local, std::int64_t& ns, Problem& problem) const {
  using Of = calendar::LocalResult::Kind;
  const auto result =
      zone_->FromLocal({static_cast<std::int32_t>(local / kNsPerDay)}, local % kNsPerDay);
  if (result.kind == Of::kUnique || on_ambiguous_ == settings::OnAmbiguous::kEarlier) {
    ns = result.earlier;
    return true;
  }
  if (on_ambiguous_ == settings::OnAmbiguous::kLater) {
    ns = result.later;
    return true;
  }
  return Fail(
      problem,
      kAmbiguousReading,
      fmt::format(
          "{} {} in {}: {} or {}",
          LocalText(local),
          result.kind == Of::kDoubled ? "is there twice" : "is skipped",
          zone_->name(),
          calendar::FormatUtc(result.earlier),
          calendar::FormatUtc(result.later)
      )
  );
}

}  // namespace slate::readers
