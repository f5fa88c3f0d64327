// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/spans/span_set.h"
#include "tests/unit/runtime/readers_fixture.h"

namespace slate::test {
namespace {

using Codes = std::vector<std::string>;
using Fold = plan::Column::Fold;

constexpr std::int64_t kMinute = 60'000'000'000;

// ---- Slots and state logs ----

plan::Input Slots() {
  plan::Input input = Probe();
  input.kind = plan::Input::Kind::kSlots;
  input.every = exact::Rational(kMinute);
  return input;
}

constexpr std::string_view kProbeToml = R"(agreement = "x.slate"
[input.probe]
files = "p.csv"
columns = { at = "at", site = "site", up = "up" }
)";

std::unique_ptr<Outcome> ReadProbes(const plan::Input& input, std::string_view rows) {
  TempFolder folder;
  folder.Write("p.csv", "at,site,up\n" + std::string(rows));
  return ReadIn(folder, PlanOf(input), kProbeToml);
}

TEST_CASE("rows of events are a multiset") {
  const auto outcome = ReadProbes(
      Probe(),
      "2026-03-01T10:00:00Z,a,true\n2026-03-01T10:00:00Z,a,true\n2026-03-01T10:00:00Z,a,false\n"
  );
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.table.row_count == 3);
  CHECK(outcome->read.counts.duplicates == 0);
}

TEST_CASE("rows that say the same of one slot are merged") {
  const auto outcome = ReadProbes(
      Slots(),
      "2026-03-01T10:00:10Z,a,true\n2026-03-01T10:00:50Z,a,true\n2026-03-01T10:01:00Z,a,false\n"
      "2026-03-01T10:00:30Z,b,false\n2026-03-01T10:00:10Z,a,true\n"
  );
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.table.row_count == 3);
  CHECK(outcome->read.counts.duplicates == 2);
  // The latest of the slot stands, and rows keep their order.
  CHECK(outcome->read.table.origins[0].line == 3);
  CHECK(outcome->read.table.origins[1].line == 4);
}

TEST_CASE("rows that differ in one slot are both rejected, with both places") {
  const std::string rows =
      "2026-03-01T10:00:10Z,a,true\n2026-03-01T10:00:50Z,a,false\n2026-03-01T10:01:10Z,c,true\n";
  const auto outcome = ReadProbes(Slots(), rows);
  CHECK(outcome->codes() == Codes{"SL6216@2", "SL6216@3"});
  CHECK(outcome->read.table.row_count == 1);
  CHECK(outcome->read.counts.rejected == 2);
  const readers::Reject& first = outcome->rejects.kept()[0];
  CHECK(first.reason.starts_with("`up` is true here and false at "));
  CHECK(first.reason.ends_with("p.csv:3, for the same slot from 2026-03-01T10:00Z"));
  CHECK(first.raw == "2026-03-01T10:00:10Z,a,true");
  // The member that only rejected rows name is gone.
  CHECK(outcome->column("site").dictionary == std::vector<std::string>{"c"});

  plan::Input keeping = Slots();
  keeping.keeping = plan::Input::Keeping::kWorst;
  const auto kept = ReadProbes(keeping, rows);
  CHECK(kept->codes().empty());
  CHECK(kept->read.table.row_count == 3);
}

TEST_CASE("a state log has one state an instant") {
  plan::Input log = Probe();
  log.kind = plan::Input::Kind::kStateLog;
  const auto outcome = ReadProbes(
      log,
      "2026-03-01T10:00:10Z,a,true\n2026-03-01T10:00:10Z,a,true\n2026-03-01T10:00:11Z,a,false\n"
      "2026-03-01T10:00:11Z,a,true\n2026-03-01T10:00:10Z,b,false\n"
  );
  CHECK(outcome->codes() == Codes{"SL6216@4", "SL6216@5"});
  CHECK(outcome->read.table.row_count == 2);
  CHECK(outcome->read.counts.duplicates == 1);
}

TEST_CASE("closed keys, values and missing texts") {
  plan::Plan plan = PlanOf(Probe());
  plan.keys.push_back({.name = "site", .closed = true, .members = {{.label = "a"}}});
  TempFolder folder;
  folder.Write(
      "p.csv",
      "at,site,up\n2026-03-01T10:00Z,A,up\n2026-03-01T10:00Z,b,up\n"
      "2026-03-01T10:00Z,A,odd\n2026-03-01T10:00Z,A,?\n"
  );
  const auto outcome = ReadIn(folder, plan, R"(agreement = "x.slate"
[input.probe]
files = "p.csv"
missing = ["?"]
[input.probe.columns]
at = "at"
site = { column = "site", values = { A = "a", b = "a" } }
up = { column = "up", values = { up = true, down = false } }
)");
  CHECK(outcome->codes() == Codes{"SL6203@4", "SL6204@5"});
  CHECK(outcome->column("site").dictionary == std::vector<std::string>{"a"});
  folder.Write("p.csv", "at,site,up\n2026-03-01T10:00Z,b,true\n");
  CHECK(ReadIn(folder, plan, kProbeToml)->codes() == Codes{"SL6213@2"});
}

