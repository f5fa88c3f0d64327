// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/runtime/report_fixture.h"

#include <string>

#include "runtime/calendar/civil_time.h"

namespace slate::report {

namespace {

using exact::Rational;

constexpr std::int64_t kDay = calendar::kNsPerDay;

plan::Plan PlanOf() {
  plan::Plan plan{
      .name = "hosting", .title = std::string(kHostile), .zone = "UTC", .currency = "EUR"};
  plan.objectives.push_back(
      {.name = "uptime", .party = "host", .target_compare = plan::Compare::kGreaterEqual}
  );
  plan.settles.push_back(
      {.name = "settlement",
       .parts = {{.of = {{"uptime", "credit"}}}},
       .steps = {{.kind = plan::Step::Kind::kRound}}}
  );
  return plan;
}

evaluate::ObjectiveResult UptimeOf(const std::string& member) {
  const plan::Type share{.range = plan::Type::Range::kShare};
  const plan::Type money{.unit = {{"EUR", 1}}};
  const spans::SpanSet month = spans::SpanSet::Of({0, 31 * kDay});
  return {
      .objective = "uptime",
      .members = {member},
      .in_force = month,
      .verdict = evaluate::Verdict::kMissed,
      .value = {share, Rational::Of(99'949'999, 100'000'000)},
      .target = {share, Rational::Of(9995, 10000)},
      .credit = {money, Rational(1234)},
      .bonus = {money, evaluate::Interval{.lo = 1, .hi = 2}},
      .lets =
          {{"down",
            {{.kind = plan::Type::Kind::kSpans},
             evaluate::Spans{spans::SpanSet::Of({kDay, kDay + 1})}}}},
      .coverage = {{.input = "probe", .covered = 30 * kDay, .gaps = kDay, .gap_count = 1}},
  };
}

evaluate::Outcome OutcomeOf() {
  evaluate::Outcome outcome;
  outcome.zone_edition = "2026f";
  evaluate::PeriodResult period;
  period.label = "1970-01";
  period.whole = {0, 31 * kDay};
  period.in_term = spans::SpanSet::Of(period.whole);
  period.objectives.push_back(UptimeOf(std::string(kHostile)));
  evaluate::StageResult stage;
  stage.stage = "settlement";
  stage.window = "1970-01";
  stage.span = period.whole;
  stage.pays_to = "globex";
  stage.type = {.unit = {{"EUR", 1}}};
  stage.gross = Rational::Of(3703, 3);
  stage.steps.push_back({.before = stage.gross, .after = 1234, .limit = Rational(1)});
  stage.amount = 1234;
  stage.other_end = 2000;
  stage.claim_until = 60 * kDay;
  period.stages.push_back(stage);
  period.rights.push_back(
      {.right = "terminate",
       .party = "globex",
       .granted = evaluate::Truth::kTrue,
       .arises = true,
       .until = 40 * kDay}
  );
  period.duties.push_back({.title = "report", .parties = {"host"}, .window = "1970-01"});
  outcome.periods.push_back(period);
  outcome.inputs.push_back(
      {.input = "probe", .rows = 5, .outside = 1, .rejected = 2, .duplicates = 3}
  );
  return outcome;
}

}  // namespace

Case::Case() : plan(PlanOf()), outcome(OutcomeOf()) {}

}  // namespace slate::report
