// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/unit/runtime/evaluate_fixture.h"

namespace slate::evaluate {

namespace {

using plan::Compare;

Rational Permille(std::int64_t n) {
  return Rational::Of(n, 1000);
}

plan::Node SpanOp(Op op, NodeId spans, NodeId length, Compare compare) {
  return {.op = op, .type = SpansType(), .args = {spans, length}, .compare = compare};
}

TEST_CASE("availability: 50 minutes of March cost ten percent") {
  PlanBuilder b;
  const plan::Input probe = b.Probe(plan::Input::Gaps::kUnknown);
  const NodeId not_up = b.Make(Op::kNot, {b.Column("up", Bool())}, Bool());
  const NodeId lasting = b.Add(SpanOp(
      Op::kLasting,
      b.SpansOfSlots("probe", not_up),
      b.Number(Rational(5 * kMinute), Duration()),
      Compare::kGreaterEqual
  ));
  const NodeId down = b.Make(Op::kIntersect, {lasting, b.Period()}, SpansType());
  const NodeId fee = b.Number(5000, Euros());
  const NodeId ladder = b.Ladder(
      b.Result("uptime", "value"),
      Compare::kLess,
      {{b.Number(Rational::Of(9995, 10000)), b.Number(Permille(100))},
       {b.Number(Permille(990)), b.Number(Permille(250))}}
  );
  b.Promise(
      "uptime",
      b.Availability(down, b.Period()),
      Compare::kGreaterEqual,
      b.Number(Rational::Of(9995, 10000), Share()),
      b.Make(Op::kMultiply, {fee, ladder}, Euros())
  );
  plan::Settle& settle = b.Settle("uptime");
  settle.steps = {{.kind = plan::Step::Kind::kRound, .amount = b.Number(Rational::Of(1, 100))}};

  Rows rows(probe);
  const Run march = Month("2026-03");
  rows.Add({{"at", march.from}, {"up", std::int64_t{1}}}, 1, march.to);
  rows.Add({{"at", At("2026-03-10T10:00")}, {"up", std::int64_t{0}}}, 1, At("2026-03-10T10:50"));
  // Four minutes do not last five.
  rows.Add({{"at", At("2026-03-11T10:00")}, {"up", std::int64_t{0}}}, 1, At("2026-03-11T10:04"));
  const Outcome outcome = SettleAll(b.plan, {rows.table}, {march});
  REQUIRE(outcome.periods.size() == 1);
  CHECK(outcome.problems.empty());
  const ObjectiveResult& uptime = Find(outcome.periods[0], "uptime");
  CHECK(Point(uptime.value.value) == Rational(1) - Rational::Of(50, 44'640));
  CHECK(uptime.verdict == Verdict::kMissed);
  CHECK(Point(uptime.credit.value) == Rational(500));
  CHECK(outcome.periods[0].stages[0].amount == Rational(500));
  CHECK(uptime.coverage[0].gaps.is_zero());
  CHECK(outcome.periods[0].final);
}

TEST_CASE("mean of bins: 86.4 of 8,640 is 99.0% exactly, one bin more is below") {
  PlanBuilder b;
  const plan::Input request = b.Input(
      "request", {{.name = "at", .type = InstantType()}, {.name = "failed", .type = Bool()}}
  );
  const NodeId share = b.Total(
      {.input = "request",
       .place_kind = plan::Rollup::Place::kColumn,
       .column = "at",
       .aggregate = plan::Aggregate::kShare,
       .body = b.Column("failed", Bool())},
      Share()
  );
  const NodeId or_none = b.Make(Op::kOtherwise, {share, b.Number(0)});
  const NodeId mean = b.Add(
      {.op = Op::kAggregate,
       .args = {b.Number(Rational(5 * kMinute), Duration())},
       .aggregate = plan::Aggregate::kMean,
       .source = plan::Source::kBins,
       .body = or_none}
  );
  b.Promise(
      "uptime",
      b.Make(Op::kSubtract, {b.Number(1), mean}, Share()),
      Compare::kGreaterEqual,
      b.Number(Permille(999)),
      b.Ladder(
          b.Result("uptime", "value"),
          Compare::kLess,
          {{b.Number(Permille(999)), b.Number(100)}, {b.Number(Permille(990)), b.Number(250)}}
      )
  );
  const Run april = Month("2026-04");
  for (const std::int64_t bad : {96, 97}) {
    Rows rows(request);
    for (std::int64_t i = 0; i < bad; ++i) {
      const std::int64_t at = april.from + i * 5 * kMinute;
      rows.Add({{"at", at}, {"failed", std::int64_t{1}}}, 90);
      rows.Add({{"at", at + kMinute}, {"failed", std::int64_t{0}}}, 10);
    }
    const Outcome outcome = SettleAll(b.plan, {rows.table}, {april});
    const ObjectiveResult& uptime = Find(outcome.periods[0], "uptime");
    CHECK(Point(uptime.value.value) == Rational(1) - Rational::Of(9 * bad, 10 * 8640));
    CHECK(Point(uptime.credit.value) == Rational(bad == 96 ? 100 : 250));
  }
}

TEST_CASE("edges: an outage 23:57 to 00:04 is 3+4, 0+0 or 7+0 minutes") {
  PlanBuilder b;
  const plan::Input outage = b.Intervals("outage");
  const NodeId five = b.Number(Rational(5 * kMinute), Duration());
  const NodeId spans = b.SpansOfRows("outage");
  const NodeId in_period = b.Make(Op::kIntersect, {spans, b.Period()}, SpansType());
  const NodeId lasting = b.Add(SpanOp(Op::kLasting, spans, five, Compare::kGreaterEqual));
  b.Objective("then_cut", b.Length(b.Make(Op::kIntersect, {lasting, b.Period()}, SpansType())));
  b.Objective(
      "cut_first", b.Length(b.Add(SpanOp(Op::kLasting, in_period, five, Compare::kGreaterEqual)))
  );
  b.Objective("by_from", b.Length(b.Make(Op::kStartingIn, {spans, b.Period()}, SpansType())));
  b.Objective("by_to", b.Length(b.Make(Op::kEndingIn, {spans, b.Period()}, SpansType())));
  Rows rows(outage);
  rows.Add({{"from", At("2026-03-31T23:57")}, {"to", At("2026-04-01T00:04")}});
  const Outcome outcome = SettleAll(b.plan, {rows.table}, {Month("2026-03"), Month("2026-04")});
  const auto minutes = [&](std::size_t period, const char* name) {
    return Point(Find(outcome.periods[period], name).value.value) / Rational(kMinute);
  };
  CHECK(minutes(0, "then_cut") == Rational(3));
  CHECK(minutes(1, "then_cut") == Rational(4));
  CHECK(minutes(0, "cut_first") == Rational(0));
  CHECK(minutes(1, "cut_first") == Rational(0));
  CHECK(minutes(0, "by_from") == Rational(7));
  CHECK(minutes(1, "by_from") == Rational(0));
  CHECK(minutes(0, "by_to") == Rational(0));
  CHECK(minutes(1, "by_to") == Rational(7));
}

TEST_CASE("quota: the first four hours of each month are forgiven") {
  PlanBuilder b;
  const plan::Input outage = b.Intervals("outage");
  plan::Node upto{
      .op = Op::kUpto,
      .type = SpansType(),
      .args = {b.SpansOfRows("outage"), b.Number(Rational(4 * kHour), Duration())},
      .rhythm = plan::Rhythm{}};
  const NodeId planned = b.Add(std::move(upto));
  const NodeId excess = b.Make(Op::kExcept, {b.SpansOfRows("outage"), planned}, SpansType());
  b.Objective("excess", b.Length(b.Make(Op::kIntersect, {excess, b.Period()}, SpansType())));
  Rows rows(outage);
  // March: 3 h and, over midnight, 2 h + 1 h: 5 h, one over. April: 1 h + 2 h: none.
  rows.Add({{"from", At("2026-03-10T00:00")}, {"to", At("2026-03-10T03:00")}});
  rows.Add({{"from", At("2026-03-31T22:00")}, {"to", At("2026-04-01T01:00")}});
  rows.Add({{"from", At("2026-04-10T00:00")}, {"to", At("2026-04-10T02:00")}});
  const Outcome outcome = SettleAll(b.plan, {rows.table}, {Month("2026-03"), Month("2026-04")});
  CHECK(Point(Find(outcome.periods[0], "excess").value.value) == Rational(kHour));
  CHECK(Point(Find(outcome.periods[1], "excess").value.value) == Rational(0));
}

TEST_CASE("void: without rows there is no share, no verdict and nothing owed") {
  PlanBuilder b;
  const plan::Input request =
      b.Input("request", {{.name = "at", .type = InstantType()}, {.name = "ok", .type = Bool()}});
  const NodeId share = b.Total(
      {.input = "request",
       .place_kind = plan::Rollup::Place::kColumn,
       .column = "at",
       .aggregate = plan::Aggregate::kShare,
       .body = b.Column("ok", Bool())},
      Share()
  );
  b.Promise("ok", share, Compare::kGreaterEqual, b.Number(1), b.Number(100, Euros()));
  b.Settle("ok");
  const Outcome outcome = SettleAll(b.plan, {Rows(request).table}, {Month("2026-03")});
  const ObjectiveResult& result = Find(outcome.periods[0], "ok");
  CHECK(result.verdict == Verdict::kVoid);
  CHECK(IsUndefined(result.value.value));
  CHECK(Point(result.credit.value) == Rational(0));
  CHECK(outcome.periods[0].stages[0].amount == Rational(0));
}

TEST_CASE("a table that is not supplied is reported") {
  PlanBuilder b;
  b.Intervals("outage");
  b.Objective(
      "lost", b.Length(b.Make(Op::kIntersect, {b.SpansOfRows("outage"), b.Period()}, SpansType()))
  );
  const Outcome outcome = SettleAll(b.plan, {}, {Month("2026-03")});
  REQUIRE(outcome.problems.size() == 1);
  CHECK(outcome.problems[0].kind == &kMissingInput);
}

// Rows of two accounts; one joins on 16 April.
struct Membership {
  explicit Membership(plan::PartialRule partial) {
    b.plan.partial = partial;
    b.plan.keys.push_back({.name = "account", .during = "contract"});
    contract = b.Input(
        "contract",
        {{.name = "account", .type = MemberType("account")},
         {.name = "from", .type = InstantType()},
         {.name = "to", .type = InstantType()}}
    );
    outage = b.Input(
        "outage",
        {{.name = "account", .type = MemberType("account")},
         {.name = "from", .type = InstantType()},
         {.name = "to", .type = InstantType()}}
    );
    const NodeId down = b.Make(
        Op::kIntersect,
        {b.SpansOfRows("outage", {{.key = "account", .column = "account"}}), b.Period()},
        SpansType()
    );
    plan::Objective& objective = b.Promise(
        "uptime",
        b.Availability(down, b.Period()),
        Compare::kGreaterEqual,
        b.Number(Permille(990)),
        b.Number(10, Euros())
    );
    objective.keys = {"account"};
  }

  Outcome Settle() {
    Rows contracts(contract);
    contracts.Add(
        {{"account", "old"}, {"from", At("2026-01-01T00:00")}, {"to", At("2027-01-01T00:00")}}
    );
    contracts.Add(
        {{"account", "new"}, {"from", At("2026-04-16T00:00")}, {"to", At("2027-01-01T00:00")}}
    );
    Rows outages(outage);
    for (const char* account : {"old", "new"}) {
      // Ten hours before the new account joins, five after.
      outages.Add(
          {{"account", account}, {"from", At("2026-04-10T00:00")}, {"to", At("2026-04-10T10:00")}}
      );
      outages.Add(
          {{"account", account}, {"from", At("2026-04-20T00:00")}, {"to", At("2026-04-20T05:00")}}
      );
    }
    return SettleAll(b.plan, {contracts.table, outages.table}, {Month("2026-04")});
  }

  PlanBuilder b;
  plan::Input contract;
  plan::Input outage;
};

TEST_CASE("partial cut: a member is judged over its own part of the month") {
  const Outcome outcome = Membership(plan::PartialRule::kCut).Settle();
  // 15 of 720 h; 5 of 360 h.
  CHECK(
      Point(Find(outcome.periods[0], "uptime", {"old"}).value.value) ==
      Rational(1) - Rational::Of(15, 720)
  );
  CHECK(
      Point(Find(outcome.periods[0], "uptime", {"new"}).value.value) ==
      Rational(1) - Rational::Of(5, 360)
  );
}

TEST_CASE("partial skip: a part of a month has no verdict and no entry") {
  const Outcome outcome = Membership(plan::PartialRule::kSkip).Settle();
  const ObjectiveResult& result = Find(outcome.periods[0], "uptime", {"new"});
  CHECK(result.verdict == Verdict::kVoid);
  CHECK_FALSE(result.counted);
  CHECK(Point(result.credit.value) == Rational(0));
}

TEST_CASE("a member is there only from when it joins") {
  Membership membership(plan::PartialRule::kCut);
  const Outcome outcome = membership.Settle();
  CHECK(outcome.periods[0].objectives.size() == 2);
}

}  // namespace

}  // namespace slate::evaluate
