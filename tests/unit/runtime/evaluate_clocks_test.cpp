// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/unit/runtime/evaluate_fixture.h"

namespace slate::evaluate {

namespace {

using plan::Compare;
using plan::Input;

Input Tickets(PlanBuilder& b) {
  Input& input = b.Input(
      "ticket",
      {{.name = "id", .type = {.kind = plan::Type::Kind::kText}},
       {.name = "opened", .type = InstantType(), .fold = plan::Column::Fold::kFirst},
       {.name = "closed", .type = InstantType(), .fold = plan::Column::Fold::kLast},
       {.name = "waiting", .type = SpansType()}}
  );
  input.kind = Input::Kind::kCases;
  input.per = "id";
  return input;
}

NodeId Meets(PlanBuilder& b, NodeId deadline) {
  return b.Add(
      {.op = Op::kMeets,
       .type = Bool(),
       .args = {b.Column("closed", InstantType()), deadline},
       .compare = Compare::kLessEqual}
  );
}

NodeId ShareDecided(PlanBuilder& b, NodeId clock) {
  return b.Total(
      {.input = "ticket",
       .place_kind = plan::Rollup::Place::kDecided,
       .aggregate = plan::Aggregate::kShare,
       .body = clock},
      Share()
  );
}

NodeId HalfAnHour(PlanBuilder& b) {
  return b.Make(
      Op::kAddTime,
      {b.Column("opened", InstantType()), b.Number(Rational(30 * kMinute), Duration())},
      InstantType()
  );
}

TEST_CASE("a case counts where its verdict falls: unanswered, when its time ran out") {
  PlanBuilder b;
  const Input ticket = Tickets(b);
  b.Objective("response", ShareDecided(b, Meets(b, HalfAnHour(b))));
  Rows rows(ticket);
  rows.Add({{"id", "1"}, {"opened", At("2026-03-31T23:45")}});
  rows.Add({{"id", "2"}, {"opened", At("2026-03-31T23:00")}, {"closed", At("2026-03-31T23:30")}});
  // Answered in time in April although opened in March: decided by the answer.
  rows.Add({{"id", "3"}, {"opened", At("2026-03-31T23:50")}, {"closed", At("2026-04-01T00:20")}});
  const Outcome outcome = SettleAll(b.plan, {rows.table}, {Month("2026-03"), Month("2026-04")});
  CHECK(Point(Find(outcome.periods[0], "response").value.value) == Rational(1));
  CHECK(Point(Find(outcome.periods[1], "response").value.value) == Rational::Of(1, 2));

  // As of 00:10 the first is still pending and counted nowhere.
  const Outcome early =
      SettleAll(b.plan, {rows.table}, {Month("2026-03"), Month("2026-04")}, At("2026-04-01T00:10"));
  CHECK(IsUndefined(Find(early.periods[1], "response").value.value));
  CHECK_FALSE(early.periods[1].final);
  CHECK(early.periods[0].final);
}

TEST_CASE("a case placed by its opening leaves the period open until it is decided") {
  PlanBuilder b;
  const Input ticket = Tickets(b);
  const NodeId share = b.Total(
      {.input = "ticket",
       .place_kind = plan::Rollup::Place::kColumn,
       .column = "opened",
       .aggregate = plan::Aggregate::kShare,
       .body = Meets(b, HalfAnHour(b))},
      Share()
  );
  b.Promise("response", share, Compare::kGreaterEqual, b.Number(1, Share()), b.Number(10, Euros()));
  Rows rows(ticket);
  rows.Add({{"id", "1"}, {"opened", At("2026-03-31T23:45")}});
  rows.Add({{"id", "2"}, {"opened", At("2026-03-31T23:00")}, {"closed", At("2026-03-31T23:30")}});
  const Outcome open = SettleAll(b.plan, {rows.table}, {Month("2026-03")}, At("2026-04-01T00:05"));
  const ObjectiveResult& pending = Find(open.periods[0], "response");
  CHECK(pending.verdict == Verdict::kPending);
  CHECK_FALSE(open.periods[0].final);
  REQUIRE(std::holds_alternative<Interval>(pending.value.value));
  CHECK(std::get<Interval>(pending.value.value).lo == Rational::Of(1, 2));
  // Anything from nothing to the whole credit may be owed.
  CHECK(std::get<Interval>(pending.credit.value).hi == Rational(10));
  const Outcome decided =
      SettleAll(b.plan, {rows.table}, {Month("2026-03")}, At("2026-04-01T00:16"));
  CHECK(Find(decided.periods[0], "response").verdict == Verdict::kMissed);
}

TEST_CASE("working time: Easter, summer time and a waiting customer") {
  PlanBuilder b;
  b.plan.zone = "Europe/London";
  b.plan.term_first = Day("2024-01-01");
  b.plan.term_last = Day("2024-12-31");
  plan::Calendar office{
      .name = "office", .hours = {{.weekdays = 0x1F, .from = 9 * kHour, .to = 17 * kHour}}};
  for (const char* holiday : {"2024-03-29", "2024-04-01"}) {
    office.except.push_back({.first = Day(holiday), .last = Day(holiday)});
  }
  b.plan.calendars.push_back(std::move(office));
  const Input ticket = Tickets(b);
  const NodeId working = b.Add({.op = Op::kCalendar, .type = SpansType(), .name = "office"});
  const NodeId deadline = b.Make(
      Op::kDeadline,
      {b.Column("opened", InstantType()),
       b.Number(Rational(16 * kHour), Duration()),
       working,
       b.Column("waiting", SpansType())},
      InstantType()
  );
  b.Objective("solved", ShareDecided(b, Meets(b, deadline)));
  const Run april{At("2024-03-31T23:00"), At("2024-04-30T23:00")};
  // Thu 15:30 to 17:00, Tue 1 h, Wed 3 h, Thu 8 h are 13.5 h; 2.5 h more: Fri 5 April 11:30 BST.
  const std::int64_t due = At("2024-04-05T10:30");
  for (const std::int64_t late : {0, 1}) {
    Rows rows(ticket);
    rows.Add(
        {{"id", "1"},
         {"opened", At("2024-03-28T15:30")},
         {"closed", due + late},
         {"waiting", SpanSet::Of({At("2024-04-02T09:00"), At("2024-04-03T13:00")})}}
    );
    const Outcome outcome = SettleAll(b.plan, {rows.table}, {april});
    CHECK(outcome.problems.empty());
    CHECK(Point(Find(outcome.periods[0], "solved").value.value) == Rational(1 - late));
  }
}

TEST_CASE("a clock that waits without end has no deadline yet") {
  PlanBuilder b;
  b.plan.calendars.push_back({.name = "always", .hours = {{.from = 0, .to = 24 * kHour}}});
  const Input ticket = Tickets(b);
  const NodeId always = b.Add({.op = Op::kCalendar, .type = SpansType(), .name = "always"});
  const NodeId deadline = b.Make(
      Op::kDeadline,
      {b.Column("opened", InstantType()),
       b.Number(Rational(kHour), Duration()),
       always,
       b.Column("waiting", SpansType())},
      InstantType()
  );
  b.Objective("solved", ShareDecided(b, Meets(b, deadline)));
  Rows rows(ticket);
  rows.Add(
      {{"id", "1"},
       {"opened", At("2026-03-10T10:00")},
       {"waiting", SpanSet::Of({At("2026-03-10T10:30"), spans::kForever})}}
  );
  const Outcome outcome = SettleAll(b.plan, {rows.table}, {Month("2026-03")});
  CHECK(IsUndefined(Find(outcome.periods[0], "solved").value.value));
}

TEST_CASE("working days: from an instant, dates count that begin at it or later") {
  PlanBuilder b;
  b.plan.calendars.push_back(
      {.name = "office", .hours = {{.weekdays = 0x1F, .from = 9 * kHour, .to = 17 * kHour}}}
  );
  const NodeId office = b.Add({.op = Op::kCalendar, .type = SpansType(), .name = "office"});
  const NodeId end = b.Make(Op::kToOf, {b.Period()}, InstantType());
  const NodeId due =
      b.Make(Op::kAddWorkDays, {end, b.Number(5), office}, {.kind = plan::Type::Kind::kDate});
  b.plan.duties.push_back({.parties = {"acme"}, .title = "Report", .until = due});
  const Outcome outcome = SettleAll(b.plan, {}, {Month("2026-03")});
  // April 2026 begins on a Wednesday: 1, 2, 3, 6, 7 April; until the end of the 7th.
  REQUIRE(outcome.periods[0].duties.size() == 1);
  CHECK(outcome.periods[0].duties[0].due == At("2026-04-08T00:00"));
}

}  // namespace

}  // namespace slate::evaluate
