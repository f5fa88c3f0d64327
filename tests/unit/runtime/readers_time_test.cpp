// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/calendar/civil_time.h"
#include "runtime/readers/number.h"
#include "runtime/readers/time_reader.h"

namespace slate::readers {
namespace {

using settings::OnAmbiguous;
using settings::TimeForm;

// The instant in UTC, or the code and reason.
std::string Read(TimeReader& reader, std::string_view text) {
  std::int64_t ns = 0;
  Problem problem;
  if (reader.ReadInstant(text, ns, problem)) {
    return calendar::FormatUtc(ns);
  }
  return std::string(problem.kind->code) + ' ' + problem.reason;
}

std::string ReadAs(TimeForm form, std::string_view text) {
  const calendar::TimeZone utc = calendar::TimeZone::Utc();
  TimeReader reader(form, &utc, OnAmbiguous::kError);
  return Read(reader, text);
}

TEST_CASE("ISO 8601") {
  const auto iso = [](std::string_view text) {
    return ReadAs({}, text);
  };
  CHECK(iso("2026-03-01T10:00Z") == "2026-03-01T10:00Z");
  CHECK(iso("2026-03-01T10:00:05.25Z") == "2026-03-01T10:00:05.25Z");
  CHECK(iso("2026-03-01 10:00:05,25") == "2026-03-01T10:00:05.25Z");
  CHECK(iso("2026-05-10T10:37:58-06:00") == "2026-05-10T16:37:58Z");
  CHECK(iso("2026-05-10T10:37+0530") == "2026-05-10T05:07Z");
  CHECK(iso("2026-05-10T10:37+05") == "2026-05-10T05:37Z");
  CHECK(iso("2026-03-01T24:00Z") == "2026-03-02T00:00Z");
  CHECK(iso("2016-12-31T23:59:60Z") == "2017-01-01T00:00Z");
  CHECK(iso("2016-12-31T23:59:59.123456789Z") == "2016-12-31T23:59:59.123456789Z");
  CHECK(iso("2016-12-31T23:59:59.1234567890Z") == "2016-12-31T23:59:59.123456789Z");
}

TEST_CASE("what is no ISO 8601 instant") {
  const auto code = [](std::string_view text) {
    return ReadAs({}, text).substr(0, 6);
  };
  for (const std::string_view text :
       {"",
        "x",
        "2026-03-01",
        "2026-02-29T10:00Z",
        "2026-03-01T24:01Z",
        "2026-03-01T24:00:01Z",
        "2026-03-01T10:60Z",
        "2026-03-01T10:00:60Z",
        "2026-03-01T10:00:61Z",
        "2026-03-01T10:00:5Z",
        "2026-03-01T10:00:05.Z",
        "2026-03-01T10:00:05.1234567891Z",
        "2026-03-01T10:00 Z",
        "2026-03-01T10:00+5",
        "2026-03-01T10:00+05:0",
        "2026-03-01T10:00+24:00",
        "26-03-01T10:00Z ",
        "2026-03-01T10:00Zjunk",
        " 2026-03-01T10:00Z",
        "2026-3-1T10:00:00Z",
        "２026-03-01T10:00Z"}) {
    INFO(text);
    CHECK(code(text) == "SL6202");
  }
  CHECK(code("1969-12-31T23:59Z") == "SL6207");
  CHECK(code("2201-01-01T00:00Z") == "SL6207");
  CHECK(code("9999-12-31T00:00Z") == "SL6207");
  CHECK(code("1970-01-01T00:00+01:00") == "SL6207");
  CHECK(ReadAs({}, "2026-03-01") == "SL6202 `2026-03-01` is a date without a time of day");
}

TEST_CASE("counts since 1970 and their mix-ups") {
  using Kind = TimeForm::Kind;
  CHECK(ReadAs({.kind = Kind::kEpochSeconds}, "1431857103") == "2015-05-17T10:05:03Z");
  CHECK(ReadAs({.kind = Kind::kEpochSeconds}, "1431857103.25") == "2015-05-17T10:05:03.25Z");
  CHECK(ReadAs({.kind = Kind::kEpochMillis}, "1431857103250") == "2015-05-17T10:05:03.25Z");
  CHECK(ReadAs({.kind = Kind::kEpochMicros}, "1431857103250000") == "2015-05-17T10:05:03.25Z");
  CHECK(ReadAs({.kind = Kind::kEpochNanos}, "1431857103250000000") == "2015-05-17T10:05:03.25Z");
  CHECK(ReadAs({.kind = Kind::kEpochSeconds}, "1.431857103e9") == "2015-05-17T10:05:03Z");
  CHECK(ReadAs({.kind = Kind::kEpochSeconds}, "1431857103250").starts_with("SL6207"));
  CHECK(ReadAs({.kind = Kind::kEpochMillis}, "1431857103250000").starts_with("SL6207"));
  CHECK(ReadAs({.kind = Kind::kEpochSeconds}, "-1").starts_with("SL6207"));
  CHECK(ReadAs({.kind = Kind::kEpochNanos}, "0.5").starts_with("SL6202"));
  CHECK(ReadAs({.kind = Kind::kEpochSeconds}, "1e40").starts_with("SL6207"));
}

TEST_CASE("local readings where the clock is put back and forward") {
  const auto zone = calendar::TimeZone::Load("Europe/Berlin", calendar::TimeZoneSource{});
  REQUIRE(zone.has_value());
  TimeReader strict({}, &*zone, OnAmbiguous::kError);
  CHECK(Read(strict, "2026-10-25T01:59:59") == "2026-10-24T23:59:59Z");
  CHECK(
      Read(strict, "2026-10-25T02:30:00") ==
      "SL6205 2026-10-25 02:30 is there twice in Europe/Berlin: 2026-10-25T00:30Z or "
      "2026-10-25T01:30Z"
  );
  CHECK(Read(strict, "2026-10-25T02:30:00+01:00") == "2026-10-25T01:30Z");
  CHECK(Read(strict, "2026-10-25T03:00:00") == "2026-10-25T02:00Z");
  CHECK(
      Read(strict, "2026-03-29T02:30:00") ==
      "SL6205 2026-03-29 02:30 is skipped in Europe/Berlin: 2026-03-29T00:30Z or 2026-03-29T01:30Z"
  );
  CHECK(Read(strict, "2026-03-29T01:59:00") == "2026-03-29T00:59Z");
  CHECK(Read(strict, "2026-03-29T03:00:00") == "2026-03-29T01:00Z");
  TimeReader earlier({}, &*zone, OnAmbiguous::kEarlier);
  TimeReader later({}, &*zone, OnAmbiguous::kLater);
  CHECK(Read(earlier, "2026-10-25T02:30:00") == "2026-10-25T00:30Z");
  CHECK(Read(later, "2026-10-25T02:30:00") == "2026-10-25T01:30Z");
  // The memo of the last minute gives the same answer as the way without it.
  CHECK(Read(strict, "2026-07-01T12:00:01") == "2026-07-01T10:00:01Z");
  CHECK(Read(strict, "2026-07-01T12:00:59.5") == "2026-07-01T10:00:59.5Z");
  CHECK(Read(strict, "2026-07-01T12:00:59Z") == "2026-07-01T12:00:59Z");
}

TEST_CASE("readings without an offset need a zone") {
  TimeReader reader({}, nullptr, OnAmbiguous::kError);
  CHECK(Read(reader, "2026-03-01T10:00") == "SL6206 `2026-03-01 10:00` has no offset");
  CHECK(Read(reader, "2026-03-01T10:00Z") == "2026-03-01T10:00Z");
}

std::string Number(std::string_view text) {
  Decimal number;
  if (const auto reason = ParseNumber(text, number)) {
    return "no";
  }
  return number.wide ? "wide " + number.wide->ToString()
                     : std::to_string(number.mantissa) + "e-" + std::to_string(number.places);
}

TEST_CASE("numbers") {
  CHECK(Number("0") == "0e-0");
  CHECK(Number("-0") == "0e-0");
  CHECK(Number("0.00") == "0e-0");
  CHECK(Number("12.50") == "1250e-2");
  CHECK(Number(".5") == "5e-1");
  CHECK(Number("5.") == "5e-0");
  CHECK(Number("+5") == "5e-0");
  CHECK(Number("1e3") == "1000e-0");
  CHECK(Number("1.25E1") == "125e-1");
  CHECK(Number("25e-3") == "25e-3");
  CHECK(Number("0001.5") == "15e-1");
  CHECK(Number("999999999999999999") == "999999999999999999e-0");
  CHECK(Number("9223372036854775807") == "9223372036854775807e-0");
  CHECK(Number("9223372036854775808") == "wide 9223372036854775808");
  CHECK(Number("9999999999999999999") == "wide 9999999999999999999");
  CHECK(Number("1e19") == "wide 1" + std::string(19, '0'));
  CHECK(Number("-1e-20") == "wide -1/1" + std::string(20, '0'));
  CHECK(Number(std::string(40, '9')) == "wide " + std::string(40, '9'));
  for (const std::string& text : std::vector<std::string>{
           "",
           "-",
           ".",
           "e5",
           "1e",
           "1e+",
           "1,234.50",
           "1.234,50",
           " 5",
           "5 ",
           "５",
           "NaN",
           "inf",
           "0x10",
           "1_000",
           "--5",
           "1.2.3",
           "1e41",
           "1e999999999999",
           std::string(41, '9')}) {
    INFO(text);
    CHECK(Number(text) == "no");
  }
}

}  // namespace
}  // namespace slate::readers
