// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/unit/runtime/readers_fixture.h"

// Published measurement data, where they are at hand. The expected figures were computed with
// Python's csv, json and fractions modules.
namespace slate::test {
namespace {

using Codes = std::vector<std::string>;
using Fold = plan::Column::Fold;

constexpr std::string_view kData = "../shared/data/";

bool HasData() {
  return std::filesystem::exists(kData);
}

std::string DataPath(std::string_view name) {
  return std::filesystem::absolute(std::string(kData) + std::string(name))
      .lexically_normal()
      .string();
}

std::unique_ptr<Outcome> ReadData(
    const plan::Input& input, std::string_view file, std::string_view settings
) {
  const TempFolder folder;
  return ReadIn(
      folder,
      PlanOf(input),
      "agreement = \"x\"\n[input." + input.name + "]\nfiles = \"" + DataPath(file) + "\"\n" +
          std::string(settings)
  );
}

std::int64_t Sum(const std::vector<std::int64_t>& values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

exact::Rational SumOf(const data::Column& column) {
  exact::Rational sum = 0;
  for (const std::int64_t value : column.values) {
    sum += exact::Rational(value);
  }
  sum *= column.scale;
  for (const exact::Rational& value : column.wide) {
    sum += value;
  }
  return sum;
}

std::int64_t CountValid(const data::Column& column) {
  return column.valid.empty()
             ? static_cast<std::int64_t>(column.values.size())
             : std::accumulate(column.valid.begin(), column.valid.end(), std::int64_t{0});
}

TEST_CASE("upptime-curc: hourly probes" * doctest::skip(!HasData())) {
  plan::Input input = Probe();
  input.columns.push_back({.name = "rtt", .type = Duration()});
  const auto outcome = ReadData(input, "upptime-curc/probes.csv", R"(
[input.probe.columns]
at = { column = "timestamp", time = "iso" }
site = "site"
up = { column = "status", values = { up = true, down = false } }
rtt = { column = "response_ms", unit = "ms" }
)");
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.counts.rows == 13'621);
  CHECK(Sum(outcome->column("up").values) == 12'874);
  CHECK(outcome->column("site").dictionary.size() == 20);
  CHECK(Sum(outcome->column("rtt").values) == 4'070'694);
  CHECK(outcome->column("rtt").scale == exact::Rational(1'000'000));
  std::int64_t milliseconds = 0;
  for (const std::int64_t at : outcome->column("at").values) {
    milliseconds += at / 1'000'000;
  }
  CHECK(milliseconds == 24'274'972'753'881'243);
  CHECK(
      outcome->read.files[0].sha256 ==
      "103b6029d60c0ca83f989da8ba453a62bfc23cc5e17db9d536a5451c448e9df1"
  );
}

TEST_CASE("upptime-ebi: a state log" * doctest::skip(!HasData())) {
  plan::Input input = Probe();
  input.kind = plan::Input::Kind::kStateLog;
  const auto outcome = ReadData(input, "upptime-ebi/probes.csv", R"(
columns = { at = "timestamp", site = "site", up = { column = "status", values = { up = true, down = false } } }
)");
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.table.row_count == 3'127);
  CHECK(Sum(outcome->column("up").values) == 2'816);
}

TEST_CASE("uci-incident-log: d/m/Y, latin-1 and ?" * doctest::skip(!HasData())) {
  const plan::Input input{
      .name = "incident",
      .kind = plan::Input::Kind::kCases,
      .columns =
          {{.name = "number", .type = TextType()},
           {.name = "opened", .type = Instant(), .fold = Fold::kFirst},
           {.name = "resolved", .type = Instant(true), .fold = Fold::kLast},
           {.name = "priority", .type = TextType(), .fold = Fold::kHistory}},
      .per = "number"};
  const auto outcome =
      ReadData(input, "uci-incident-log/incident_event_log_119998_kaggle.csv.gz", R"(
encoding = "latin-1"
missing = ["?"]
time_zone = "UTC"
time = "%d/%m/%Y %H:%M"
at = "sys_updated_at"
sequence = "sys_mod_count"
[input.incident.columns]
number = "number"
opened = "opened_at"
resolved = "resolved_at"
priority = "priority"
)");
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.counts.rows == 119'998);
  CHECK(outcome->read.table.row_count == 20'769);
  CHECK(CountValid(outcome->column("resolved")) == 19'351);
  std::size_t steps = 0;
  for (const auto& history : outcome->column("priority").history) {
    steps += history.size();
  }
  CHECK(steps == 21'116);
}

struct Boston {
  std::string file;
  std::string more;
  std::int64_t cases = 100;
  std::int64_t closed = 85;
  std::int64_t with_target = 89;
  std::uint64_t duplicates = 0;
};

TEST_CASE("boston311 in its encodings" * doctest::skip(!HasData())) {
  const plan::Input input{
      .name = "request",
      .kind = plan::Input::Kind::kCases,
      .columns =
          {{.name = "id", .type = TextType()},
           {.name = "opened", .type = Instant(), .fold = Fold::kFirst},
           {.name = "target", .type = Instant(true), .fold = Fold::kFirst},
           {.name = "closed", .type = Instant(true), .fold = Fold::kLast},
           {.name = "title", .type = TextType(true)}},
      .per = "id"};
  const std::string dmy = "time = \"%d/%m/%Y %H:%M:%S\"\n";
  const std::vector<Boston> variants = {
      {"boston311-100.csv", ""},
      {"boston311-100.csv.gz", ""},
      {"boston311-100.tab", ""},
      {"boston311-100.jsonl", ""},
      {"boston311-dmy-100.csv", dmy},
      {"boston311-100-with-nonascii.csv", ""},
      {"boston311-100-20dupes-random.csv", "", 80, 68, 71, 20},
  };
  for (const Boston& variant : variants) {
    INFO(variant.file);
    const auto outcome = ReadData(
        input,
        "boston311/" + variant.file,
        "time_zone = \"America/New_York\"\n" + variant.more + R"(
[input.request.columns]
id = "case_enquiry_id"
opened = "open_dt"
target = "target_dt"
closed = "closed_dt"
title = "case_title"
)"
    );
    CHECK(outcome->codes().empty());
    CHECK(outcome->read.counts.rows == 100);
    CHECK(outcome->read.table.row_count == static_cast<std::size_t>(variant.cases));
    CHECK(CountValid(outcome->column("closed")) == variant.closed);
    CHECK(CountValid(outcome->column("target")) == variant.with_target);
    CHECK(outcome->read.counts.duplicates == variant.duplicates);
  }
  const auto dates_only = ReadData(
      input,
      "boston311/boston311-100-notime.csv",
      "time_zone = \"America/New_York\"\ncolumns = { id = \"case_enquiry_id\", opened = "
      "\"open_dt\" }\n"
  );
  CHECK(dates_only->rejects.count_by_code().at("SL6202") == 100);
}

TEST_CASE("apache-access: combined log lines" * doctest::skip(!HasData())) {
  const plan::Input input{
      .name = "request",
      .columns = {
          {.name = "at", .type = Instant()},
          {.name = "status", .type = Number()},
          {.name = "size", .type = Number({{"bytes", 1}}, true)},
          {.name = "method", .type = TextType(true)}}};
  const auto outcome = ReadData(input, "apache-access/apache_logs.gz", R"(
format = "combined"
columns = { at = "time", status = "status", size = { column = "bytes", unit = "B" }, method = "method" }
)");
  CHECK(outcome->codes() == Codes{"SL6219@8899"});
  CHECK(outcome->read.counts.rows == 10'000);
  CHECK(outcome->read.counts.accepted == 9'999);
  CHECK(Sum(outcome->column("size").values) == 2'747'282'505);
  CHECK(CountValid(outcome->column("size")) == 9'999 - 669);
  std::int64_t server_errors = 0;
  for (const std::int64_t status : outcome->column("status").values) {
    server_errors += status >= 500 ? 1 : 0;
  }
  CHECK(server_errors == 3);
}

TEST_CASE("speedtest-brisbane: rates" * doctest::skip(!HasData())) {
  const plan::Input input{
      .name = "test",
      .columns = {
          {.name = "at", .type = Instant()},
          {.name = "ping", .type = Duration()},
          {.name = "down", .type = Number({{"bytes", 1}, {"time", -1}})}}};
  const auto outcome = ReadData(input, "speedtest-brisbane/speedtests.csv.gz", R"(
time_zone = "Australia/Brisbane"
[input.test.columns]
at = "datetimestart"
ping = { column = "ping", unit = "ms" }
down = { column = "download", unit = "Mbit/s" }
)");
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.counts.rows == 23'654);
  CHECK(
      outcome->column("at").values.front() ==
      calendar::InstantOf(calendar::Date::FromYmd(2017, 10, 13), 48'601'000'000'000, 0)
  );
  CHECK(SumOf(outcome->column("ping")) == exact::Rational::Of(2'219'852'587'000, 1));
  // 26984808/25 Mbit/s; one is 1/8000 byte a nanosecond.
  CHECK(SumOf(outcome->column("down")) == exact::Rational::Of(26'984'808, 200'000));
}

TEST_CASE("flights-vega: a JSON array" * doctest::skip(!HasData())) {
  const plan::Input input{
      .name = "flight",
      .columns = {
          {.name = "at", .type = Instant()},
          {.name = "delay", .type = Duration()},
          {.name = "origin", .type = MemberOf("airport")}}};
  const auto outcome = ReadData(input, "flights-vega/flights-20k.json", R"(
time_zone = "UTC"
[input.flight.columns]
at = { column = "date", time = "%Y/%m/%d %H:%M" }
delay = { column = "delay", unit = "min" }
origin = "origin"
)");
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.counts.rows == 20'000);
  CHECK(Sum(outcome->column("delay").values) == 154'078);
  CHECK(outcome->column("origin").dictionary.size() == 220);
}

TEST_CASE("nab: 17 decimal places" * doctest::skip(!HasData())) {
  const plan::Input input{
      .name = "sample",
      .columns = {{.name = "at", .type = Instant()}, {.name = "v", .type = Number()}}};
  const auto outcome = ReadData(input, "nab/realAWSCloudwatch.ec2_cpu_utilization_24ae8d.csv", R"(
time_zone = "UTC"
columns = { at = "timestamp", v = "value" }
)");
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.counts.rows == 4'032);
  CHECK(SumOf(outcome->column("v")).ToString() == "12731349999999999991/25000000000000000");
}

}  // namespace
}  // namespace slate::test