TEST_CASE("an interval that ends before it begins is rejected") {
  plan::Input input{
      .name = "probe",
      .columns = {{.name = "from", .type = Instant()}, {.name = "to", .type = Instant(true)}},
      .interval = true};
  TempFolder folder;
  folder.Write(
      "p.csv",
      "from,to\n2026-03-01T10:00Z,2026-03-01T09:59Z\n2026-03-01T10:00Z,2026-03-01T10:00Z\n"
      "2026-03-01T10:00Z,\n"
  );
  const auto outcome = ReadIn(
      folder,
      PlanOf(input),
      "agreement = \"x\"\n[input.probe]\nfiles = \"p.csv\"\n"
      "columns = { from = \"from\", to = \"to\" }\n"
  );
  CHECK(outcome->codes() == Codes{"SL6215@2"});
  CHECK(outcome->read.table.row_count == 2);
  CHECK(outcome->column("to").valid == std::vector<std::uint8_t>{1, 0});
}

// ---- JSON ----

TEST_CASE("NDJSON and JSON arrays give numbers as written") {
  const plan::Plan plan = PlanOf(
      {.name = "probe",
       .columns =
           {{.name = "id", .type = TextType()},
            {.name = "n", .type = Number({}, true)},
            {.name = "deep", .type = TextType(true)}}}
  );
  const auto read = [&](std::string_view name, std::string_view bytes) {
    TempFolder folder;
    folder.Write(name, bytes);
    return ReadIn(
        folder,
        plan,
        "agreement = \"x\"\n[input.probe]\nfiles = \"" + std::string(name) +
            "\"\ncolumns = { id = \"id\", n = \"n\", deep = \"a.b\" }\n"
    );
  };
  const auto lines = read(
      "p.ndjson",
      "{\"id\":\"x\\u00e9\",\"n\":0.1,\"a\":{\"b\":\"y\",\"c\":[1,{\"b\":2}]}}\n\n"
      " { \"n\" : 12345678901234567.25 , \"id\":101004143000, \"z\":{\"id\":1} }\r\n"
      "{\"id\":\"z\",\"n\":null,\"a.b\":true}\n"
  );
  CHECK(lines->codes().empty());
  CHECK(lines->column("id").dictionary == std::vector<std::string>{"xé", "101004143000", "z"});
  CHECK(lines->column("n").scale == exact::Rational::Of(1, 100));
  CHECK(lines->column("n").values == std::vector<std::int64_t>{10, 1234567890123456725, 0});
  CHECK(lines->column("n").valid == std::vector<std::uint8_t>{1, 1, 0});
  CHECK(lines->column("deep").dictionary == std::vector<std::string>{"y", "true"});

  const auto bad = read(
      "p.ndjson",
      "{\"id\":\"a\"}\n{\"id\":\"b\",\"id\":\"c\"}\n{\"id\":[1]}\n[1]\n{\"id\":\"d\"} x\n{\"id\":\n"
      "{\"id\":\"\xC3\"}\n{\"n\":1}\n{\"id\":\"e\",\"n\":tru}\n{\"id\":\"f\",\"n\":\"1,5\"}\n{"
      "\"id\":\"g\",\"n\":1e3}\n"
  );
  CHECK(
      bad->codes() ==
      Codes{
          "SL6212@2",
          "SL6212@3",
          "SL6212@4",
          "SL6212@5",
          "SL6212@6",
          "SL6208@7",
          "SL6204@8",
          "SL6212@9",
          "SL6201@10"}
  );
  CHECK(bad->column("id").dictionary == std::vector<std::string>{"a", "g"});

  const auto array =
      read("p.json", "[\n {\"id\":\"a]}\",\n  \"n\":1},\n {\"id\":\"b\"}, 7,\n {\"id\":\"c\"} ]\n");
  CHECK(array->codes() == Codes{"SL6212@4"});
  CHECK(array->column("id").dictionary == std::vector<std::string>{"a]}", "b", "c"});
  CHECK(array->read.table.origins[1].line == 4);
  CHECK(read("p.json", "[]")->codes().empty());
  CHECK(read("p.json", "{\"id\":\"a\"}")->codes() == Codes{"SL6262"});
  CHECK(read("p.json", "[{\"id\":\"a\"}")->codes() == Codes{"SL6262"});
  CHECK(read("p.json", "[{\"id\":\"a\"},]")->codes() == Codes{"SL6262"});
  CHECK(read("p.json", "[{\"id\":\"a\"}] {}")->codes() == Codes{"SL6262"});
  CHECK(read("p.json", "[{\"id\":\"a\"} {\"id\":\"b\"}]")->codes() == Codes{"SL6262"});
}

