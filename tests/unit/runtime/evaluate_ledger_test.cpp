// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <doctest/doctest.h>

#include "tests/unit/runtime/evaluate_fixture.h"

// History and the ledger (SEMANTICS §10).
namespace slate::evaluate {

namespace {

using plan::Compare;
using plan::Step;

// One euro for each minute of outage, missed from the first minute on.
struct Minutes {
  Minutes() {
    outage = b.Intervals("outage");
    const NodeId lost =
        b.Length(b.Make(Op::kIntersect, {b.SpansOfRows("outage"), b.Period()}, SpansType()));
    const NodeId minute = b.Number(Rational(kMinute), Duration());
    b.Promise(
        "network",
        lost,
        Compare::kLessEqual,
        b.Number(0, Duration()),
        b.Make(Op::kDivide, {b.Result("network", "value"), minute}, Euros())
    );
  }

  // Outages of so many minutes in the months from January on.
  Outcome Settle(const std::vector<std::int64_t>& minutes) {
    Rows rows(outage);
    std::vector<Run> months;
    for (std::size_t i = 0; i < minutes.size(); ++i) {
      const std::string month = (i < 9 ? "2026-0" : "2026-") + std::to_string(i + 1);
      months.push_back(Month(month));
      const std::int64_t from = months.back().from + 10 * kDay;
      if (minutes[i] > 0) {
        rows.Add({{"from", from}, {"to", from + minutes[i] * kMinute}});
      }
    }
    return SettleAll(b.plan, {rows.table}, months);
  }

  std::vector<std::int64_t> Amounts(const std::vector<std::int64_t>& minutes) {
    std::vector<std::int64_t> amounts;
    for (const PeriodResult& period : Settle(minutes).periods) {
      for (const StageResult& stage : period.stages) {
        amounts.push_back(stage.amount.ToInt64().value());
      }
    }
    return amounts;
  }

  NodeId Value(std::int64_t n) { return b.Number(n, Euros()); }

