// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "tests/unit/runtime/evaluate_fixture.h"

// Bounds over data with gaps, against every possible content of the gaps (SEMANTICS §2).
namespace slate::evaluate {

namespace {

using plan::Compare;

// Days of 24 slots of one hour. g good, B bad, ? nobody knows.
struct Hours {
  Hours() {
    b.plan.period.unit = plan::Rhythm::Unit::kDay;
    probe = b.Probe(plan::Input::Gaps::kUnknown);
    b.plan.inputs.back().every = Rational(kHour);
    probe = b.plan.inputs.back();
    maintenance = b.Intervals("maintenance");
    const NodeId bad = b.Make(Op::kNot, {b.Column("up", Bool())}, Bool());
    down = b.SpansOfSlots("probe", bad);
    in_day = b.Make(Op::kIntersect, {down, b.Period()}, SpansType());
  }

  NodeId RunOp(Op op, NodeId spans, std::int64_t length, Compare compare) {
    return b.Add(
        {.op = op,
         .type = SpansType(),
         .args = {spans, b.Number(Rational(length), Duration())},
         .compare = compare}
    );
  }

  NodeId OverRuns(NodeId spans, plan::Aggregate aggregate, std::optional<NodeId> body = {}) {
    return b.Add(
        {.op = Op::kAggregate,
         .args = {spans},
         .aggregate = aggregate,
         .source = plan::Source::kRuns,
         .body = body}
    );
  }

  std::map<std::string, Value> Measure(const std::string& slots) {
    Rows rows(probe);
    const std::int64_t from = At("2026-03-10T00:00");
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i] != '?') {
        const std::int64_t up = slots[i] == 'g' ? 1 : 0;
        rows.Add({{"at", from + static_cast<std::int64_t>(i) * kHour + kMinute}, {"up", up}});
      }
    }
    // Around the day everything is good.
    for (std::int64_t i = 0; i < 24; ++i) {
      rows.Add({{"at", from + (i - 24) * kHour}, {"up", std::int64_t{1}}});
      rows.Add({{"at", from + (i + 24) * kHour}, {"up", std::int64_t{1}}});
    }
    Rows planned(maintenance);
    planned.Add({{"from", from + 3 * kHour}, {"to", from + 5 * kHour}});
    const Outcome outcome = SettleAll(b.plan, {rows.table, planned.table}, {{from, from + kDay}});
    CHECK(outcome.problems.empty());
    std::map<std::string, Value> figures;
    for (const ObjectiveResult& result : outcome.periods[0].objectives) {
      figures[result.objective] = result.value.value;
    }
    return figures;
  }

  PlanBuilder b;
  plan::Input probe;
  plan::Input maintenance;
  NodeId down{};
  NodeId in_day{};
};

// What the figures can be, by trying every content of the gaps.
std::map<std::string, Interval> Possible(Hours& hours, const std::string& slots) {
  std::map<std::string, Interval> possible;
  std::vector<std::size_t> gaps;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i] == '?') {
      gaps.push_back(i);
    }
  }
  for (std::size_t world = 0; world < std::size_t{1} << gaps.size(); ++world) {
    std::string filled = slots;
    for (std::size_t i = 0; i < gaps.size(); ++i) {
      filled[gaps[i]] = (world >> i & 1U) != 0 ? 'B' : 'g';
    }
    for (const auto& [name, value] : hours.Measure(filled)) {
      const Rational point = Point(value);
      const auto [place, first] = possible.try_emplace(name, Interval{.lo = point, .hi = point});
      place->second.lo = exact::Min(place->second.lo, point);
      place->second.hi = exact::Max(place->second.hi, point);
    }
  }
  return possible;
}

