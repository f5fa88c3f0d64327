// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/arithmetic.h"
#include "runtime/evaluate/decision.h"
#include "runtime/evaluate/ops.h"

// Numbers, truth and choice.
namespace slate::evaluate::ops {

namespace {

using plan::Op;

Value Combine(Op op, const Value& a, const Value& b) {
  switch (op) {
    case Op::kAdd: return Add(a, b);
    case Op::kSubtract: return Subtract(a, b);
    case Op::kMultiply: return Multiply(a, b);
    case Op::kDivide: return Divide(a, b);
    case Op::kMin: return Smaller(a, b);
    case Op::kMax: return Larger(a, b);
    default: Unreachable("not an operation on two numbers");
  }
}

exact::RoundingMode ModeOf(Op op) {
  switch (op) {
    case Op::kFloor: return exact::RoundingMode::kFloor;
    case Op::kCeil: return exact::RoundingMode::kCeil;
    case Op::kHalfUp: return exact::RoundingMode::kHalfUp;
    case Op::kHalfEven: return exact::RoundingMode::kHalfEven;
    default: Unreachable("not a rounding operation");
  }
}

bool Selects(const std::vector<Label>& labels, const std::vector<Label>& members) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] != members[i]) {
      return false;
    }
  }
  return true;
}

// A truth selects the rows labelled true and false.
Label SelectorOf(Evaluator& evaluator, const Value& value) {
  if (const auto* label = std::get_if<Label>(&value)) {
    return *label;
  }
  const Truth truth = AsTruth(value);
  return IsKnown(truth) ? evaluator.labels().Intern(truth == Truth::kTrue ? "true" : "false")
                        : Label{};
}

Truth RungHolds(Evaluator& evaluator, const plan::Rung& rung, const Value& x, const Scope& scope) {
  Truth holds = Truth::kTrue;
  for (const plan::Bound& bound : rung.bounds) {
    Value scratch;
    holds =
        And(holds, CompareValues(x, bound.compare, evaluator.Read(bound.value, scope, scratch)));
  }
  return holds;
}

}  // namespace

Value Arithmetic(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value scratch;
  const Value& first = evaluator.Read(node.args[0], scope, scratch);
  if (node.op == Op::kNegate) {
    return Negate(first);
  }
  if (node.op == Op::kAbs) {
    return Absolute(first);
  }
  if (node.args.size() == 2) {
    Value second;
    return Combine(node.op, first, evaluator.Read(node.args[1], scope, second));
  }
  Value total = first;
  for (std::size_t i = 1; i < node.args.size(); ++i) {
    Value next;
    total = Combine(node.op, total, evaluator.Read(node.args[i], scope, next));
  }
  return total;
}

Value Rounding(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value x;
  Value step;
  const Value one = Rational(1);
  return Round(
      evaluator.Read(node.args[0], scope, x),
      node.args.size() > 1 ? evaluator.Read(node.args[1], scope, step) : one,
      ModeOf(node.op)
  );
}

Value Comparison(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value a;
  Value b;
  return CompareValues(
      evaluator.Read(node.args[0], scope, a), node.compare, evaluator.Read(node.args[1], scope, b)
  );
}

Value ClockVerdict(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  return DecideClock(evaluator, node, scope).truth;
}

Value Logic(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  if (node.op == Op::kNot) {
    return Not(evaluator.EvalTruth(node.args[0], scope));
  }
  const bool all = node.op == Op::kAnd;
  Truth result = ToTruth(all);
  for (const plan::NodeId arg : node.args) {
    const Truth truth = evaluator.EvalTruth(arg, scope);
    result = all ? And(result, truth) : Or(result, truth);
    if (result == ToTruth(!all)) {
      break;
    }
  }
  return result;
}

Value If(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Truth condition = evaluator.EvalTruth(node.args[0], scope);
  if (IsKnown(condition)) {
    return evaluator.Eval(node.args[condition == Truth::kTrue ? 1 : 2], scope);
  }
  return Hull(evaluator.Eval(node.args[1], scope), evaluator.Eval(node.args[2], scope), condition);
}

Value Otherwise(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value value = evaluator.Eval(node.args[0], scope);
  if (IsUndefined(value)) {
    return evaluator.Eval(node.args[1], scope);
  }
  auto* interval = std::get_if<Interval>(&value);
  if (interval == nullptr || !interval->maybe_none) {
    return value;
  }
  interval->maybe_none = false;
  const Truth why = interval->why;
  return Hull(FromInterval(std::move(*interval)), evaluator.Eval(node.args[1], scope), why);
}

Value Known(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value scratch;
  const Value& value = evaluator.Read(node.args[0], scope, scratch);
  if (const auto* unknown = std::get_if<Unknown>(&value)) {
    return unknown->why;
  }
  const auto* interval = std::get_if<Interval>(&value);
  return interval != nullptr && interval->maybe_none ? interval->why : ToTruth(!IsUndefined(value));
}

Choice Chosen(Evaluator& evaluator, plan::NodeId id, const Scope& scope) {
  const plan::Node& node = evaluator.plan()[id];
  std::vector<Label> members;
  for (const plan::NodeId arg : node.args) {
    Value scratch;
    const Value& selector = evaluator.Read(arg, scope, scratch);
    if (!IsDecided(selector)) {
      return {.why = WhyOpen(selector)};
    }
    members.push_back(SelectorOf(evaluator, selector));
  }
  const std::vector<std::vector<Label>>& rows = evaluator.ground().table_labels[id];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (Selects(rows[i], members)) {
      return {.node = node.rows[i].value};
    }
  }
  return {.node = node.fallback};
}

Value Table(Evaluator& evaluator, plan::NodeId id, const Scope& scope) {
  const Choice choice = Chosen(evaluator, id, scope);
  if (!IsKnown(choice.why)) {
    return Unknown{choice.why};
  }
  return choice.node ? evaluator.Eval(*choice.node, scope) : Undefined{};
}

// From the last rung upwards: the first that surely holds ends the search, those that may hold
// join.
Value Ladder(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value scratch;
  const Value& x = evaluator.Read(node.args[0], scope, scratch);
  std::optional<Value> joined;
  Truth why = WhyOpen(x);
  const auto join = [&](Value value) {
    joined = joined ? Hull(*joined, value, why) : std::move(value);
  };
  for (auto rung = node.rungs.rbegin(); rung != node.rungs.rend(); ++rung) {
    const Truth holds = RungHolds(evaluator, *rung, x, scope);
    if (holds == Truth::kFalse) {
      continue;
    }
    why = WorseUnknown(why, holds);
    join(evaluator.Eval(rung->value, scope));
    if (holds == Truth::kTrue) {
      return std::move(*joined);
    }
  }
  join(node.fallback ? evaluator.Eval(*node.fallback, scope) : Undefined{});
  return std::move(*joined);
}

}  // namespace slate::evaluate::ops
