// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/calendar/civil_time.h"
#include "runtime/calendar/posix_rule.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/calendar/tzif.h"
#include "runtime/calendar/window.h"

namespace slate::calendar {

namespace {

TimeZone Zone(std::string_view name) {
  return TimeZone::Load(name, TimeZoneSource()).value();
}

Date D(std::string_view text) {
  return ParseDate(text).value();
}

// "2026-03-01T10:00Z"
std::int64_t T(std::string_view text) {
  const Reading r = ParseReading(text).value();
  return InstantOf(r.date, r.time_of_day, r.offset_seconds.value());
}

std::int64_t HourOfDay(const TimeZone& zone, std::string_view date) {
  const spans::Run day = zone.SpanOf(D(date), D(date) + 1);
  return day.to - day.from;
}

}  // namespace

TEST_CASE("dates") {
  CHECK(D("1970-01-01").days == 0);
  CHECK(D("2000-03-01").days == 11'017);
  CHECK(D("2200-12-31").days == 84'370);
  CHECK(D("2024-02-29").day() == 29);
  CHECK(D("2026-11-24").weekday() == Weekday::kTue);
  CHECK(D("1970-01-01").weekday() == Weekday::kThu);
  CHECK((D("1970-01-01") - 4).weekday() == Weekday::kSun);
  for (std::int32_t day = 0; day <= 84'370; ++day) {
    const YearMonthDay ymd = ToYmd({day});
    REQUIRE(Date::FromYmd(ymd.year, ymd.month, ymd.day).days == day);
    REQUIRE(D(FormatDate({day})).days == day);
  }
  for (const char* bad :
       {"2023-02-29",
        "2100-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        "1969-12-31",
        "2201-01-01",
        "2026-3-1",
        "26-03-01",
        "2026-03-01 ",
        "2026/03/01",
        ""}) {
    CAPTURE(bad);
    CHECK(!ParseDate(bad));
  }
}

TEST_CASE("months are added from the anchor and clamped") {
  CHECK(AddMonths(D("2026-01-31"), 1) == D("2026-02-28"));
  CHECK(AddMonths(D("2024-01-31"), 1) == D("2024-02-29"));
  CHECK(AddMonths(D("2026-01-31"), 2) == D("2026-03-31"));
  CHECK(AddMonths(D("2026-03-31"), -1) == D("2026-02-28"));
  CHECK(AddMonths(D("2024-02-29"), 12) == D("2025-02-28"));
  CHECK(AddMonths(D("2026-01-15"), -13) == D("2024-12-15"));
}

TEST_CASE("readings are parsed and written") {
  CHECK(T("1970-01-01T00:00Z") == 0);
  CHECK(T("1970-01-01T01:00+01:00") == 0);
  CHECK(T("2026-03-01T10:00:00.000000001Z") - T("2026-03-01T10:00Z") == 1);
  CHECK(T("2026-02-28T24:00Z") == T("2026-03-01T00:00Z"));
  CHECK(T("2016-12-31T23:59:60Z") == T("2017-01-01T00:00Z"));
  CHECK(!ParseReading("2026-03-01T10:00").value().offset_seconds);
  CHECK(FormatUtc(T("2026-03-01T10:00:05.250-03:30")) == "2026-03-01T13:30:05.25Z");
  CHECK(FormatUtc(-1) == "1969-12-31T23:59:59.999999999Z");
  CHECK(ParseTimeOfDay("24:00").value() == kNsPerDay);
  CHECK(FormatTimeOfDay(kNsPerDay) == "24:00");
  for (const char* bad :
       {"2026-03-01",
        "2026-03-01T1:00",
        "2026-03-01 10:00",
        "2026-03-01T24:01",
        "2026-03-01T10:60",
        "2026-03-01T10:00:61",
        "2026-03-01T10:00:00.",
        "2026-03-01T10:00:00.1234567890",
        "2026-03-01T10:00z",
        "2026-03-01T10:00+1",
        "2026-03-01T10:00+24:00",
        "2026-03-01T10:00Z "}) {
    CAPTURE(bad);
    CHECK(!ParseReading(bad));
  }
}

TEST_CASE("names of zones") {
  const TimeZoneSource nowhere("/nonexistent");
  CHECK(TimeZone::Load("UTC", nowhere).has_value());
  CHECK(nowhere.Edition() == "unknown");
  CHECK(TimeZoneSource().Edition().size() >= 5);
  CHECK(!TimeZone::Load("Europe/Berlin", nowhere));
  for (const char* bad :
       {"",
        "../etc/passwd",
        "/etc/localtime",
        "Europe/../UTC",
        "localtime",
        "Europe",
        "Europe/Atlantis",
        "tzdata.zi",
        "right/UTC"}) {
    CAPTURE(bad);
    CHECK(!TimeZone::Load(bad, TimeZoneSource()));
  }
}

// Whatever the bytes are, reading them ends, stays within them and gives a zone or an error.
TEST_CASE("damaged zone files") {
  std::ifstream in(TimeZoneSource().folder() + "/Europe/Berlin", std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  REQUIRE(ReadTzFile(whole).has_value());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    REQUIRE(!ReadTzFile(whole.substr(0, size)));
  }
  std::uint64_t state = 7;
  for (int round = 0; round < 20'000; ++round) {
    std::string damaged = whole;
    for (int i = 0; i < 3; ++i) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      damaged[(state >> 40U) % damaged.size()] = static_cast<char>(state >> 32U);
    }
    const Result<TzFile> file = ReadTzFile(damaged);
    if (file) {
      ParsePosixRule(file->footer);
    }
  }
}

TEST_CASE("rules in footers") {
  const auto rule = ParsePosixRule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0").value();
  CHECK(rule.standard == 37'800);
  CHECK(rule.summer == 39'600);
  // The first Sunday of October 2026 is the 4th; 02:00 at +10:30 is 15:30 UTC of the 3rd.
  CHECK(ChangeInYear(rule.to_summer, 2026, rule.standard) * kNsPerSecond == T("2026-10-03T15:30Z"));
  CHECK(ParsePosixRule("UTC0").value().has_summer == false);
  // J60 is the first of March in every year, day 59 (from 0) only when there is no leap day.
  const auto julian = ParsePosixRule("AAA0BBB,J60/0,59/0").value();
  CHECK(ChangeInYear(julian.to_summer, 2024, 0) * kNsPerSecond == T("2024-03-01T00:00Z"));
  CHECK(ChangeInYear(julian.to_standard, 2024, 0) * kNsPerSecond == T("2024-02-29T00:00Z"));
  CHECK(ChangeInYear(julian.to_standard, 2023, 0) * kNsPerSecond == T("2023-03-01T00:00Z"));
  for (const char* bad :
       {"",
        "A0",
        "CET",
        "CET-1CEST",
        "CET-1CEST,M13.1.0,M1.1.0",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "<CET-1",
        "CET-99",
        "CET-1x",
        "CET-1CEST,J0,J1"}) {
    CAPTURE(bad);
    CHECK(!ParsePosixRule(bad));
  }
}

TEST_CASE("clocks go forward and back in Berlin") {
  const TimeZone berlin = Zone("Europe/Berlin");
  CHECK(berlin.StartOfDay(D("2026-03-29")) == T("2026-03-28T23:00Z"));
  CHECK(HourOfDay(berlin, "2026-03-29") == 23 * kNsPerHour);
  CHECK(HourOfDay(berlin, "2026-10-25") == 25 * kNsPerHour);
  CHECK(HourOfDay(berlin, "2026-10-24") == 24 * kNsPerHour);
  const LocalResult skipped = berlin.FromLocal(D("2026-03-29"), 2 * kNsPerHour + 30 * kNsPerMinute);
  CHECK(skipped.kind == LocalResult::Kind::kSkipped);
  CHECK(skipped.earlier == T("2026-03-29T00:30Z"));
  CHECK(skipped.later == T("2026-03-29T01:30Z"));
  CHECK(skipped.transition == T("2026-03-29T01:00Z"));
  const LocalResult doubled = berlin.FromLocal(D("2026-10-25"), 2 * kNsPerHour + 30 * kNsPerMinute);
  CHECK(doubled.kind == LocalResult::Kind::kDoubled);
  CHECK(doubled.earlier == T("2026-10-25T00:30Z"));
  CHECK(doubled.later == T("2026-10-25T01:30Z"));
  // The hour after the jump exists once; so does the first reading after the doubled hour.
  CHECK(berlin.FromLocal(D("2026-03-29"), 3 * kNsPerHour).kind == LocalResult::Kind::kUnique);
  CHECK(berlin.FromLocal(D("2026-03-29"), 2 * kNsPerHour).kind == LocalResult::Kind::kSkipped);
  CHECK(berlin.FromLocal(D("2026-10-25"), 2 * kNsPerHour).kind == LocalResult::Kind::kDoubled);
  CHECK(berlin.FromLocal(D("2026-10-25"), 3 * kNsPerHour).kind == LocalResult::Kind::kUnique);
  CHECK(berlin.Format(T("2026-10-25T00:30Z")) == "2026-10-25T02:30+02:00");
  CHECK(berlin.Format(T("2026-10-25T01:30Z")) == "2026-10-25T02:30+01:00");
}

TEST_CASE("offsets that are easily got wrong") {
  // After 2037 only the footer knows.
  CHECK(Zone("America/New_York").OffsetAt(T("2040-07-01T12:00Z")) == -4 * 3600);
  CHECK(Zone("America/New_York").OffsetAt(T("2199-01-01T12:00Z")) == -5 * 3600);
  CHECK(Zone("Asia/Kathmandu").OffsetAt(T("2026-01-01T00:00Z")) == 5 * 3600 + 45 * 60);
  const TimeZone howe = Zone("Australia/Lord_Howe");
  CHECK(HourOfDay(howe, "2026-04-05") == 24 * kNsPerHour + 30 * kNsPerMinute);
  CHECK(HourOfDay(howe, "2026-10-04") == 23 * kNsPerHour + 30 * kNsPerMinute);
  CHECK(HourOfDay(Zone("America/Halifax"), "2026-03-08") == 23 * kNsPerHour);
}

TEST_CASE("days whose midnight is skipped, doubled or not there at all") {
  // Clocks go from 24:00 to 01:00, so the day starts at 01:00 and has 23 hours.
  const TimeZone santiago = Zone("America/Santiago");
  CHECK(santiago.FromLocal(D("2026-09-06"), 0).kind == LocalResult::Kind::kSkipped);
  CHECK(santiago.StartOfDay(D("2026-09-06")) == T("2026-09-06T04:00Z"));
  CHECK(HourOfDay(santiago, "2026-09-06") == 23 * kNsPerHour);
  CHECK(Zone("Asia/Beirut").StartOfDay(D("2026-03-29")) == T("2026-03-28T22:00Z"));
  // Samoa left out 2011-12-30.
  const TimeZone apia = Zone("Pacific/Apia");
  CHECK(HourOfDay(apia, "2011-12-30") == 0);
  CHECK(apia.StartOfDay(D("2011-12-31")) == T("2011-12-30T10:00Z"));
  CHECK(apia.DayOf(T("2011-12-30T09:59:59Z")) == D("2011-12-29"));
  CHECK(apia.DayOf(T("2011-12-30T10:00Z")) == D("2011-12-31"));
  // Newfoundland went from 00:01 back to 23:01: the second 23:15 belongs to the new day.
  const TimeZone st_johns = Zone("America/St_Johns");
  CHECK(st_johns.StartOfDay(D("2010-11-07")) == T("2010-11-07T02:30Z"));
  CHECK(st_johns.ToLocal(T("2010-11-07T02:45Z")).date == D("2010-11-06"));
  CHECK(st_johns.DayOf(T("2010-11-07T02:45Z")) == D("2010-11-07"));
  CHECK(HourOfDay(st_johns, "2010-11-06") == 24 * kNsPerHour);
  CHECK(HourOfDay(st_johns, "2010-11-07") == 25 * kNsPerHour);
}

TEST_CASE("local days share out time in every zone tried") {
  for (const char* name :
       {"America/St_Johns",
        "Pacific/Apia",
        "Asia/Gaza",
        "Africa/Cairo",
        "America/Nuuk",
        "Africa/Casablanca",
        "Antarctica/Troll",
        "UTC"}) {
    const TimeZone zone = Zone(name);
    CAPTURE(name);
    for (Date date = D("2005-01-01"); date < D("2045-01-01"); date = date + 1) {
      const spans::Run day = zone.SpanOf(date, date + 1);
      REQUIRE(day.from <= day.to);
      if (day.from < day.to) {
        REQUIRE(zone.DayOf(day.from) == date);
        REQUIRE(zone.DayOf(day.to - 1) == date);
      }
    }
  }
}

TEST_CASE("months, quarters, years and weeks") {
  const TimeZone berlin = Zone("Europe/Berlin");
  const Rhythm month;
  const Window march = WindowAt(month, T("2026-02-28T23:00Z"), berlin);
  CHECK(march.label == "2026-03");
  CHECK(march.first == D("2026-03-01"));
  CHECK(march.last_exclusive == D("2026-04-01"));
  CHECK((march.span.to - march.span.from) / kNsPerSecond == 2'674'800);
  CHECK(Previous(month, march, berlin).label == "2026-02");
  CHECK(Next(month, march, berlin).span.from == march.span.to);
  CHECK(WindowOn({.unit = Rhythm::Unit::kQuarter}, D("2026-05-31"), berlin).label == "2026-Q2");
  CHECK(WindowOn({.unit = Rhythm::Unit::kYear}, D("2026-05-31"), berlin).label == "2026");
  CHECK(WindowOn({.unit = Rhythm::Unit::kDay}, D("2025-05-10"), berlin).label == "2025-05-10");
  const Rhythm week{.unit = Rhythm::Unit::kWeek};
  CHECK(WindowOn(week, D("2026-02-09"), berlin).label == "2026-W07");
  CHECK(WindowOn(week, D("2026-02-15"), berlin).label == "2026-W07");
  CHECK(WindowOn(week, D("2027-01-01"), berlin).label == "2026-W53");
  const Rhythm from_sunday{.unit = Rhythm::Unit::kWeek, .weekday = Weekday::kSun};
  CHECK(WindowOn(from_sunday, D("2026-02-14"), berlin).label == "2026-02-08");
}

TEST_CASE("rhythms with an anchor") {
  const TimeZone utc = TimeZone::Utc();
  const Rhythm from_10{.day = 10};
  CHECK(WindowOn(from_10, D("2026-03-09"), utc).first == D("2026-02-10"));
  CHECK(WindowOn(from_10, D("2026-03-10"), utc).label == "2026-03-10");
  // Anchor 31: 31 Jan to 27 Feb, 28 Feb to 30 Mar, 31 Mar to 29 Apr.
  const Rhythm from_31{.day = 31};
  CHECK(WindowOn(from_31, D("2026-02-27"), utc).first == D("2026-01-31"));
  CHECK(WindowOn(from_31, D("2026-03-30"), utc).first == D("2026-02-28"));
  CHECK(WindowOn(from_31, D("2026-04-29"), utc).first == D("2026-03-31"));
  CHECK(WindowOn(from_31, D("2024-02-28"), utc).last_exclusive == D("2024-02-29"));
  const Rhythm from_feb{.unit = Rhythm::Unit::kQuarter, .month = 2};
  CHECK(WindowOn(from_feb, D("2026-01-31"), utc).first == D("2025-11-01"));
  CHECK(WindowOn(from_feb, D("2026-04-30"), utc).label == "2026-02-01");
  const Rhythm from_apr{.unit = Rhythm::Unit::kYear, .month = 4};
  CHECK(WindowOn(from_apr, D("2026-03-31"), utc).first == D("2025-04-01"));
  // 2018-01-01 + 60 days = 2018-03-02.
  const Rhythm thirty{.unit = Rhythm::Unit::kDay, .count = 30, .anchor = D("2018-01-01")};
  CHECK(WindowOn(thirty, D("2018-03-01"), utc).first == D("2018-01-31"));
  CHECK(WindowOn(thirty, D("2018-03-05"), utc).first == D("2018-03-02"));
  CHECK(WindowOn(thirty, D("2018-03-05"), utc).last_exclusive == D("2018-04-01"));
  CHECK(WindowOn(thirty, D("2017-12-31"), utc).number == -1);
  // A contract that began on a leap day.
  const Rhythm contract{.unit = Rhythm::Unit::kYear, .anchor = D("2024-02-29")};
  CHECK(WindowOn(contract, D("2025-02-27"), utc).first == D("2024-02-29"));
  CHECK(WindowOn(contract, D("2025-02-28"), utc).first == D("2025-02-28"));
  CHECK(WindowOn(contract, D("2028-02-28"), utc).last_exclusive == D("2028-02-29"));
}

TEST_CASE("rhythms longer than time") {
  const Rhythm ages{.unit = Rhythm::Unit::kYear, .count = 500};
  const Window w = WindowOn(ages, D("2026-01-01"), TimeZone::Utc());
  CHECK(w.first == D("1970-01-01"));
  CHECK(w.span.to == spans::kForever);
}

TEST_CASE("windows that meet a range") {
  const TimeZone berlin = Zone("Europe/Berlin");
  const auto months =
      WindowsMeeting({}, {T("2026-01-31T22:59Z"), T("2026-03-31T22:00:00.000000001Z")}, berlin);
  REQUIRE(months.size() == 4);
  CHECK(months.front().label == "2026-01");
  CHECK(months.back().label == "2026-04");
  CHECK(WindowsMeeting({}, {5, 5}, berlin).empty());
  // The day that Samoa left out is no window.
  const TimeZone apia = Zone("Pacific/Apia");
  const auto days = WindowsMeeting(
      {.unit = Rhythm::Unit::kDay}, {T("2011-12-29T12:00Z"), T("2011-12-30T12:00Z")}, apia
  );
  REQUIRE(days.size() == 2);
  CHECK(days.back().label == "2011-12-31");
  CHECK(spans::SpanSet::FromRuns(SpansOf(days)).runs().size() == 1);
}

}  // namespace slate::calendar