// ---- Web logs ----

TEST_CASE("lines of a log as a pattern says") {
  const plan::Plan plan = PlanOf(
      {.name = "request",
       .columns =
           {{.name = "at", .type = Instant()},
            {.name = "status", .type = Number()},
            {.name = "took", .type = Duration(true)},
            {.name = "agent", .type = TextType(true)},
            {.name = "path", .type = TextType(true)}}}
  );
  const auto read = [&](std::string_view lines) {
    TempFolder folder;
    folder.Write("access.log", lines);
    return ReadIn(
        folder,
        plan,
        "agreement = \"x\"\n[input.request]\nfiles = \"access.log\"\n"
        "log_format = '$remote_addr [$time_local] \"$request\" $status \"$http_user_agent\" "
        "rt=$request_time'\n"
        "columns = { at = \"time_local\", status = \"status\", path = \"path\", agent = "
        "\"http_user_agent\", took = { column = \"request_time\", unit = \"s\" } }\n"
    );
  };
  const auto good = read(
      "1.2.3.4 [17/May/2015:10:05:03 +0200] \"GET /a b HTTP/1.1\" 200 \"a \\\" b\" rt=0.125\r\n\n"
      "::1 [17/May/2015:10:05:03 +0000] \"-\" 499 \"-\" rt=-\n"
  );
  CHECK(good->codes().empty());
  CHECK(
      good->column("at").values ==
      std::vector<std::int64_t>{1'431'849'903'000'000'000, 1'431'857'103'000'000'000}
  );
  CHECK(good->column("agent").dictionary == std::vector<std::string>{"a \\\" b"});
  CHECK(good->column("path").dictionary == std::vector<std::string>{"/a b"});
  CHECK(good->column("took").valid == std::vector<std::uint8_t>{1, 0});

  const auto bad = read(
      "1.2.3.4 17/May/2015:10:05:03 +0200] \"GET / HTTP/1.1\" 200 \"a\" rt=1\n"
      "1.2.3.4 [17/May/2015:10:05:03 +0200] \"GET / HTTP/1.1\" 200 \"never closed rt=1\n"
      "1.2.3.4 [17/May/2015:10:05:03 +0200] \"GET / HTTP/1.1\" 200 \"a\" rt\n"
      "1.2.3.4 [17/May/2015:10:05:03 +0200] \"GET / HTTP/1.1\" x \"a\" rt=1\n"
      "1.2.3.4 [17/May/2015:10:05:03 +0200] \"GET / HTTP/1.1\" 200 \"a\" rt=\xFF\n"
      "1.2.3.4\n"
  );
  CHECK(
      bad->codes() == Codes{"SL6219@1", "SL6219@2", "SL6219@3", "SL6201@4", "SL6208@5", "SL6219@6"}
  );
  CHECK(bad->rejects.kept()[0].reason == "` [` is not found behind `$remote_addr`");
  CHECK(bad->rejects.kept()[2].reason == "`\" rt=` is not found behind `$http_user_agent`");
}

TEST_CASE("a column that a log format does not have") {
  TempFolder folder;
  folder.Write("access.log", "a 1\n");
  const auto outcome = ReadIn(
      folder,
      PlanOf({.name = "t", .columns = {{.name = "a", .type = TextType()}}}),
      "agreement = \"x\"\n[input.t]\nfiles = \"access.log\"\nlog_format = '%h %>s'\n"
      "columns = { a = \"hosts\" }\n"
  );
  CHECK(outcome->codes() == Codes{"SL6255"});
  CHECK(outcome->sink.items().front().help == "did you mean `host`?");
}

// ---- Cases ----

plan::Input Tickets() {
  return {
      .name = "ticket",
      .kind = plan::Input::Kind::kCases,
      .columns =
          {{.name = "id", .type = TextType()},
           {.name = "opened", .type = Instant(), .fold = Fold::kFirst},
           {.name = "resolved", .type = Instant(true), .fold = Fold::kLast},
           {.name = "waiting", .type = {.kind = plan::Type::Kind::kSpans}},
           {.name = "priority", .type = TextType(true), .fold = Fold::kHistory}},
      .per = "id"};
}

constexpr std::string_view kTicketToml = R"(agreement = "x.slate"
[input.ticket]
files = "t.csv"
at = "at"
[input.ticket.columns]
id = "id"
opened = { column = "at", when = { event = "opened" } }
resolved = { column = "at", when = { event = "resolved" } }
waiting = { from = { event = "paused" }, to = { event = ["resumed", "resolved"] } }
priority = "priority"
)";

