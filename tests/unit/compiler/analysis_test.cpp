// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "compiler/analysis/function.h"
#include "compiler/analysis/polarity.h"
#include "compiler/analysis/range.h"

namespace slate::analysis {

namespace {

using plan::Compare;
using plan::Op;

const plan::Unit kEuro{{"EUR", 1}};
const plan::Unit kTime{{"time", 1}};
constexpr std::int64_t kHour = 3'600'000'000'000;

Rational Percent(std::int64_t hundredths) {
  return Rational::Of(hundredths, 10'000);
}

// A plan put together by hand: one objective `uptime` over a share.
struct Made {
  plan::Plan plan;
  NodeId value{};
  World world = {.givens = World::Givens::kOpen};

  Made() {
    plan.objectives.push_back({.name = "uptime", .party = "acme"});
    value = Add(
        {.op = Op::kResult,
         .type = {.range = plan::Type::Range::kShare},
         .name = "uptime",
         .field = "value"}
    );
    plan.objectives[0].measure = Add(
        {.op = Op::kAggregate,
         .type = {.range = plan::Type::Range::kShare},
         .aggregate = plan::Aggregate::kShare}
    );
  }

  NodeId Add(plan::Node node) { return plan.nodes.Add(std::move(node)); }
  NodeId Number(const Rational& x, plan::Unit unit = {}) {
    return Add({.op = Op::kConst, .type = {.unit = std::move(unit)}, .constant = x});
  }
  NodeId Make(Op op, std::vector<NodeId> args, plan::Unit unit = {}) {
    return Add({.op = op, .type = {.unit = std::move(unit)}, .args = std::move(args)});
  }
  NodeId Fee() { return Add({.op = Op::kGiven, .type = {.unit = kEuro}, .name = "fee"}); }
  plan::Rung Below(const Rational& limit, NodeId row) {
    return {{{Compare::kLess, Number(limit)}}, row};
  }

  Variable variable() const { return ValueOf(plan, plan.objectives[0], world); }
  MaybeFunction Of(NodeId node) const { return FunctionOf(plan, node, variable(), world); }
};

// fee * ladder { < 99.9%: 10%, < 99%: 25% }
NodeId Credit(Made& made) {
  plan::Node ladder{.op = Op::kLadder, .args = {made.value}};
  ladder.rungs = {
      made.Below(Percent(9990), made.Number(Percent(1000))),
      made.Below(Percent(9900), made.Number(Percent(2500)))};
  return made.Make(Op::kMultiply, {made.Fee(), made.Add(std::move(ladder))}, kEuro);
}

}  // namespace

TEST_CASE("intervals keep open ends, points and infinities") {
  const Interval below{std::nullopt, End{Rational(1), false}};
  CHECK_FALSE(below.Contains(1));
  CHECK(Intersect(below, Interval::AtLeast(1)).is_empty());
  CHECK(Multiply(Interval::Closed(-1, 2), Interval::Closed(-3, 4)) == Interval::Closed(-6, 8));
  CHECK(Multiply(Interval::AtLeast(1), Interval::AtLeast(2)) == Interval::AtLeast(2));
  CHECK(Multiply(Interval::All(), Interval::Point(0)) == Interval::Point(0));
  CHECK(Divide(Interval::Closed(1, 2), Interval::Closed(0, 1)) == Interval::All());
  CHECK(
      Divide(Interval::Closed(1, 2), Interval::Closed(2, 4)) ==
      Interval::Closed(Rational::Of(1, 4), 1)
  );
  CHECK(Magnitude(Interval::Closed(-3, 2)) == Interval::Closed(0, 3));
  CHECK(Interval{End{Rational(1), false}, End{Rational(2), false}}.Inside() == Rational::Of(3, 2));
}

TEST_CASE("a ladder is a step function with the fee factored out") {
  Made made;
  const NodeId credit = Credit(made);
  const auto f = made.Of(credit);
  REQUIRE(f);
  CHECK(f->factor.size() == 1);
  CHECK(f->At(Percent(9890)) == Percent(2500));
  CHECK(f->At(Percent(9900)) == Percent(1000));
  CHECK(f->At(Percent(9990)) == std::nullopt);  // no row applies
  CHECK_FALSE(FirstFall(*f, Interval::Closed(0, 1), Going::kDown));
  const auto fall = FirstFall(*f, Interval::Closed(0, 1), Going::kUp);
  REQUIRE(fall);
  CHECK(fall->before == Percent(2500));
  CHECK(fall->after == Percent(1000));
}

TEST_CASE("ceil cuts at its steps, minima at their crossing") {
  Made made;
  // ceil((99.5% - value) / 0.3%) is 1 at 99.2% and 2 just below.
  const NodeId lost = made.Make(Op::kSubtract, {made.Number(Percent(9950)), made.value});
  const NodeId steps = made.Make(
      Op::kCeil, {made.Make(Op::kDivide, {lost, made.Number(Percent(30))}), made.Number(1)}
  );
  const auto f = made.Of(steps);
  REQUIRE(f);
  CHECK(f->At(Percent(9920)) == Rational(1));
  CHECK(f->At(Percent(9919)) == Rational(2));
  CHECK(f->At(Percent(9950)) == Rational(0));
  CHECK(f->At(0) == Rational(332));  // 331.67 begun
  const auto least = made.Of(made.Make(Op::kMin, {made.value, made.Number(Percent(5000))}));
  REQUIRE(least);
  CHECK(least->cells.size() == 2);
  CHECK(RangeOn(*least, Interval::Closed(0, 1)) == Interval::Closed(0, Percent(5000)));
}

TEST_CASE("what is not piecewise linear is unknown") {
  Made made;
  CHECK_FALSE(made.Of(made.Make(Op::kMultiply, {made.value, made.value})));
  CHECK_FALSE(made.Of(made.Make(Op::kDivide, {made.Number(1), made.value})));
  const NodeId other = made.Add({.op = Op::kGiven, .type = {.unit = kEuro}, .name = "other"});
  CHECK_FALSE(made.Of(
      made.Make(Op::kAdd, {made.Make(Op::kMultiply, {made.Fee(), made.value}, kEuro), other}, kEuro)
  ));
}

TEST_CASE("worlds bind closed keys, and constants fold in them") {
  Made made;
  made.plan.keys.push_back({.name = "tier", .closed = true, .members = {{"gold"}, {"silver"}}});
  const plan::Type tier{.kind = plan::Type::Kind::kMember, .key = "tier"};
  const NodeId bound = made.Add({.op = Op::kMember, .type = tier, .name = "tier"});
  plan::Node table{.op = Op::kTable, .args = {bound}};
  table.rows = {{{"gold"}, made.Number(Percent(9995))}, {{"silver"}, made.Number(Percent(9990))}};
  const NodeId target = made.Add(std::move(table));
  const std::array roots = {target};
  const auto worlds = WorldsFor(made.plan, roots, made.world);
  REQUIRE(worlds.size() == 2);
  CHECK(worlds[0].Text() == "gold");
  CHECK(ConstantOf(made.plan, target, worlds[0]) == Percent(9995));
  CHECK(ConstantOf(made.plan, target, worlds[1]) == Percent(9990));
  CHECK(ConstantOf(made.plan, target, made.world) == std::nullopt);
  CHECK(RangeOf(made.plan, target, made.world) == Interval::Closed(Percent(9990), Percent(9995)));
  CHECK(WorldsFor(made.plan, roots, made.world, 1).size() == 1);
}

TEST_CASE("ranges come from types, lengths and periods") {
  Made made;
  const NodeId period = made.Add({.op = Op::kPeriod, .type = {.kind = plan::Type::Kind::kSpans}});
  const NodeId outage =
      made.Add({.op = Op::kSpansOfRows, .type = {.kind = plan::Type::Kind::kSpans}});
  const NodeId down = made.Add(
      {.op = Op::kIntersect, .type = {.kind = plan::Type::Kind::kSpans}, .args = {outage, period}}
  );
  const NodeId lost = made.Make(Op::kLength, {down}, kTime);
  CHECK(
      RangeOf(made.plan, lost, made.world) ==
      Interval{End{Rational(0)}, End{Rational((31 * 24 + 1) * kHour)}}
  );
  const NodeId part = made.Make(Op::kDivide, {lost, made.Make(Op::kLength, {period}, kTime)});
  CHECK(
      RangeOf(made.plan, made.Make(Op::kSubtract, {made.Number(1), part}), made.world) ==
      Interval::Closed(0, 1)
  );
  CHECK(
      RangeOf(made.plan, made.Make(Op::kLength, {outage}, kTime), made.world) ==
      Interval::AtLeast(0)
  );
}

TEST_CASE("polarity goes through spans, choices and ladders") {
  Made made;
  const plan::Type spans{.kind = plan::Type::Kind::kSpans};
  const NodeId outage = made.Add({.op = Op::kSpansOfRows, .type = spans});
  const NodeId planned = made.Add({.op = Op::kSpansOfRows, .type = spans, .name = "planned"});
  const NodeId period = made.Add({.op = Op::kPeriod, .type = spans});
  const NodeId down = made.Add({.op = Op::kExcept, .type = spans, .args = {outage, planned}});
  const NodeId base = made.Add({.op = Op::kExcept, .type = spans, .args = {period, planned}});
  const NodeId length = made.Make(
      Op::kLength, {made.Add({.op = Op::kIntersect, .type = spans, .args = {down, base}})}, kTime
  );
  const NodeId share = made.Make(Op::kDivide, {length, made.Make(Op::kLength, {base}, kTime)});
  const NodeId value = made.Make(Op::kSubtract, {made.Number(1), share});
  CHECK(PolarityIn(made.plan, value, outage, made.world) == Polarity::kDown);
  CHECK(PolarityIn(made.plan, value, planned, made.world) == Polarity::kBoth);
  CHECK(PolarityIn(made.plan, value, value, made.world) == Polarity::kUp);
  const NodeId credit = Credit(made);
  CHECK(PolarityIn(made.plan, credit, made.value, made.world) == Polarity::kDown);
  const NodeId runs =
      made.Add({.op = Op::kAggregate, .args = {outage}, .aggregate = plan::Aggregate::kCount});
  CHECK(PolarityIn(made.plan, runs, outage, made.world) == Polarity::kBoth);
}

TEST_CASE("worse service moves marked columns") {
  Made made;
  made.plan.inputs.push_back({.name = "probe"});
  made.plan.inputs[0].columns.push_back(
      {.name = "up",
       .type = {.kind = plan::Type::Kind::kBool},
       .direction = plan::Column::Direction::kGood}
  );
  const NodeId up = made.Add(
      {.op = Op::kColumn, .type = {.kind = plan::Type::Kind::kBool}, .name = "up", .input = "probe"}
  );
  const NodeId not_up = made.Make(Op::kNot, {up});
  plan::Rollup rows{.input = "probe"};
  rows.where = not_up;
  const plan::RollupId rollup = made.plan.rollups.Add(rows);
  const NodeId down = made.Add(
      {.op = Op::kSpansOfSlots, .type = {.kind = plan::Type::Kind::kSpans}, .rollup = rollup}
  );
  const NodeId length = made.Make(Op::kLength, {down}, kTime);
  CHECK(PolarityOfWorse(made.plan, up, made.world) == Polarity::kDown);
  CHECK(PolarityOfWorse(made.plan, length, made.world) == Polarity::kUp);
}

}  // namespace slate::analysis
