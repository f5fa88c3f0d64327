// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/week.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/calendar/civil_time.h"

namespace slate::lint {

namespace {

using calendar::kNsPerDay;
constexpr std::int64_t kWeek = 7 * kNsPerDay;

// Sorts and joins stretches; what runs over Sunday midnight begins the week again.
std::vector<Week::Stretch> Joined(const std::vector<Week::Stretch>& stretches) {
  std::vector<Week::Stretch> wrapped;
  for (const Week::Stretch& s : stretches) {
    wrapped.push_back({s.from, std::min(s.to, kWeek)});
    if (s.to > kWeek) {
      wrapped.push_back({0, s.to - kWeek});
    }
  }
  std::sort(wrapped.begin(), wrapped.end(), [](const auto& a, const auto& b) {
    return a.from < b.from;
  });
  std::vector<Week::Stretch> joined;
  for (const Week::Stretch& s : wrapped) {
    if (!joined.empty() && s.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, s.to);
    } else {
      joined.push_back(s);
    }
  }
  return joined;
}

// The open time in a week.
std::int64_t OpenPerWeek(const Week& week) {
  std::int64_t open = 0;
  for (const Week::Stretch& s : week.open) {
    open += s.to - s.from;
  }
  return open;
}

// From a moment of the week until `ns` of open time have gone by. The week is open at some time.
std::int64_t Elapsed(const Week& week, std::int64_t start, std::int64_t ns) {
  const std::int64_t open = OpenPerWeek(week);
  Check(open > 0, "a week without hours has no deadline");
  const std::int64_t weeks = (ns - 1) / open;
  std::int64_t rest = ns - weeks * open;
  const std::size_t count = week.open.size();
  for (std::size_t i = 0; i < 2 * count; ++i) {  // the rest ends within a week of its start
    const Week::Stretch& s = week.open[i % count];
    const std::int64_t lap = i < count ? 0 : kWeek;
    const std::int64_t from = std::max(s.from + lap, start);
    const std::int64_t length = std::max<std::int64_t>(s.to + lap - from, 0);
    if (length >= rest) {
      return from + rest - start + weeks * kWeek;
    }
    rest -= length;
  }
  Unreachable("open time is missing from two weeks");
}

bool IsOn(const std::vector<plan::Calendar::Days>& days, std::int32_t day) {
  return std::any_of(days.begin(), days.end(), [&](const auto& d) {
    return d.first <= day && day <= d.last;
  });
}

bool IsOff(
    const std::vector<std::string>& tables, const resolve::Program& program, std::int32_t day
) {
  return std::any_of(tables.begin(), tables.end(), [&](const std::string& name) {
    const auto table = program.holidays.find(name);
    return table != program.holidays.end() &&
           std::binary_search(
               table->second.off.begin(), table->second.off.end(), calendar::Date{day}
           );
  });
}

std::int64_t LengthOf(const plan::Calendar::Hours& hours) {
  return hours.from < hours.to ? hours.to - hours.from : hours.to + kNsPerDay - hours.from;
}

}  // namespace

Week WeekOf(const plan::Calendar& calendar) {
  std::vector<Week::Stretch> stretches;
  const auto add = [&](const plan::Calendar::Hours& hours, std::int64_t weekday) {
    const std::int64_t from = weekday * kNsPerDay + hours.from;
    if ((hours.weekdays >> weekday & 1) != 0) {
      stretches.push_back({from, from + LengthOf(hours)});
    }
  };
  for (const plan::Calendar::Hours& hours : calendar.hours) {
    for (std::int64_t weekday = 0; weekday < 7; ++weekday) {
      add(hours, weekday);
    }
  }
  return {Joined(stretches)};
}

const plan::Calendar* FindCalendar(const plan::Plan& plan, const std::string& name) {
  const auto found = std::find_if(plan.calendars.begin(), plan.calendars.end(), [&](const auto& c) {
    return c.name == name;
  });
  return found == plan.calendars.end() ? nullptr : &*found;
}

std::optional<Slowest> SlowestOf(const Week& week, const Rational& ns) {
  const auto whole = ns.ToInt64();
  if (!whole || *whole <= 0 || week.open.empty()) {
    return std::nullopt;
  }
  Slowest slowest;
  for (const Week::Stretch& s : week.open) {
    const std::int64_t start = s.to % kWeek;
    const std::int64_t elapsed = Elapsed(week, start, *whole);
    if (elapsed > slowest.elapsed) {
      slowest = {start, elapsed};
    }
  }
  return slowest;
}

std::optional<std::int64_t> ElapsedFrom(const Week& week, std::int64_t start, const Rational& ns) {
  const auto whole = ns.ToInt64();
  return whole && *whole > 0 && !week.open.empty() ? std::optional(Elapsed(week, start, *whole))
                                                   : std::nullopt;
}

std::string ShowMoment(std::int64_t since_monday) {
  constexpr std::array<std::string_view, 7> kDays = {
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  const std::int64_t at = since_monday % kWeek;
  return fmt::format(
      "{} {}",
      kDays[static_cast<std::size_t>(at / kNsPerDay)],
      calendar::FormatTimeOfDay(at % kNsPerDay)
  );
}

std::int64_t OpenOn(
    const plan::Calendar& calendar, const resolve::Program& program, std::int32_t day
) {
  const bool also = IsOn(calendar.also, day);
  if (!also && (IsOn(calendar.except, day) || IsOff(calendar.except_tables, program, day))) {
    return 0;
  }
  const auto weekday = static_cast<std::uint32_t>(calendar::Date{day}.weekday());
  std::int64_t open = 0;
  for (const plan::Calendar::Hours& hours : calendar.hours) {
    const bool first = &hours == &calendar.hours.front();
    open += (hours.weekdays >> weekday & 1U) != 0 || (also && first) ? LengthOf(hours) : 0;
  }
  return std::min(open, kNsPerDay);
}

std::optional<std::int64_t> MostDaysUntil(const Week& week, std::int64_t n) {
  std::array<bool, 7> meets{};
  for (const Week::Stretch& s : week.open) {
    for (std::int64_t day = s.from / kNsPerDay; day <= (s.to - 1) / kNsPerDay; ++day) {
      meets.at(static_cast<std::size_t>(day % 7)) = true;
    }
  }
  if (n <= 0 || n > 10'000 || std::none_of(meets.begin(), meets.end(), [](bool m) { return m; })) {
    return std::nullopt;
  }
  std::int64_t most = 0;
  for (std::size_t start = 0; start < 7; ++start) {
    std::int64_t days = 0;
    for (std::int64_t left = n; left > 0; ++days) {
      left -= meets.at((start + static_cast<std::size_t>(days)) % 7) ? 1 : 0;
    }
    most = std::max(most, days);
  }
  return most;
}

}  // namespace slate::lint