std::unique_ptr<Outcome> ReadTickets(std::string_view rows, std::string_view more = "") {
  TempFolder folder;
  folder.Write("t.csv", "id,event,at,priority,seq\n" + std::string(rows));
  std::string toml(kTicketToml);
  toml.insert(toml.find("[input.ticket.columns]"), more);
  return ReadIn(folder, PlanOf(Tickets()), toml);
}

std::int64_t At(int hour, int minute = 0) {
  return calendar::InstantOf(
      calendar::Date::FromYmd(2026, 3, 1), (hour * 60 + minute) * kMinute, 0
  );
}

TEST_CASE("events of a case are folded in any order") {
  const std::string rows =
      "T1,resolved,2026-03-01T15:00Z,,\n"
      "T1,resumed,2026-03-01T12:00Z,high,\n"
      "T2,opened,2026-03-01T09:00Z,low,\n"
      "T1,paused,2026-03-01T11:00Z,low,\n"
      "T1,opened,2026-03-01T10:00Z,low,\n"
      "T1,paused,2026-03-01T13:00Z,,\n"
      "T2,paused,2026-03-01T09:30Z,,\n"
      "T1,resolved,2026-03-01T14:00Z,,\n"
      "T1,paused,2026-03-01T11:00Z,low,\n";
  const auto outcome = ReadTickets(rows);
  CHECK(outcome->codes().empty());
  REQUIRE(outcome->read.table.row_count == 2);
  CHECK(outcome->read.counts.rows == 9);
  CHECK(outcome->read.counts.duplicates == 1);
  CHECK(outcome->column("id").dictionary == std::vector<std::string>{"T1", "T2"});
  CHECK(outcome->column("opened").values == std::vector<std::int64_t>{At(10), At(9)});
  CHECK(outcome->column("resolved").values[0] == At(15));
  CHECK(outcome->column("resolved").valid == std::vector<std::uint8_t>{1, 0});
  CHECK(
      outcome->column("waiting").spans[0] ==
      spans::SpanSet::FromRuns({{At(11), At(12)}, {At(13), At(14)}})
  );
  CHECK(
      outcome->column("waiting").spans[1] ==
      spans::SpanSet::FromRuns({{At(9, 30), spans::kForever}})
  );
  const data::Column& priority = outcome->column("priority");
  REQUIRE(priority.history[0].size() == 2);
  CHECK(priority.history[0][0].at == At(10));
  CHECK(priority.history[0][1].at == At(12));
  CHECK(priority.dictionary[static_cast<std::size_t>(priority.history[0][1].value)] == "high");
}

TEST_CASE("events at one instant need a sequence") {
  const std::string rows =
      "T1,opened,2026-03-01T10:00Z,low,1\nT1,paused,2026-03-01T10:00Z,high,2\nT2,opened,2026-03-"
      "01T10:00Z,,3\n";
  const auto outcome = ReadTickets(rows);
  CHECK(outcome->codes() == Codes{"SL6217@2", "SL6217@3"});
  CHECK(outcome->read.table.row_count == 1);
  CHECK(outcome->rejects.kept()[1].reason.find("case `T1`: `priority` is `low` at ") == 0);
  const auto ordered = ReadTickets(rows, "sequence = \"seq\"\n");
  CHECK(ordered->codes().empty());
  CHECK(ordered->read.table.row_count == 2);
  CHECK(
      ReadTickets("T1,opened,2026-03-01T10:00Z,,x\n", "sequence = \"seq\"\n")->codes() ==
      Codes{"SL6201@2"}
  );
}

TEST_CASE("a case without what it must have, and rows without a case") {
  const auto outcome = ReadTickets(
      "T1,resolved,2026-03-01T10:00Z,,\n,opened,2026-03-01T10:00Z,,\nT3,opened,2026-03-01T10:00Z,,"
      "\nT3,opened,bad,,\n"
  );
  CHECK(outcome->codes() == Codes{"SL6204@3", "SL6202@5", "SL6218@2"});
  CHECK(outcome->read.table.row_count == 1);
  CHECK(outcome->column("id").dictionary == std::vector<std::string>{"T3"});
}

TEST_CASE("wide rows are cases of one row") {
  TempFolder folder;
  folder.Write(
      "t.csv",
      "id,o,r\nT1,2026-03-01T10:00Z,2026-03-01T11:00Z\nT2,2026-03-01T10:00Z,\n"
      "T1,2026-03-01T10:00Z,2026-03-01T11:00Z\n"
  );
  plan::Input input = Tickets();
  input.columns.resize(3);
  const auto outcome = ReadIn(
      folder,
      PlanOf(input),
      "agreement = \"x\"\n[input.ticket]\nfiles = \"t.csv\"\n"
      "columns = { id = \"id\", opened = \"o\", resolved = \"r\" }\n"
  );
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.table.row_count == 2);
  CHECK(outcome->read.counts.duplicates == 1);
}

}  // namespace
}  // namespace slate::test
