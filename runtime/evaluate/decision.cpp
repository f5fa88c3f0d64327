// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/decision.h"

#include <algorithm>

#include "runtime/evaluate/ops.h"
#include "runtime/plan/walk.h"

namespace slate::evaluate {

namespace {

using plan::NodeId;
using plan::Op;

std::optional<std::int64_t> Later(std::optional<std::int64_t> a, std::optional<std::int64_t> b) {
  return a && b ? std::optional(std::max(*a, *b)) : std::nullopt;
}

// Of a conjunction that is false, the first false part decides; otherwise the last of all.
Decision Conjunction(const Decision& a, const Decision& b) {
  const Truth truth = And(a.truth, b.truth);
  if (truth != Truth::kFalse) {
    return {truth, IsKnown(truth) ? Later(a.at, b.at) : std::nullopt};
  }
  if (a.truth == Truth::kFalse && b.truth == Truth::kFalse) {
    return {truth, std::min(a.at.value_or(spans::kBeginning), b.at.value_or(spans::kBeginning))};
  }
  return a.truth == Truth::kFalse ? a : b;
}

Decision Negated(Decision decision) {
  decision.truth = Not(decision.truth);
  return decision;
}

// The unanswered case of an input that says when it counts as missed.
bool RanOut(Evaluator& evaluator, const Scope& scope) {
  if (scope.row == nullptr) {
    return false;
  }
  const plan::Input& input = scope.row->rows->input();
  if (!input.pending_until) {
    return false;
  }
  const Value until = evaluator.Eval(*input.pending_until, scope);
  const auto* instant = std::get_if<Instant>(&until);
  return instant != nullptr && evaluator.as_of() > instant->ns;
}

bool HasClock(const plan::Plan& plan, NodeId id) {
  if (plan[id].op == Op::kMeets) {
    return true;
  }
  bool found = false;
  plan::ForEachArg(plan, plan[id], [&](auto child) {
    if constexpr (std::is_same_v<decltype(child), NodeId>) {
      found = found || HasClock(plan, child);
    }
  });
  return found;
}

Decision DecideLogic(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const bool all = node.op == Op::kAnd;
  Decision result{ToTruth(true), spans::kBeginning};
  for (const NodeId arg : node.args) {
    const Decision part = Decide(evaluator, arg, scope);
    result = Conjunction(result, all ? part : Negated(part));
  }
  return all ? result : Negated(result);
}

Decision DecideIf(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Decision condition = Decide(evaluator, node.args[0], scope);
  if (!IsKnown(condition.truth)) {
    return {condition.truth, std::nullopt};
  }
  Decision branch = Decide(evaluator, node.args[condition.truth == Truth::kTrue ? 1 : 2], scope);
  branch.at = Later(branch.at, condition.at);
  return branch;
}

Decision DecideTable(Evaluator& evaluator, NodeId id, const Scope& scope) {
  const ops::Choice choice = ops::Chosen(evaluator, id, scope);
  if (!choice.node) {
    return {IsKnown(choice.why) ? Truth::kPending : choice.why, std::nullopt};
  }
  return Decide(evaluator, *choice.node, scope);
}

// Whatever else has clocks inside is decided with the last of them.
Decision DecideParts(Evaluator& evaluator, NodeId id, const Scope& scope) {
  Decision result{evaluator.EvalTruth(id, scope), spans::kBeginning};
  plan::ForEachArg(evaluator.plan(), evaluator.plan()[id], [&](auto child) {
    if constexpr (std::is_same_v<decltype(child), NodeId>) {
      if (HasClock(evaluator.plan(), child)) {
        result.at = Later(result.at, Decide(evaluator, child, scope).at);
      }
    }
  });
  return result;
}

}  // namespace

Decision DecideClock(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Value end = evaluator.Eval(node.args[0], scope);
  const Value deadline = evaluator.Eval(node.args[1], scope);
  const auto* limit = std::get_if<Instant>(&deadline);
  const Truth open = WorseUnknown(WhyOpen(end), WhyOpen(deadline));
  if (!IsKnown(open)) {
    return {open, std::nullopt};
  }
  if (limit == nullptr) {
    return {RanOut(evaluator, scope) ? Truth::kFalse : Truth::kPending, std::nullopt};
  }
  const bool inclusive = node.compare == plan::Compare::kLessEqual;
  const std::int64_t too_late = limit->ns + (inclusive ? 1 : 0);
  if (const auto* instant = std::get_if<Instant>(&end)) {
    const bool met = instant->ns < too_late;
    return {ToTruth(met), met ? instant->ns : too_late};
  }
  if (evaluator.as_of() >= too_late) {
    return {Truth::kFalse, too_late};
  }
  return {RanOut(evaluator, scope) ? Truth::kFalse : Truth::kPending, std::nullopt};
}

Decision Decide(Evaluator& evaluator, NodeId id, const Scope& scope) {
  const plan::Node& node = evaluator.plan()[id];
  switch (node.op) {
    case Op::kMeets: return DecideClock(evaluator, node, scope);
    case Op::kNot: return Negated(Decide(evaluator, node.args[0], scope));
    case Op::kAnd:
    case Op::kOr: return DecideLogic(evaluator, node, scope);
    case Op::kIf: return DecideIf(evaluator, node, scope);
    case Op::kTable: return DecideTable(evaluator, id, scope);
    default: return DecideParts(evaluator, id, scope);
  }
}

}  // namespace slate::evaluate
