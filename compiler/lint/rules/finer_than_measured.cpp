// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/format.h>

#include "compiler/analysis/range.h"
#include "compiler/analysis/reach.h"
#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/example_rows.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

// A measure in time: a length, a part of a length, or a share of the samples themselves.
bool IsOfTime(const plan::Plan& plan, plan::NodeId measure) {
  const plan::Node& node = plan[measure];
  switch (node.op) {
    case plan::Op::kLength: return true;
    case plan::Op::kOtherwise:
    case plan::Op::kDivide: return IsOfTime(plan, node.args[0]);
    case plan::Op::kSubtract: return IsOfTime(plan, node.args[1]);
    case plan::Op::kRollup: {
      const plan::Rollup& rollup = plan[*node.rollup];
      return rollup.aggregate == plan::Aggregate::kShare &&
             rollup.place_kind == plan::Rollup::Place::kSlots;
    }
    default: return false;
  }
}

// The coarsest sampled input that the measure reads, if no run has to be longer to count.
const plan::Input* SampledBy(const Promise& promise) {
  const plan::Plan& plan = promise.subject->plan;
  const plan::Input* coarsest = nullptr;
  bool filtered = false;
  const std::array roots = {*promise.objective->measure};
  analysis::ForEachReached(
      plan,
      roots,
      [&](plan::NodeId, const plan::Node& node) {
        filtered = filtered || node.op == plan::Op::kLasting || node.op == plan::Op::kBeyond;
        const plan::Input* input =
            node.rollup ? analysis::FindInput(plan, plan[*node.rollup].input) : nullptr;
        if (input != nullptr && input->every &&
            (coarsest == nullptr || *coarsest->every < *input->every)) {
          coarsest = input;
        }
      },
      analysis::Through::kResults
  );
  return filtered ? nullptr : coarsest;
}

// What the target leaves in the longest period, as time.
std::optional<Rational> Allowance(const Promise& promise) {
  const Interval length = analysis::LengthOf(promise.world.period);
  if (promise.value_type.unit == plan::Unit{{"time", 1}}) {
    return promise.worse() == analysis::Going::kUp ? promise.target : std::nullopt;
  }
  if (promise.value_type.range != plan::Type::Range::kShare || !length.high) {
    return std::nullopt;
  }
  const Rational lost =
      promise.worse() == analysis::Going::kDown ? Rational(1) - *promise.target : *promise.target;
  return lost * length.high->value;
}

// One failed sample in the longest period.
void ShowCase(const Promise& promise, const plan::Input& input) {
  const plan::Plan& plan = promise.subject->plan;
  const auto day = LongestPeriodOf(plan, *promise.objective);
  std::vector<std::string> wanted;
  for (const auto& [node, member] : promise.world.members) {
    wanted.push_back(member);
  }
  const Said said = MembersOf(plan, input, wanted);
  const auto rows = day ? FailureOf(plan, input, said, *day, *input.every) : std::nullopt;
  if (rows) {
    ShowByRows(
        *promise.subject,
        {.kind = &diag::kFinerThanMeasured,
         .span = SpanOf<ast::Target>(*promise.source),
         .input = &input,
         .missed = promise.objective,
         .first_day = *day,
         .rows = *rows,
         .said = said}
    );
  }
}

void Look(const Promise& promise) {
  const plan::Input* input = SampledBy(promise);
  const auto allowance = input != nullptr ? Allowance(promise) : std::nullopt;
  if (!allowance || allowance->sign() <= 0 || *input->every <= *allowance) {
    return;
  }
  auto& problem = promise.subject->sink.Report(
      diag::kFinerThanMeasured,
      SpanOf<ast::Target>(*promise.source),
      fmt::format(
          "one failed sample is {} of downtime, and {} leaves {} in the longest period{}",
          ShowLength(*input->every),
          promise.Show(*promise.target),
          ShowLength(*allowance),
          promise.For()
      )
  );
  for (const auto& source : promise.subject->effective.inputs) {
    if (source->name.text == input->name) {
      problem.secondary.push_back(
          {source->name.span, fmt::format("sampled every {}", ShowLength(*input->every))}
      );
    }
  }
  problem.help =
      fmt::format("sample at least every {}, or lower the target", ShowLength(*allowance));
  ShowCase(promise, *input);
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.read) {
    if (promise.HasVerdict() && IsOfTime(subject.plan, *promise.objective->measure)) {
      Look(promise);
    }
  }
}

}  // namespace

const Rule kFinerThanMeasured{
    .kind = &diag::kFinerThanMeasured,
    .bad_example =
        "input probe every 5min { at: instant  up: bool good } gaps { up: true }\n"
        "objective uptime {\n"
        "  measure availability(spans(probe where not up), period)\n"
        "  target >= 99.99%\n"
        "}",
    .good_example =
        "input probe every 1min { at: instant  up: bool good } gaps { up: true }\n"
        "objective uptime {\n"
        "  measure availability(spans(probe where not up), period)\n"
        "  target >= 99.99%\n"
        "}",
    .run = Run,
};

}  // namespace slate::lint::rules
