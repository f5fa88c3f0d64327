// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <doctest/doctest.h>

#include "runtime/evaluate/examples.h"
#include "tests/unit/runtime/evaluate_fixture.h"

// What a plan can run into that the compiler could not see.
namespace slate::evaluate {

namespace {

using plan::Compare;

bool Has(const std::vector<Problem>& problems, const diag::Kind& kind) {
  return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
    return problem.kind == &kind && !problem.message.empty();
  });
}

// The problems of March with one objective that measures this.
std::vector<Problem> ProblemsOf(PlanBuilder& b, NodeId measure) {
  b.Objective("figure", measure);
  return SettleAll(b.plan, {}, {Month("2026-03")}).problems;
}

TEST_CASE("a fact that nobody supplied") {
  PlanBuilder b;
  b.plan.givens.push_back({.name = "fee", .type = Euros()});
  CHECK(Has(ProblemsOf(b, b.Given("fee")), kMissingGiven));
}

TEST_CASE("holidays that no table knows") {
  PlanBuilder b;
  b.plan.calendars.push_back({.name = "office", .except_tables = {"de.be"}});
  NodeId office = b.Make(Op::kCalendar, {}, SpansType());
  b.plan.nodes[office].name = "office";
  const NodeId open = b.Make(Op::kIntersect, {office, b.Period()}, SpansType());
  CHECK(Has(ProblemsOf(b, b.Length(open)), kHolidaysEnd));
}

TEST_CASE("a zone that the machine does not have") {
  PlanBuilder b;
  b.plan.zone = "Mars/Olympus";
  const ExampleReport report = RunExample(b.plan, plan::Example{.title = "a day"}, {});
  CHECK(Has(report.problems, kZoneUnknown));
}

TEST_CASE("two answers of one minute that differ") {
  PlanBuilder b;
  const plan::Input probe = b.Probe(plan::Input::Gaps::kAbsent);
  const NodeId up = b.SpansOfSlots("probe", b.Column("up", Bool()));
  b.Objective("up", b.Length(b.Make(Op::kIntersect, {up, b.Period()}, SpansType())));
  Rows rows(probe);
  rows.Add({{"at", At("2026-03-10T00:00")}, {"up", std::int64_t{1}}});
  rows.Add({{"at", At("2026-03-10T00:00")}, {"up", std::int64_t{0}}});
  const Outcome outcome = SettleAll(b.plan, {rows.table}, {Month("2026-03")});
  CHECK(Has(outcome.problems, kTwoRowsInSlot));
}

TEST_CASE("a length of half a nanosecond") {
  PlanBuilder b;
  const NodeId half = b.Number(Rational::Of(1, 2), Duration());
  const NodeId lasting = b.Make(Op::kLasting, {b.Period(), half}, SpansType());
  b.plan.nodes[lasting].compare = Compare::kGreaterEqual;
  CHECK(Has(ProblemsOf(b, b.Length(lasting)), kNotWhole));
}

TEST_CASE("a credit that has no value where it is due") {
  PlanBuilder b;
  const NodeId no_row =
      b.Ladder(b.Number(5), Compare::kLess, {{b.Number(1), b.Number(10, Euros())}});
  b.Promise("figure", b.Number(1), Compare::kGreaterEqual, b.Number(2), no_row);
  b.Settle("figure");
  const Outcome outcome = SettleAll(b.plan, {}, {Month("2026-03")});
  CHECK(Has(outcome.problems, kNoValue));
}

TEST_CASE("an expectation about a month that the example does not settle") {
  PlanBuilder b;
  b.Objective("figure", b.Number(1));
  plan::Example example{.title = "March"};
  example.periods =
      b.Make(Op::kRange, {b.Time("2026-03-01T00:00"), b.Time("2026-04-01T00:00")}, SpansType());
  const NodeId april =
      b.Make(Op::kRange, {b.Time("2026-04-01T00:00"), b.Time("2026-05-01T00:00")}, SpansType());
  const NodeId claim = b.Compare(b.Result("figure", "value"), Compare::kEqual, b.Number(1));
  example.expectations.push_back({.in = april, .claim = claim, .text = "figure.value = 1"});
  CHECK(Has(RunExample(b.plan, example, {}).problems, kNoSuchPeriod));
}

TEST_CASE("working days of what is no calendar") {
  PlanBuilder b;
  const NodeId day =
      b.Make(Op::kAddWorkDays, {b.Time("2026-03-02T00:00"), b.Number(1), b.Period()});
  const NodeId known = b.Make(Op::kKnown, {day}, Bool());
  CHECK(Has(ProblemsOf(b, b.Make(Op::kIf, {known, b.Number(1), b.Number(0)})), kNotSupported));
}

TEST_CASE("a figure that needs itself") {
  PlanBuilder b;
  CHECK(Has(ProblemsOf(b, b.Result("figure", "value")), kCircular));
}

TEST_CASE("the length of a term without end") {
  PlanBuilder b;
  b.plan.term_last = std::nullopt;
  CHECK(Has(ProblemsOf(b, b.Length(b.Make(Op::kTerm, {}, SpansType()))), kOpenEnded));
}

}  // namespace

}  // namespace slate::evaluate