TEST_CASE("bounds hold in every world, and are tight where they can be") {
  Hours hours;
  PlanBuilder& b = hours.b;
  const NodeId maintenance = b.SpansOfRows("maintenance");
  const NodeId length = b.Add({.op = Op::kRunLength, .type = Duration()});
  const NodeId but_planned = b.Make(Op::kExcept, {hours.in_day, maintenance}, SpansType());
  const NodeId lasting = hours.RunOp(Op::kLasting, hours.in_day, 2 * kHour, Compare::kGreaterEqual);
  const NodeId bridged = hours.RunOp(Op::kBridging, hours.in_day, kHour, Compare::kLessEqual);
  plan::Node upto{
      .op = Op::kUpto,
      .type = SpansType(),
      .args = {hours.in_day, b.Number(Rational(3 * kHour), Duration())},
      .rhythm = plan::Rhythm{.unit = plan::Rhythm::Unit::kDay}};
  const NodeId quota = b.Add(std::move(upto));
  const NodeId floor =
      b.Make(Op::kFloor, {length, b.Number(Rational(2 * kHour), Duration())}, Duration());
  b.Objective("length", b.Length(hours.in_day));
  b.Objective("lasting", b.Length(lasting));
  b.Objective("bridged", b.Length(bridged));
  b.Objective("beyond", b.Length(hours.RunOp(Op::kBeyond, hours.in_day, kHour, Compare::kEqual)));
  b.Objective("availability", b.Availability(but_planned, b.Period()));
  b.Objective("within_quota", b.Length(quota));
  b.Objective("beyond_quota", b.Length(b.Make(Op::kExcept, {hours.in_day, quota}, SpansType())));
  b.Objective("by_from", b.Length(b.Make(Op::kStartingIn, {hours.down, b.Period()}, SpansType())));
  b.Objective("count", hours.OverRuns(hours.in_day, plan::Aggregate::kCount));
  b.Objective("count_lasting", hours.OverRuns(lasting, plan::Aggregate::kCount));
  b.Objective("sum_floor", hours.OverRuns(hours.in_day, plan::Aggregate::kSum, floor));
  b.Objective(
      "longest",
      b.Make(
          Op::kOtherwise,
          {hours.OverRuns(hours.in_day, plan::Aggregate::kMax, length), b.Number(0, Duration())}
      )
  );
  const NodeId share = b.Total(
      {.input = "probe",
       .place_kind = plan::Rollup::Place::kSlots,
       .aggregate = plan::Aggregate::kShare,
       .body = b.Column("up", Bool())},
      Share()
  );
  b.Objective("share", share);
  for (const std::string slots :
       {"gBB??gggBggggggggggggggg",
        "gB??gBggggBB?BBggggggggg",
        "ggggggggg?B?g?ggBggg????",
        "BB?????Bgggggggggggggggg",
        "gggggggggggggggggggggggg"}) {
    const std::map<std::string, Value> figures = hours.Measure(slots);
    const std::map<std::string, Interval> possible = Possible(hours, slots);
    for (const auto& [name, worlds] : possible) {
      CAPTURE(name);
      CAPTURE(slots);
      const std::optional<Interval> bounds = AsInterval(figures.at(name));
      REQUIRE(bounds);
      CHECK(bounds->lo <= worlds.lo);
      CHECK(worlds.hi <= bounds->hi);
      const bool loose =
          name == "count_lasting" || name == "beyond_quota" || name == "within_quota";
      if (!loose) {
        CHECK(bounds->lo == worlds.lo);
        CHECK(worlds.hi == bounds->hi);
      }
    }
  }
}

TEST_CASE("verdicts: decided where all worlds agree, undecided otherwise") {
  Hours hours;
  PlanBuilder& b = hours.b;
  const NodeId three = b.Number(Rational(3 * kHour), Duration());
  b.Promise("down", b.Length(hours.in_day), Compare::kLessEqual, three, b.Number(8, Euros()));
  plan::Settle& settle = b.Settle("down");
  settle.steps = {{.kind = plan::Step::Kind::kUndecided}};
  const auto settled = [&](const std::string& slots) {
    Rows rows(hours.probe);
    const std::int64_t from = At("2026-03-10T00:00");
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const std::int64_t up = slots[i] == 'g' ? 1 : 0;
      if (slots[i] != '?') {
        rows.Add({{"at", from + static_cast<std::int64_t>(i) * kHour}, {"up", up}});
      }
    }
    return SettleAll(b.plan, {rows.table, Rows(hours.maintenance).table}, {{from, from + kDay}});
  };
  const Outcome met = settled("BB?ggggggggggggggggggggg");
  CHECK(Find(met.periods[0], "down").verdict == Verdict::kMet);
  const Outcome missed = settled("BBBB?ggggggggggggggggggg");
  CHECK(Find(missed.periods[0], "down").verdict == Verdict::kMissed);
  const Outcome open = settled("BBB?gggggggggggggggggggg");
  CHECK(Find(open.periods[0], "down").verdict == Verdict::kUndecided);
  // The lower end is booked, the other end shown as at most.
  const StageResult& stage = open.periods[0].stages[0];
  CHECK(stage.amount == Rational(0));
  CHECK(stage.other_end == Rational(8));
  CHECK(Find(open.periods[0], "down").coverage[0].gaps == Rational(kHour));
}

TEST_CASE("no rule: a flat amount per outage over gaps is refused, not guessed") {
  Hours hours;
  PlanBuilder& b = hours.b;
  b.Objective("flat", hours.OverRuns(hours.in_day, plan::Aggregate::kSum, b.Number(5, Euros())));
  Rows rows(hours.probe);
  rows.Add({{"at", At("2026-03-10T00:00")}, {"up", std::int64_t{0}}});
  const Run day{At("2026-03-10T00:00"), At("2026-03-11T00:00")};
  const Outcome outcome = SettleAll(b.plan, {rows.table, Rows(hours.maintenance).table}, {day});
  REQUIRE(outcome.problems.size() == 1);
  CHECK(outcome.problems[0].kind == &kUndecidedNoRule);
  CHECK(std::holds_alternative<Unknown>(Find(outcome.periods[0], "flat").value.value));
}

}  // namespace

}  // namespace slate::evaluate
