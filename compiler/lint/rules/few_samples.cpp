// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/analysis/range.h"
#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/example_rows.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"
#include "runtime/calendar/civil_time.h"

namespace slate::lint::rules {

namespace {

// The most samples that a share can be taken of, where that is known.
std::optional<std::int64_t> MostSamples(const Promise& promise, const plan::Node& share) {
  const plan::Plan& plan = promise.subject->plan;
  if (share.source == plan::Source::kLastPeriods) {
    return share.index;
  }
  if (share.source == plan::Source::kDayBins) {
    const Interval days = analysis::DaysOf(promise.world.period);
    return days.high ? (days.high->value / std::max<std::int64_t>(share.index, 1)).Ceil().ToInt64()
                     : std::nullopt;
  }
  if (share.source == plan::Source::kMembers) {
    const auto key = std::find_if(plan.keys.begin(), plan.keys.end(), [&](const plan::Key& k) {
      return k.name == share.name;
    });
    return key != plan.keys.end() && key->closed
               ? std::optional(static_cast<std::int64_t>(key->members.size()))
               : std::nullopt;
  }
  return std::nullopt;
}

const plan::Node& WithoutOtherwise(const plan::Plan& plan, plan::NodeId id) {
  const plan::Node& node = plan[id];
  return node.op == plan::Op::kOtherwise ? WithoutOtherwise(plan, node.args[0]) : node;
}

// One bad day in the longest period. What counts earlier periods is not shown.
void ShowCase(const Promise& promise) {
  const plan::Plan& plan = promise.subject->plan;
  const auto day = LongestPeriodOf(plan, *promise.objective);
  const auto inputs = InputsOf(plan, *promise.objective);
  if (!day || inputs.empty()) {
    return;
  }
  const Said said = MembersOf(plan, *inputs.front(), {});
  const auto rows = FailureOf(plan, *inputs.front(), said, *day, Rational(calendar::kNsPerDay));
  if (rows) {
    ShowByRows(
        *promise.subject,
        {.kind = &diag::kFewSamples,
         .span = SpanOf<ast::Target>(*promise.source),
         .input = inputs.front(),
         .missed = promise.objective,
         .first_day = *day,
         .rows = *rows,
         .said = said}
    );
  }
}

void Look(const Promise& promise) {
  const plan::Node& measure = WithoutOtherwise(promise.subject->plan, *promise.objective->measure);
  if (measure.op != plan::Op::kAggregate || measure.aggregate != plan::Aggregate::kShare) {
    return;
  }
  const auto samples = MostSamples(promise, measure);
  const bool down = promise.worse() == analysis::Going::kDown;
  if (!samples || *samples < 1) {
    return;
  }
  const Rational one_failed =
      down ? Rational::Of(*samples - 1, *samples) : Rational::Of(1, *samples);
  const bool strict = *promise.target == Rational(down ? 1 : 0);
  if (strict || promise.IsMetAt(one_failed)) {
    return;
  }
  auto& problem = promise.subject->sink.Report(
      diag::kFewSamples,
      SpanOf<ast::Target>(*promise.source),
      fmt::format(
          "of at most {} samples one failure makes {}: {} asks for none{}",
          *samples,
          promise.Show(one_failed),
          promise.Show(*promise.target),
          promise.For()
      )
  );
  problem.secondary.push_back({SpanOf<ast::Measure>(*promise.source), "the share"});
  problem.help = "say how many may fail: `measure count(…)`, `target <= 1`";
  ShowCase(promise);
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.read) {
    if (promise.HasVerdict()) {
      Look(promise);
    }
  }
}

}  // namespace

const Rule kFewSamples{
    .kind = &diag::kFewSamples,
    .bad_example =
        "input outage { from, to: instant } complete\n"
        "objective days_without_outage {\n"
        "  measure share(every 1 day: length(spans(outage) in window) = 0min) otherwise 100%\n"
        "  target >= 99%\n"
        "}",
    .good_example =
        "input outage { from, to: instant } complete\n"
        "objective days_without_outage {\n"
        "  measure share(every 1 day: length(spans(outage) in window) = 0min) otherwise 100%\n"
        "  target >= 95%\n"
        "}",
    .run = Run,
};

}  // namespace slate::lint::rules