  PlanBuilder b;
  plan::Input outage;
};

using Amounts = std::vector<std::int64_t>;

TEST_CASE("cap: what a year has room for") {
  Minutes m;
  m.b.Settle("network").steps = {
      {.kind = Step::Kind::kCap,
       .amount = m.Value(120),
       .per = plan::Rhythm{.unit = plan::Rhythm::Unit::kYear}}};
  CHECK(m.Amounts({50, 50, 50, 50}) == Amounts{50, 50, 20, 0});
}

TEST_CASE("cap per quarter, contract year, term, last periods, and alone") {
  const auto capped = [](const Step& step) {
    Minutes m;
    m.b.Settle("network").steps = {step};
    m.b.plan.settles[0].steps[0].amount = m.Value(60);
    return m.Amounts({50, 50, 50, 50});
  };
  const Step::Kind cap = Step::Kind::kCap;
  CHECK(
      capped({.kind = cap, .per = plan::Rhythm{.unit = plan::Rhythm::Unit::kQuarter}}) ==
      Amounts{50, 10, 0, 50}
  );
  // A contract year from 1 March: January and February belong to the one before.
  Minutes m;
  m.b.plan.term_first = Day("2025-03-01");
  m.b.Settle("network").steps = {
      {.kind = cap,
       .amount = m.Value(60),
       .per = plan::Rhythm{.unit = plan::Rhythm::Unit::kYear, .contract = true}}};
  CHECK(m.Amounts({50, 50, 50, 50}) == Amounts{50, 10, 50, 10});
  CHECK(
      capped({.kind = cap, .per = plan::Rhythm{.unit = plan::Rhythm::Unit::kTerm}}) ==
      Amounts{50, 10, 0, 0}
  );
  CHECK(capped({.kind = cap, .last_periods = 2}) == Amounts{50, 10, 50, 10});
  CHECK(capped({.kind = cap}) == Amounts{50, 50, 50, 50});
}

TEST_CASE("drop compares before rounding, hold carries over") {
  Minutes drop;
  drop.b.Settle("network").steps = {
      {.kind = Step::Kind::kDrop, .compare = Compare::kLessEqual, .amount = drop.Value(10)},
      {.kind = Step::Kind::kRound, .amount = drop.Value(10)},
  };
  CHECK(drop.Amounts({10, 11, 0}) == Amounts{0, 10, 0});
  Minutes hold;
  hold.b.Settle("network").steps = {
      {.kind = Step::Kind::kHold, .compare = Compare::kLess, .amount = hold.Value(10)}};
  CHECK(hold.Amounts({4, 4, 4, 0, 10}) == Amounts{0, 0, 12, 0, 10});
}

TEST_CASE("steps stand with what they did") {
  Minutes m;
  m.b.Settle("network").steps = {
      {.kind = Step::Kind::kCap,
       .amount = m.Value(60),
       .per = plan::Rhythm{.unit = plan::Rhythm::Unit::kYear}},
      {.kind = Step::Kind::kRound, .amount = m.Value(10)},
  };
  const Outcome outcome = m.Settle({45, 45});
  const StageResult& february = outcome.periods[1].stages[0];
  CHECK(february.gross == Rational(45));
  REQUIRE(february.steps.size() == 2);
  CHECK(february.steps[0].used == Rational(50));
  CHECK(february.steps[0].before == Rational(45));
  CHECK(february.steps[0].after == Rational(10));
  CHECK(february.amount == Rational(10));
}

TEST_CASE("a quarter is settled when it ends, over its months") {
  Minutes m;
  m.b.Settle("network").per = plan::Rhythm{.unit = plan::Rhythm::Unit::kQuarter};
  const Outcome outcome = m.Settle({1, 2, 3, 4});
  CHECK(outcome.periods[0].stages.empty());
  REQUIRE(outcome.periods[2].stages.size() == 1);
  CHECK(outcome.periods[2].stages[0].window == "2026-Q1");
  CHECK(outcome.periods[2].stages[0].amount == Rational(6));
}

TEST_CASE("for a party: money flows from who owes it") {
  Minutes m;
  m.b.Settle("network").for_party = "acme";
  CHECK(m.Amounts({5}) == Amounts{-5});
}

TEST_CASE("streak: three good months earn one bonus, a miss starts again") {
  Minutes m;
  PlanBuilder& b = m.b;
  const NodeId before = b.Make(Op::kOtherwise, {b.Previous("network", "let:good"), b.Number(0)});
  const NodeId fresh =
      b.Make(Op::kIf, {b.Compare(before, Compare::kEqual, b.Number(3)), b.Number(0), before});
  const NodeId good = b.Make(
      Op::kIf, {b.Result("network", "met"), b.Make(Op::kAdd, {fresh, b.Number(1)}), b.Number(0)}
  );
  plan::Objective& network = b.plan.objectives[0];
  network.lets.push_back({.name = "good", .value = good});
  network.bonus = m.Value(7);
  network.bonus_when = b.Compare(b.Result("network", "let:good"), Compare::kEqual, b.Number(3));
  b.Settle("network").steps = {{.kind = Step::Kind::kLess, .amount = b.Result("network", "bonus")}};
  CHECK(m.Amounts({0, 0, 0, 0, 0, 0, 9, 0, 0}) == Amounts{0, 0, -7, 0, 0, -7, 9, 0, 0});
}

TEST_CASE("bonuses give no room back under a cap") {
  Minutes m;
  plan::Objective& network = m.b.plan.objectives[0];
  network.bonus = m.Value(30);
  network.bonus_when = m.b.Truth(true);
  m.b.Settle("network").steps = {
      {.kind = Step::Kind::kCap,
       .amount = m.Value(60),
       .per = plan::Rhythm{.unit = plan::Rhythm::Unit::kYear}},
      {.kind = Step::Kind::kLess, .amount = m.b.Result("network", "bonus")},
  };
  // 50 − 30, then only 10 are left of the cap: 10 − 30.
  CHECK(m.Amounts({50, 50}) == Amounts{20, -20});
}

TEST_CASE("rolling six months: what has rolled out does not count") {
  Minutes m;
  PlanBuilder& b = m.b;
  const NodeId nth = b.Add(
      {.op = Op::kAggregate,
       .aggregate = plan::Aggregate::kCount,
       .source = plan::Source::kLastPeriods,
       .where = b.Result("network", "missed")}
  );
  b.plan.nodes[nth].index = 6;
  b.plan.objectives[0].lets.push_back({.name = "nth", .value = nth});
  const Outcome outcome = m.Settle({1, 1, 0, 1, 0, 0, 1});
  const auto count = [&](std::size_t month) {
    return Point(outcome.periods[month].objectives[0].lets[0].figure.value);
  };
  CHECK(count(0) == Rational(1));
  CHECK(count(1) == Rational(2));
  CHECK(count(3) == Rational(3));
  CHECK(count(6) == Rational(3));
}

TEST_CASE("an opening speaks for the period before the first") {
  Minutes m;
  PlanBuilder& b = m.b;
  const NodeId before = b.Make(Op::kOtherwise, {b.Previous("network", "let:n"), b.Number(0)});
  b.plan.objectives[0].lets.push_back(
      {.name = "n", .value = b.Make(Op::kAdd, {before, b.Number(1)})}
  );
  b.plan.openings.push_back(
      {.objective = "network", .field = "n", .steps = {{.value = b.Number(41)}}}
  );
  const Outcome outcome = m.Settle({0, 0});
  CHECK(Point(outcome.periods[0].objectives[0].lets[0].figure.value) == Rational(42));
  CHECK(Point(outcome.periods[1].objectives[0].lets[0].figure.value) == Rational(43));
}

TEST_CASE("a right arises once while it stands") {
  Minutes m;
  const NodeId end = m.b.Make(Op::kToOf, {m.b.Period()}, InstantType());
  m.b.plan.rights.push_back(
      {.name = "leave",
       .party = "globex",
       .until =
           m.b.Make(Op::kAddTime, {end, m.b.Number(Rational(kDay), Duration())}, InstantType()),
       .when = m.b.Result("network", "missed")}
  );
  const Outcome outcome = m.Settle({1, 1, 0});
  CHECK(outcome.periods[0].rights[0].arises);
  CHECK(outcome.periods[0].rights[0].until == At("2026-02-02T00:00"));
  CHECK(outcome.periods[1].rights[0].granted == Truth::kTrue);
  CHECK_FALSE(outcome.periods[1].rights[0].arises);
  CHECK(outcome.periods[2].rights[0].granted == Truth::kFalse);
}

TEST_CASE("an objective of quarters stands with the month in which they end") {
  Minutes m;
  m.b.plan.objectives[0].period = plan::Rhythm{.unit = plan::Rhythm::Unit::kQuarter};
  m.b.Settle("network");
  const Outcome outcome = m.Settle({1, 2, 3});
  CHECK(outcome.periods[1].objectives.empty());
  REQUIRE(outcome.periods[2].objectives.size() == 1);
  CHECK(outcome.periods[2].objectives[0].period == "2026-Q1");
  CHECK(Point(outcome.periods[2].objectives[0].value.value) == Rational(6 * kMinute));
  CHECK(outcome.periods[2].stages[0].amount == Rational(6));
}

// A fee that changes on 11 April: 300 before, 600 from then on.
data::Dataset ChangingFee(std::vector<data::Table> tables) {
  data::Dataset dataset{.tables = std::move(tables)};
  dataset.givens.push_back({.name = "fee", .value = Rational(300)});
  dataset.givens.push_back({.name = "fee", .from = At("2026-04-11T00:00"), .value = Rational(600)});
  return dataset;
}

TEST_CASE("a fact that changes: every reading of a month has its own figure") {
  Minutes m;
  PlanBuilder& b = m.b;
  b.plan.givens.push_back({.name = "fee", .type = Euros(), .dated = true});
  const std::array<std::pair<plan::Reading, std::int64_t>, 6> readings{{
      {plan::Reading::kAtStart, 300},
      {plan::Reading::kAtEnd, 600},
      {plan::Reading::kHighest, 600},
      {plan::Reading::kLowest, 300},
      {plan::Reading::kProratedByDay, 500},  // (10 · 300 + 20 · 600) / 30
      {plan::Reading::kProratedByTime, 500},
  }};
  for (const auto& [reading, expected] : readings) {
    const NodeId fee = b.Given("fee");
    b.plan.nodes[fee].reading = reading;
    b.Objective("reading_" + std::to_string(static_cast<int>(reading)), fee);
  }
  const data::Dataset dataset = ChangingFee({Rows(m.outage).table});
  const Outcome outcome = Settle(b.plan, dataset, {.periods = {Month("2026-04")}}).value();
  for (const auto& [reading, expected] : readings) {
    const std::string name = "reading_" + std::to_string(static_cast<int>(reading));
    CHECK(Point(Find(outcome.periods[0], name).value.value) == Rational(expected));
  }
}

TEST_CASE("split: each piece has its own credit, one miss is a miss of the month") {
  Minutes m;
  PlanBuilder& b = m.b;
  b.plan.givens.push_back({.name = "fee", .type = Euros(), .dated = true});
  const NodeId fee = b.Given("fee");
  b.plan.nodes[fee].reading = plan::Reading::kSplit;
  b.plan.objectives[0].credit = fee;
  Rows rows(m.outage);
  rows.Add({{"from", At("2026-04-20T00:00")}, {"to", At("2026-04-20T01:00")}});
  const data::Dataset dataset = ChangingFee({rows.table});
  const Outcome outcome = Settle(b.plan, dataset, {.periods = {Month("2026-04")}}).value();
  const ObjectiveResult& network = Find(outcome.periods[0], "network");
  CHECK(network.verdict == Verdict::kMissed);
  CHECK(Point(network.credit.value) == Rational(600));
}

}  // namespace

}  // namespace slate::evaluate
