// SPDX-License-Identifier: Apache-2.0
#include "runtime/calendar/clock.h"

#include <algorithm>

namespace slate::calendar {

namespace {

std::int64_t LastInstant() {
  return InstantOf(Date::FromYmd(kLastYear + 1, 1, 1), 0, 0);
}

// The runs that reach beyond t.
std::span<const spans::Run> From(const spans::SpanSet& set, std::int64_t t) {
  const auto runs = set.runs();
  const auto first = std::upper_bound(
      runs.begin(), runs.end(), t, [](std::int64_t x, const spans::Run& run) { return x < run.to; }
  );
  return runs.subspan(static_cast<std::size_t>(first - runs.begin()));
}

}  // namespace

Clock::Clock(const Calendar& calendar)
    : calendar_(&calendar), years_(std::size_t{kLastYear - kFirstYear + 1}) {}

Clock::Clock() = default;

const spans::RunningLength* Clock::YearOf(int year) {
  if (year < kFirstYear || year > kLastYear) {
    return nullptr;
  }
  if (!calendar_->Knows(year)) {
    missing_years_.insert(year);
    return nullptr;
  }
  std::unique_ptr<spans::RunningLength>& kept = years_[static_cast<std::size_t>(year - kFirstYear)];
  if (!kept) {
    const Date new_year = Date::FromYmd(year, 1, 1);
    kept = std::make_unique<spans::RunningLength>(
        calendar_->Materialise(calendar_->zone().SpanOf(new_year, Date::FromYmd(year + 1, 1, 1)))
    );
  }
  return kept.get();
}

int Clock::LocalYear(std::int64_t t) const {
  return calendar_->zone().DayOf(t).year();
}

std::optional<std::int64_t> Clock::Locate(std::int64_t from, std::int64_t amount) {
  if (calendar_ == nullptr) {
    const bool in_time = from < LastInstant() && amount <= LastInstant() - from;
    return in_time ? std::optional(from + amount) : std::nullopt;
  }
  int number = LocalYear(from);
  const spans::RunningLength* year = YearOf(number);
  std::int64_t to_go = amount + (year == nullptr ? 0 : year->Before(from));
  while (year != nullptr && to_go > year->total()) {
    to_go -= year->total();
    year = YearOf(++number);
  }
  return year == nullptr ? std::nullopt : std::optional(year->Reach(to_go));
}

// The working time in [a, b), a <= b.
std::optional<std::int64_t> Clock::Work(std::int64_t a, std::int64_t b) {
  if (calendar_ == nullptr) {
    return b - a;
  }
  const int first = LocalYear(a);
  const int last = LocalYear(b);
  std::int64_t work = 0;
  for (int number = first; number <= last; ++number) {
    const spans::RunningLength* year = YearOf(number);
    if (year == nullptr) {
      return std::nullopt;
    }
    work += number == last ? year->Before(b) : year->total();
    work -= number == first ? year->Before(a) : 0;
  }
  return work;
}

// Tries to run out before each excluded run in turn: what lies behind the deadline is not looked
// at, so that it need not be known.
std::optional<std::int64_t> Clock::Deadline(
    std::int64_t a, std::int64_t duration, const spans::SpanSet& except
) {
  if (duration <= 0) {
    return a;
  }
  for (const spans::Run& pause : From(except, a)) {
    const std::optional<std::int64_t> end = Locate(a, duration);
    if (end && *end <= pause.from) {
      return end;
    }
    const std::int64_t until = std::max(a, pause.from);
    const std::optional<std::int64_t> worked = Work(a, until);
    if (!worked || pause.to == spans::kForever) {
      return std::nullopt;
    }
    duration -= *worked;
    a = pause.to;
  }
  return Locate(a, duration);
}

std::optional<std::int64_t> Clock::Deadline(
    std::int64_t a, const exact::Rational& duration, const spans::SpanSet& except
) {
  const std::optional<std::int64_t> whole = duration.Ceil().ToInt64();
  return whole ? Deadline(a, *whole, except) : std::nullopt;
}

std::optional<std::int64_t> Clock::Elapsed(
    std::int64_t a, std::int64_t b, const spans::SpanSet& except
) {
  if (b <= a) {
    return 0;
  }
  std::optional<std::int64_t> elapsed = Work(a, b);
  for (const spans::Run& pause : From(except, a)) {
    if (!elapsed || pause.from >= b) {
      break;
    }
    const std::optional<std::int64_t> waited = Work(std::max(a, pause.from), std::min(b, pause.to));
    elapsed = waited ? std::optional(*elapsed - *waited) : std::nullopt;
  }
  return elapsed;
}

}  // namespace slate::calendar
