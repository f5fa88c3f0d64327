// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <doctest/doctest.h>

#include "tests/unit/runtime/evaluate_fixture.h"

// Rows that come in vectors against the same rows asked one by one: tables with weights, be they
// all 1, have no vectors.
namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::Compare;

class Dice {
 public:
  std::int64_t Below(std::int64_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::int64_t>((state_ >> 1U) % static_cast<std::uint64_t>(n));
  }

 private:
  std::uint64_t state_ = 11;
};

plan::Input Tickets(PlanBuilder& b) {
  b.plan.keys.push_back({.name = "priority", .members = {{.label = "high"}, {.label = "low"}}});
  b.plan.zone = "Europe/Berlin";
  b.plan.calendars.push_back(
      {.name = "office",
       .hours = {{.weekdays = 0x1F, .from = 9 * kHour, .to = 17 * kHour}},
       .except = {{.first = Day("2026-04-03"), .last = Day("2026-04-06")}}}
  );
  b.plan.calendars.push_back({.name = "lunch", .hours = {{.from = 12 * kHour, .to = 13 * kHour}}});
  plan::Input& input = b.Input(
      "ticket",
      {{.name = "opened", .type = InstantType()},
       {.name = "closed", .type = InstantType()},
       {.name = "waiting", .type = SpansType()},
       {.name = "priority", .type = MemberType("priority")}}
  );
  input.columns[1].type.optional = true;
  return input;
}

// As many as there are rows of two blocks and a bit.
Rows RandomTickets(const plan::Input& input, Dice& dice) {
  Rows rows(input);
  for (int i = 0; i < 5'000; ++i) {
    const std::int64_t opened = At("2026-03-20T00:00") + dice.Below(30 * kDay);
    const std::int64_t closed = opened - kHour + dice.Below(6 * kDay);
    std::vector<Run> waiting;
    for (std::int64_t left = dice.Below(4); left > 0; --left) {
      const std::int64_t from = opened - kDay + dice.Below(8 * kDay);
      const bool endless = dice.Below(10) == 0;
      waiting.push_back({from, endless ? spans::kForever : from + dice.Below(2 * kDay)});
    }
    Rows::Cell when_closed;
    if (dice.Below(9) > 0) {
      when_closed = closed;
    }
    rows.Add(
        {{"opened", opened},
         {"closed", when_closed},
         {"waiting", SpanSet::FromRuns(waiting)},
         {"priority", std::string(dice.Below(3) == 0 ? "high" : "low")}}
    );
  }
  rows.table.until.clear();
  return rows;
}

NodeId CalendarOf(PlanBuilder& b, const char* name) {
  return b.Add({.op = Op::kCalendar, .type = SpansType(), .name = name});
}

// opened .. closed, in the ways in which a stretch is narrowed.
std::vector<NodeId> Lengths(PlanBuilder& b) {
  const NodeId range = b.Make(
      Op::kRange,
      {b.Column("opened", InstantType()), b.Column("closed", InstantType())},
      SpansType()
  );
  const NodeId waiting = b.Column("waiting", SpansType());
  const NodeId office = b.Make(Op::kIntersect, {range, CalendarOf(b, "office")}, SpansType());
  const NodeId no_lunch = b.Make(Op::kExcept, {office, CalendarOf(b, "lunch")}, SpansType());
  return {
      b.Length(office),
      b.Length(b.Make(Op::kExcept, {range, waiting}, SpansType())),
      b.Length(b.Make(Op::kExcept, {range, CalendarOf(b, "lunch")}, SpansType())),
      b.Length(b.Make(Op::kExcept, {no_lunch, waiting}, SpansType())),
      b.Length(b.Make(
          Op::kIntersect,
          {b.Make(Op::kExcept, {range, waiting}, SpansType()), CalendarOf(b, "office")},
          SpansType()
      )),
  };
}

NodeId LimitByPriority(PlanBuilder& b) {
  return b.Add(
      {.op = Op::kTable,
       .type = Duration(),
       .args = {b.Column("priority", MemberType("priority"))},
       .rows =
           {{.labels = {"high"}, .value = b.Number(Rational(4 * kHour), Duration())},
            {.labels = {"low"}, .value = b.Number(Rational(1) / 3 * Rational(kDay), Duration())}}}
  );
}

// Without those that have no value.
std::string FiguresOf(const Outcome& outcome) {
  std::string figures;
  for (const PeriodResult& period : outcome.periods) {
    for (const ObjectiveResult& result : period.objectives) {
      if (!IsUndefined(result.value.value)) {
        figures += period.label + " " + result.objective + " " +
                   Point(result.value.value).ToString() + "\n";
      }
    }
  }
  return figures;
}

}  // namespace

TEST_CASE("working time of many cases is what it is of each") {
  PlanBuilder b;
  const plan::Input ticket = Tickets(b);
  const NodeId known = b.Make(Op::kKnown, {b.Column("closed", InstantType())}, Bool());
  int number = 0;
  for (const NodeId length : Lengths(b)) {
    for (const Compare compare : {Compare::kLessEqual, Compare::kGreater}) {
      plan::Rollup share{
          .input = "ticket",
          .place_kind = plan::Rollup::Place::kColumn,
          .column = "opened",
          .where = known,
          .aggregate = Aggregate::kShare,
          .body = b.Compare(length, compare, LimitByPriority(b))};
      b.Objective("share" + std::to_string(++number), b.Total(share, Share()));
    }
    plan::Rollup sum{
        .input = "ticket",
        .place_kind = plan::Rollup::Place::kColumn,
        .column = "opened",
        .where = known,
        .aggregate = Aggregate::kSum,
        .body = length};
    b.Objective("sum" + std::to_string(++number), b.Total(sum, Duration()));
  }
  Dice dice;
  const Rows rows = RandomTickets(ticket, dice);
  data::Table in_vectors = rows.table;
  in_vectors.weight.clear();
  const std::vector<Run> months = {
      {At("2026-02-28T23:00"), At("2026-03-31T22:00")},
      {At("2026-03-31T22:00"), At("2026-04-30T22:00")}};
  const std::string figures = FiguresOf(SettleAll(b.plan, {in_vectors}, months));
  CHECK(figures == FiguresOf(SettleAll(b.plan, {rows.table}, months)));
  CHECK(std::count(figures.begin(), figures.end(), '\n') == 30);
}

}  // namespace slate::evaluate
