// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "runtime/evaluate/examples.h"
#include "tests/unit/runtime/evaluate_fixture.h"

namespace slate::evaluate {

namespace {

using plan::Compare;

// Ten euros for each hour of outage in a month, if there is any.
struct Outages {
  Outages() {
    b.Intervals("outage");
    const NodeId lost =
        b.Length(b.Make(Op::kIntersect, {b.SpansOfRows("outage"), b.Period()}, SpansType()));
    const NodeId hour = b.Number(Rational(kHour), Duration());
    const NodeId hours = b.Make(Op::kDivide, {b.Result("network", "value"), hour});
    b.Promise(
        "network",
        lost,
        Compare::kLessEqual,
        b.Number(0, Duration()),
        b.Make(Op::kMultiply, {hours, b.Number(10, Euros())}, Euros())
    );
    b.Settle("network");
    example.title = "an outage";
    example.periods = Range("2026-03-01T00:00", "2026-04-01T00:00");
  }

  NodeId Range(const char* from, const char* to) {
    return b.Make(Op::kRange, {b.Time(from), b.Time(to)}, SpansType());
  }

  NodeId Param(std::int64_t index, plan::Type type) {
    const NodeId id = b.Make(Op::kParam, {}, std::move(type));
    b.plan.nodes[id].index = index;
    return id;
  }

  void Expect(NodeId claim, std::string text) {
    example.expectations.push_back({.claim = claim, .text = std::move(text)});
  }

  NodeId Credit() {
    const NodeId id = b.Result("network", "credit");
    b.plan.nodes[id].type = Euros();
    return id;
  }

  ExampleReport Run() { return RunExample(b.plan, example, {}); }

  PlanBuilder b;
  plan::Example example;
};

TEST_CASE("an example runs once for each tuple and says what came instead") {
  Outages o;
  o.example.try_names = {"lost", "paid"};
  const NodeId two = o.b.Number(Rational(2 * kHour), Duration());
  const NodeId three = o.b.Number(Rational(3 * kHour), Duration());
  o.example.tuples = {{two, o.b.Number(20, Euros())}, {three, o.b.Number(20, Euros())}};
  const NodeId from = o.b.Time("2026-03-10T10:00");
  const NodeId end = o.b.Make(Op::kAddTime, {from, o.Param(0, Duration())}, InstantType());
  const NodeId range = o.b.Make(Op::kRange, {from, end}, SpansType());
  o.example.data.push_back({.input = "outage", .rows = {{.range = range}}});
  o.Expect(o.b.Compare(o.Credit(), Compare::kEqual, o.Param(1, Euros())), "network.credit = paid");
  const ExampleReport report = o.Run();
  CHECK(report.runs == 2);
  CHECK(report.claims == 2);
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].text == "network.credit = paid");
  CHECK(report.failures[0].got == "30.00 EUR");
  CHECK(report.failures[0].expected == "20.00 EUR");
  CHECK(report.failures[0].tuple[0] == std::pair<std::string, std::string>("lost", "3h"));
  CHECK(report.failures[0].period == "2026-03");
}

TEST_CASE("a figure that needs an input of which the example says nothing is an error") {
  Outages o;
  o.Expect(o.b.Result("network", "met"), "network.met");
  const ExampleReport silent = o.Run();
  REQUIRE(silent.problems.size() == 1);
  CHECK(silent.problems[0].kind == &kMissingInput);
  CHECK(silent.problems[0].message.find("`outage`") != std::string::npos);
  // `none` says that there are no rows.
  o.example.data.push_back({.input = "outage"});
  CHECK(o.Run().passed());
}

