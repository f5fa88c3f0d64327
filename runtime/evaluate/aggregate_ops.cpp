// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/ops.h"
#include "runtime/evaluate/run_bounds.h"
#include "runtime/evaluate/tally.h"

// Aggregates over members, runs and earlier periods; those over windows are in window_ops.cpp.
namespace slate::evaluate::ops {

namespace {

using plan::Source;

void AddItem(Evaluator& evaluator, const plan::Node& node, const Scope& scope, Tally& tally) {
  const Truth where = evaluator.EvalTruth(node.where, scope);
  if (where == Truth::kFalse) {
    return;
  }
  Value scratch;
  const Value present = Truth::kTrue;
  tally.Add(where, node.body ? evaluator.Read(*node.body, scope, scratch) : present);
}

Value OverMembers(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const std::optional<std::size_t> key = evaluator.ground().keys.Find(node.name);
  Check(key.has_value(), "an aggregate over the members of a key that is not declared");
  Scope inner = scope;
  Tally tally(node.aggregate, node.quantile);
  const bool placed = scope.window || scope.period != kNoPeriod;
  const std::vector<Label> members =
      placed ? evaluator.members().In(*key, evaluator.Domain(scope)) : evaluator.members().Of(*key);
  for (const Label member : members) {
    inner.members[*key] = member.code;
    AddItem(evaluator, node, inner, tally);
    if (tally.settled()) {
      break;
    }
  }
  return tally.Total();
}

// `last n periods`: this one and those before it that count.
Value OverLastPeriods(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Scope inner = scope;
  inner.window = std::nullopt;
  Tally tally(node.aggregate, node.quantile);
  std::int64_t left = node.index;
  PeriodId period = scope.period;
  while (period != kNoPeriod && left > 0) {
    if (evaluator.Counts(period, scope.members)) {
      inner.period = period;
      AddItem(evaluator, node, inner, tally);
      --left;
    }
    period = evaluator.periods()[period].before;
  }
  return tally.Total();
}

}  // namespace

Value OverRuns(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Spans s = evaluator.EvalSpans(node.args[0], scope);
  if (!s.certain()) {
    return OverUncertainRuns(evaluator, node, s, scope);
  }
  Scope inner = scope;
  inner.EnterRuns();
  Tally tally(node.aggregate, node.quantile);
  for (const Run& run : s.must.runs()) {
    inner.run = run;
    AddItem(evaluator, node, inner, tally);
    if (tally.settled()) {
      break;
    }
  }
  return tally.Total();
}

Value Aggregate(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  switch (node.source) {
    case Source::kRuns: return OverRuns(evaluator, node, scope);
    case Source::kMembers: return OverMembers(evaluator, node, scope);
    case Source::kLastPeriods: return OverLastPeriods(evaluator, node, scope);
    case Source::kBins:
    case Source::kDayBins:
    case Source::kRhythmBins:
    case Source::kRunBins:
    case Source::kSliding:
    case Source::kSlidingDays:
    case Source::kMoment: return OverWindows(evaluator, node, scope);
  }
  Unreachable("an aggregate has no source");
}

}  // namespace slate::evaluate::ops
