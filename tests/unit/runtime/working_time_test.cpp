// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/calendar/business_hours.h"
#include "runtime/calendar/clock.h"
#include "runtime/calendar/holidays.h"

namespace slate::calendar {

namespace {

constexpr std::int64_t H = kNsPerHour;
constexpr WeekdaySet kMonToFri = 0x1F;

TimeZone Zone(std::string_view name) {
  return TimeZone::Load(name, TimeZoneSource()).value();
}
Date D(std::string_view text) {
  return ParseDate(text).value();
}
std::int64_t T(std::string_view text) {
  const Reading r = ParseReading(text).value();
  return InstantOf(r.date, r.time_of_day, r.offset_seconds.value());
}

std::vector<HolidayTable> ReadTables(const std::string& path) {
  std::ifstream in(path);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto tables = ParseHolidays(text, path);
  REQUIRE_MESSAGE(tables.has_value(), tables.error().message);
  return tables.value();
}

HolidayTable Table(const std::string& path, std::string_view name) {
  for (const HolidayTable& table : ReadTables(path)) {
    if (table.name == name) {
      return table;
    }
  }
  FAIL("no such table");
  return {};
}

Calendar Office(std::string_view zone, std::vector<HolidayTable> holidays = {}) {
  return Calendar(
      {.hours = {{kMonToFri, {9 * H, 17 * H}}}, .holidays = std::move(holidays)}, Zone(zone)
  );
}

spans::SpanSet Day(const Calendar& calendar, std::string_view date) {
  return calendar.Materialise(calendar.zone().SpanOf(D(date), D(date) + 1));
}

}  // namespace

// CASES 36. Thu 28 Mar 2024 15:30-17:00 = 1.5 h; Good Friday, Easter Monday off; Tue 2 Apr 09-10 =
// 1 h; waiting until Wed 14:00; Wed 14-17 = 3 h; Thu 8 h: 13.5 h; Fri 5 Apr 09:00 + 2.5 h = 11:30
// BST.
TEST_CASE("a clock over Easter, a clock change and a pause") {
  const Calendar office = Office("Europe/London", {Table("stdlib/holidays/gb.holidays", "gb.eng")});
  Clock clock(office);
  const auto waiting =
      spans::SpanSet::Of({T("2024-04-02T10:00+01:00"), T("2024-04-03T14:00+01:00")});
  const auto opened = T("2024-03-28T15:30Z");
  const auto due = clock.Deadline(opened, 16 * H, waiting);
  REQUIRE(due);
  CHECK(office.zone().Format(*due) == "2024-04-05T11:30+01:00");
  CHECK(clock.Elapsed(opened, *due, waiting) == 16 * H);
  CHECK(clock.Elapsed(opened, T("2024-04-05T17:00+01:00"), waiting) == 16 * H + 5 * H + H / 2);
}

TEST_CASE("a deadline falls at closing time, not at the next opening") {
  const Calendar office = Office("Europe/Berlin");
  Clock clock(office);
  // Friday 2026-03-06 09:00 + 8 h = Friday 17:00.
  CHECK(clock.Deadline(T("2026-03-06T09:00+01:00"), 8 * H) == T("2026-03-06T17:00+01:00"));
  CHECK(
      clock.Deadline(T("2026-03-06T09:00+01:00"), 8 * H + 1) ==
      T("2026-03-09T09:00:00.000000001+01:00")
  );
  CHECK(clock.Deadline(T("2026-03-07T12:00+01:00"), H) == T("2026-03-09T10:00+01:00"));
  CHECK(
      clock.Deadline(T("2026-03-06T09:00+01:00"), exact::Rational::Of(1, 3)) ==
      T("2026-03-06T09:00:00.000000001+01:00")
  );
  CHECK(clock.Elapsed(T("2026-03-06T16:00+01:00"), T("2026-03-09T10:00+01:00")) == 2 * H);
  CHECK(clock.Elapsed(T("2026-03-09T10:00+01:00"), T("2026-03-06T16:00+01:00")) == 0);
  // Over the end of a year.
  CHECK(clock.Deadline(T("2026-12-31T16:00+01:00"), 2 * H) == T("2027-01-01T10:00+01:00"));
}

TEST_CASE("a deadline that nobody can know") {
  const Calendar office = Office("Europe/London", {Table("stdlib/holidays/gb.holidays", "gb.eng")});
  Clock clock(office);
  const auto start = T("2030-12-31T16:00Z");
  CHECK(clock.Deadline(start, H / 2));
  CHECK(clock.missing_years().empty());
  CHECK(!clock.Deadline(start, 2 * H));
  CHECK(clock.missing_years() == std::set<int>{2031});
  // A pause without end, and one far behind the deadline.
  Clock other(office);
  CHECK(!other.Deadline(
      T("2026-03-06T09:00Z"), 8 * H, spans::SpanSet::Of({T("2026-03-06T10:00Z"), spans::kForever})
  ));
  CHECK(other.Deadline(
      T("2026-03-06T09:00Z"), H, spans::SpanSet::Of({T("2026-03-06T10:00Z"), spans::kForever})
  ));
  CHECK(other.Deadline(
      T("2026-03-06T09:00Z"), H, spans::SpanSet::Of({T("2040-03-06T10:00Z"), spans::kForever})
  ));
  CHECK(other.missing_years().empty());
  // A calendar that never opens.
  const Calendar closed({}, TimeZone::Utc());
  Clock never(closed);
  CHECK(!never.Deadline(T("2026-03-06T09:00Z"), 1));
}

TEST_CASE("a clock that always runs") {
  Clock clock;
  CHECK(clock.Deadline(100, 50) == 150);
  CHECK(clock.Deadline(100, 50, spans::SpanSet::FromRuns({{120, 140}, {165, 170}})) == 175);
  CHECK(clock.Elapsed(100, 175, spans::SpanSet::FromRuns({{120, 140}, {165, 170}})) == 50);
  CHECK(!clock.Deadline(spans::kForever - 10, 50));
}

// Against the definition: the set is cut out and its instants counted off.
TEST_CASE("deadlines agree with their definition") {
  const Calendar office(
      {.hours =
           {{kMonToFri, {9 * H, 12 * H}}, {kMonToFri, {13 * H, 18 * H}}, {0x40, {22 * H, 3 * H}}},
       .except = {{D("2026-03-30"), D("2026-04-06")}},
       .also = {{D("2026-10-25"), D("2026-10-25")}}},
      Zone("Europe/Berlin")
  );
  Clock clock(office);
  const spans::Run all{T("2025-12-01T00:00Z"), T("2027-06-01T00:00Z")};
  const spans::SpanSet open = office.Materialise(all);
  std::uint64_t state = 36;
  const auto below = [&state](std::int64_t n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::int64_t>((state >> 33U) % static_cast<std::uint64_t>(n));
  };
  for (int round = 0; round < 3'000; ++round) {
    const std::int64_t a = T("2025-12-20T00:00Z") + below(24 * 400 * 6) * (H / 6);
    const std::int64_t duration = (1 + below(60 * 4)) * (H / 4);
    std::vector<spans::Run> pauses;
    for (std::int64_t i = below(4); i > 0; --i) {
      const std::int64_t from = a + (below(24 * 14) - 24) * H;
      pauses.push_back({from, from + below(72) * H});
    }
    const auto except = spans::SpanSet::FromRuns(pauses);
    const spans::SpanSet working = open.Except(except).Intersect(spans::SpanSet::Of({a, all.to}));
    const auto due = clock.Deadline(a, duration, except);
    REQUIRE(due);
    REQUIRE(working.Intersect(spans::SpanSet::Of({a, *due})).Length() == duration);
    REQUIRE(working.Contains(*due - 1));
    REQUIRE(clock.Elapsed(a, *due, except) == duration);
  }
}

TEST_CASE("hours over midnight belong to two dates") {
  // Mondays 22:00..02:00, but Tuesday 2026-03-10 is off: its two hours fall away, the evening
  // stays.
  const Calendar night(
      {.hours = {{WeekdayBit(Weekday::kMon), {22 * H, 2 * H}}},
       .except = {{D("2026-03-10"), D("2026-03-10")}, {D("2026-03-16"), D("2026-03-16")}}},
      TimeZone::Utc()
  );
  CHECK(
      Day(night, "2026-03-02") ==
      spans::SpanSet::Of({T("2026-03-02T22:00Z"), T("2026-03-03T00:00Z")})
  );
  CHECK(
      Day(night, "2026-03-03") ==
      spans::SpanSet::Of({T("2026-03-03T00:00Z"), T("2026-03-03T02:00Z")})
  );
  CHECK(Day(night, "2026-03-09").Length() == 2 * H);
  CHECK(Day(night, "2026-03-10").empty());
  CHECK(Day(night, "2026-03-16").empty());
  CHECK(Day(night, "2026-03-17").Length() == 2 * H);
}

TEST_CASE("skipped readings have no instants and doubled ones have two") {
  const Calendar nights({.hours = {{kEveryDay, {2 * H, 4 * H}}}}, Zone("Europe/Berlin"));
  CHECK(Day(nights, "2026-03-28").Length() == 2 * H);
  CHECK(
      Day(nights, "2026-03-29") ==
      spans::SpanSet::Of({T("2026-03-29T01:00Z"), T("2026-03-29T02:00Z")})
  );
  CHECK(
      Day(nights, "2026-10-25") ==
      spans::SpanSet::Of({T("2026-10-25T00:00Z"), T("2026-10-25T03:00Z")})
  );
  // 02:00..02:30 is read twice with half an hour between.
  const Calendar half({.hours = {{kEveryDay, {2 * H, 2 * H + H / 2}}}}, Zone("Europe/Berlin"));
  CHECK(Day(half, "2026-03-29").empty());
  CHECK(!half.MeetsDate(D("2026-03-29")));
  CHECK(Day(half, "2026-10-25").runs().size() == 2);
}

TEST_CASE("counting days of a calendar") {
  const Calendar office = Office("Europe/London", {Table("stdlib/holidays/gb.holidays", "gb.eng")});
  // Thu 28 Mar 2024, then Good Friday, weekend, Easter Monday: the first day is Tue 2 Apr.
  CHECK(office.AddDays(D("2024-03-28"), 1) == D("2024-04-02"));
  CHECK(office.AddDays(D("2024-03-30"), 2) == D("2024-04-03"));
  CHECK(office.AddDays(D("2024-04-02"), -1) == D("2024-03-28"));
  CHECK(office.AddDays(D("2024-03-30"), 0) == D("2024-03-30"));
  CHECK(!office.AddDays(D("2030-12-31"), 1));
  CHECK(office.CloseOf(D("2024-04-02")) == T("2024-04-02T17:00+01:00"));
  CHECK(!office.CloseOf(D("2024-03-29")));
}

TEST_CASE("made-up working days and extra days") {
  // Sat 2026-02-14 is worked for the Spring Festival; Mon 2026-02-16 is off.
  const HolidayTable cn = Table("stdlib/holidays/cn.holidays", "cn");
  CHECK(Office("Asia/Shanghai", {cn}).MeetsDate(D("2026-02-14")));
  CHECK(!Office("Asia/Shanghai", {cn}).MeetsDate(D("2026-02-16")));
  CHECK(!Office("Asia/Shanghai").MeetsDate(D("2026-02-14")));
  const Calendar stricter(
      {.hours = {{kMonToFri, {9 * H, 17 * H}}},
       .except = {{D("2026-02-14"), D("2026-02-14")}},
       .holidays = {cn},
       .also = {{D("2026-02-16"), D("2026-02-17")}},
       .also_hours = {{10 * H, 12 * H}}},
      Zone("Asia/Shanghai")
  );
  CHECK(!stricter.MeetsDate(D("2026-02-14")));
  CHECK(Day(stricter, "2026-02-16").Length() == 2 * H);
  CHECK(Day(stricter, "2026-02-17").Length() == 2 * H);
  CHECK(Day(stricter, "2026-02-28").Length() == 2 * H);
}

TEST_CASE("the library's holiday files") {
  CHECK(ReadTables("stdlib/holidays/de.holidays").size() == 16);
  CHECK(ReadTables("stdlib/holidays/gb.holidays").size() == 4);
  CHECK(ReadTables("stdlib/holidays/us.holidays").size() == 1);
  const HolidayTable ru = Table("stdlib/holidays/ru.holidays", "ru");
  CHECK(std::binary_search(ru.work.begin(), ru.work.end(), D("2024-04-27")));
  CHECK(std::binary_search(ru.off.begin(), ru.off.end(), D("2024-05-10")));
  const HolidayTable be = Table("stdlib/holidays/de.holidays", "de.be");
  CHECK(std::binary_search(be.off.begin(), be.off.end(), D("2026-03-08")));
  CHECK(be.Knows(2030));
  CHECK(!be.Knows(2031));
}

TEST_CASE("errors in a holiday file name the line") {
  const std::string head = "[a.b]\nyears = 2026..2027\nsource = us\n";
  const auto problem = [](const std::string& text) {
    const auto tables = ParseHolidays(text, "x.holidays");
    return tables ? std::string("none") : tables.error().message;
  };
  CHECK(problem(head + "2026-01-01 New Year\nwork 2026-01-03 made up\n") == "none");
  CHECK(problem("") == "none");
  CHECK(
      problem(head + "2026-02-30 Nonsense\n") ==
      "x.holidays:4: `2026-02-30` is not a date from 1970 to 2200"
  );
  CHECK(
      problem(head + "2025-01-01 Old\n") ==
      "x.holidays:4: 2025-01-01 is not in the years of its table"
  );
  CHECK(problem(head + "2026-01-01\n") == "x.holidays:4: 2026-01-01 has no name");
  CHECK(
      problem(head + "2026-01-02 A\n\n2026-01-02 B\n") ==
      "x.holidays:6: 2026-01-02 stands after 2026-01-02"
  );
  CHECK(problem(head + "year = 3\n") == "x.holidays:4: `year = 3` is not known");
  CHECK(
      problem(head + "nonsense\n") ==
      "x.holidays:4: `nonsense` is neither a date nor a `key = value`"
  );
  CHECK(problem(head + head) == "x.holidays:4: [a.b] stands twice");
  CHECK(problem("[a.b]\nsource = us\n") == "x.holidays:2: [a.b] does not say its years");
  CHECK(problem("[a.b]\nyears = 2026\n") == "x.holidays:2: [a.b] does not name its source");
  CHECK(
      problem("[a.b]\nyears = 2026..2025\n") ==
      "x.holidays:2: `2026..2025` is not a range of years such as `2015..2030`"
  );
  CHECK(problem("years = 2026\n") == "x.holidays:1: `years` stands before the first table");
  CHECK(problem("[A]\n") == "x.holidays:1: `[A]` is not the name of a table");
}

TEST_CASE("holidays from a calendar file") {
  const IcsScope scope{.name = "firm", .first_year = 2026, .last_year = 2029};
  const auto read = [&scope](const std::string& event) {
    return ParseIcsHolidays(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\nBEGIN:VEVENT\r\n" + event +
            "END:VEVENT\r\nEND:VCALENDAR\r\n",
        "x.ics",
        scope
    );
  };
  // Two days, the end is exclusive; a folded line.
  const auto two =
      read("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261226\r\nSUMMARY:Christ\r\n mas\r\n"
      );
  REQUIRE(two.has_value());
  CHECK(two->off == std::vector<Date>{D("2026-12-24"), D("2026-12-25")});
  const auto yearly = read("DTSTART;VALUE=DATE:20200501\r\nRRULE:FREQ=YEARLY\r\n");
  REQUIRE(yearly.has_value());
  CHECK(yearly->off.size() == 4);
  const auto counted = read("DTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=YEARLY;COUNT=3\r\n");
  REQUIRE(counted.has_value());
  CHECK(counted->off == std::vector<Date>{D("2026-05-01"), D("2027-05-01")});
  const auto until = read("DTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY;UNTIL=20270501\r\n");
  REQUIRE(until.has_value());
  CHECK(until->off.size() == 2);
  const auto leap = read("DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY\r\n");
  REQUIRE(leap.has_value());
  CHECK(leap->off == std::vector<Date>{D("2028-02-29")});
  for (const char* bad :
       {"DTSTART:20261224T100000Z\r\n",
        "DTSTART;VALUE=DATE:20261324\r\n",
        "SUMMARY:x\r\n",
        "DTSTART;VALUE=DATE:20261224\r\nRRULE:FREQ=WEEKLY\r\n",
        "DTSTART;VALUE=DATE:20261224\r\nRRULE:FREQ=YEARLY;BYDAY=MO\r\n",
        "DTSTART;VALUE=DATE:20261224\r\nRDATE;VALUE=DATE:20270101\r\n",
        "DTSTART;VALUE=DATE:20261224\r\nSTATUS:CANCELLED\r\n",
        "DTSTART;VALUE=DATE:20261224\r\nDURATION:P2D\r\n",
        "DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261224\r\n"}) {
    CAPTURE(bad);
    CHECK(!read(bad));
  }
  CHECK(!ParseIcsHolidays("BEGIN:VCALENDAR\r\n", "x.ics", scope));
  CHECK(!ParseIcsHolidays("", "x.ics", scope));
  const auto timed = read("DTSTART:20261224T100000Z\r\n");
  CHECK(
      timed.error().message ==
      "x.ics:5: `DTSTART:20261224T100000Z` is more than a list of whole days off needs"
  );
}

}  // namespace slate::calendar