TEST_CASE("suppose: a value, a verdict by month, or a credit, without any data") {
  Outages value;
  value.example.supposes.push_back(
      {.name = "network", .value = value.b.Number(Rational(kHour), Duration())}
  );
  value.Expect(value.b.Result("network", "missed"), "network.missed");
  value.Expect(
      value.b.Compare(value.b.Stage("settlement"), Compare::kEqual, value.b.Number(10)),
      "settlement = 10 EUR"
  );
  CHECK(value.Run().passed());

  Outages verdict;
  verdict.example.periods = verdict.Range("2026-03-01T00:00", "2026-05-01T00:00");
  verdict.example.supposes.push_back(
      {.name = "network",
       .timeline =
           {
               {.from_day = Day("2026-03-01"),
                .to_day = Day("2026-04-01"),
                .value = verdict.b.Text("missed")},
               {.value = verdict.b.Text("met")},
           }}
  );
  verdict.example.expectations.push_back(
      {.in = verdict.Range("2026-03-01T00:00", "2026-04-01T00:00"),
       .claim = verdict.b.Result("network", "missed"),
       .text = "network.missed"}
  );
  verdict.Expect(verdict.b.Result("network", "met"), "network.met");
  CHECK(verdict.Run().passed());

  // Credit is owed only where a promise was missed.
  Outages credit;
  credit.example.supposes.push_back(
      {.name = "network", .field = "credit", .value = credit.b.Number(5, Euros())}
  );
  credit.Expect(credit.b.Result("network", "missed"), "network.missed");
  CHECK(credit.Run().passed());
}

TEST_CASE("a verdict that is not the expected one stands with its value") {
  Outages o;
  const NodeId range = o.Range("2026-03-10T10:00", "2026-03-10T11:30");
  o.example.data.push_back({.input = "outage", .rows = {{.range = range}}});
  o.Expect(o.b.Result("network", "met"), "network.met");
  const ExampleReport report = o.Run();
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].got == "missed, value 1h30min");
}

TEST_CASE("now: what has not happened yet is not seen") {
  Outages o;
  o.example.now = o.b.Time("2026-03-10T11:00");
  const NodeId range = o.Range("2026-03-10T10:00", "2026-03-10T14:00");
  o.example.data.push_back({.input = "outage", .rows = {{.range = range}}});
  // The outage is open until now.
  const NodeId value = o.b.Result("network", "value");
  o.Expect(
      o.b.Compare(value, Compare::kEqual, o.b.Number(Rational(kHour), Duration())),
      "network.value = 1h"
  );
  CHECK(o.Run().passed());
}

TEST_CASE("samples every second for a month stay a few stretches") {
  PlanBuilder b;
  b.Probe(plan::Input::Gaps::kFill).every = Rational(kSecond);
  b.plan.inputs.back().filled = {{"up", b.Truth(true)}};
  const NodeId down = b.SpansOfSlots("probe", b.Make(Op::kNot, {b.Column("up", Bool())}, Bool()));
  b.Objective("lost", b.Length(b.Make(Op::kIntersect, {down, b.Period()}, SpansType())));
  const NodeId up = b.Total(
      {.input = "probe",
       .place_kind = plan::Rollup::Place::kSlots,
       .aggregate = plan::Aggregate::kShare,
       .body = b.Column("up", Bool())},
      Share()
  );
  b.Objective("up", up);
  plan::Example example{.title = "seconds"};
  const auto range = [&](const char* from, const char* to) {
    return b.Make(Op::kRange, {b.Time(from), b.Time(to)}, SpansType());
  };
  example.periods = range("2026-03-01T00:00", "2026-04-01T00:00");
  const NodeId hour = b.Number(Rational(kHour), Duration());
  const NodeId almost_a_minute = b.Number(Rational(59 * kSecond), Duration());
  example.data.push_back(
      {.input = "probe",
       .rows =
           {
               {.fields = {{"up", b.Truth(true)}}},
               {.fields = {{"up", b.Truth(false)}},
                .range = range("2026-03-10T00:00", "2026-03-11T16:00"),
                .every = hour,
                .each_for = almost_a_minute},
           }}
  );
  // Forty outages of 59 s in 2,678,400 s.
  example.expectations = {
      {.claim = b.Compare(
           b.Result("lost", "value"),
           Compare::kEqual,
           b.Number(Rational(40 * 59 * kSecond), Duration())
       ),
       .text = "lost"},
      {.claim = b.Compare(
           b.Result("up", "value"),
           Compare::kEqual,
           b.Number(Rational(1) - Rational::Of(40 * 59, 2'678'400))
       ),
       .text = "up"},
  };
  CHECK(RunExample(b.plan, example, {}).passed());
}

}  // namespace

}  // namespace slate::evaluate
