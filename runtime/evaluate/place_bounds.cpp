// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/place_bounds.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace slate::evaluate {

namespace {

using plan::Compare;
using plan::NodeId;
using plan::Op;

// Nothing is reported while it is worked out, so that rows need not be asked that do not count.
bool IsQuiet(const plan::Plan& plan, NodeId id) {
  constexpr Op kQuiet[] = {
      Op::kConst,
      Op::kParam,
      Op::kColumn,
      Op::kMember,
      Op::kCompare,
      Op::kAnd,
      Op::kOr,
      Op::kNot,
      Op::kKnown,
      Op::kAddTime};
  const plan::Node& node = plan[id];
  return std::find(std::begin(kQuiet), std::end(kQuiet), node.op) != std::end(kQuiet) &&
         std::all_of(node.args.begin(), node.args.end(), [&](NodeId arg) {
           return IsQuiet(plan, arg);
         });
}

// The operands that are asked first and report nothing.
void CollectConditions(const plan::Plan& plan, NodeId id, std::vector<NodeId>& conditions) {
  const plan::Node& node = plan[id];
  if (node.op != Op::kAnd) {
    conditions.push_back(id);
    return;
  }
  for (const NodeId arg : node.args) {
    if (!IsQuiet(plan, arg)) {
      return;
    }
    CollectConditions(plan, arg, conditions);
  }
}

Run Meeting(Compare compare, std::int64_t t) {
  switch (compare) {
    case Compare::kLess: return {spans::kBeginning, t};
    case Compare::kLessEqual: return {spans::kBeginning, t + 1};
    case Compare::kGreater: return {t + 1, spans::kForever};
    case Compare::kGreaterEqual: return {t, spans::kForever};
    case Compare::kEqual: return {t, t + 1};
    case Compare::kNotEqual: return {spans::kBeginning, spans::kForever};
  }
  Unreachable("a comparison has no relation");
}

Compare Mirrored(Compare compare) {
  switch (compare) {
    case Compare::kLess: return Compare::kGreater;
    case Compare::kLessEqual: return Compare::kGreaterEqual;
    case Compare::kGreater: return Compare::kLess;
    case Compare::kGreaterEqual: return Compare::kLessEqual;
    case Compare::kEqual:
    case Compare::kNotEqual: return compare;
  }
  Unreachable("a comparison has no relation");
}

class Finder {
 public:
  Finder(Evaluator& evaluator, const plan::Rollup& rollup, const Scope& scope)
      : evaluator_(evaluator), rollup_(rollup), scope_(scope) {}

  Run Find() {
    std::vector<NodeId> conditions;
    CollectConditions(evaluator_.plan(), *rollup_.where, conditions);
    Run bounds{spans::kBeginning, spans::kForever};
    for (const NodeId id : conditions) {
      const Run part = OfCondition(evaluator_.plan()[id]);
      bounds = {std::max(bounds.from, part.from), std::min(bounds.to, part.to)};
    }
    return bounds;
  }

 private:
  Run OfCondition(const plan::Node& node) {
    if (node.op == Op::kCompare && IsPlace(node.args[0])) {
      return OfComparison(node.compare, node.args[1]);
    }
    if (node.op == Op::kCompare && IsPlace(node.args[1])) {
      return OfComparison(Mirrored(node.compare), node.args[0]);
    }
    return {spans::kBeginning, spans::kForever};
  }

  Run OfComparison(Compare compare, NodeId other) {
    const bool fixed =
        (evaluator_.ground().masks[other] & kOnRow) == 0 && IsQuiet(evaluator_.plan(), other);
    const Value value = fixed ? evaluator_.Eval(other, scope_) : Undefined{};
    const auto* instant = std::get_if<Instant>(&value);
    const bool inside =
        instant != nullptr && instant->ns > spans::kBeginning && instant->ns < spans::kForever;
    return inside ? Meeting(compare, instant->ns) : Run{spans::kBeginning, spans::kForever};
  }

  bool IsPlace(NodeId id) const {
    const plan::Node& node = evaluator_.plan()[id];
    return node.op == Op::kColumn && node.index == 0 && node.name == rollup_.column &&
           node.type.kind == plan::Type::Kind::kInstant;
  }

  Evaluator& evaluator_;
  const plan::Rollup& rollup_;
  const Scope& scope_;
};

}  // namespace

Run BoundsOfPlace(Evaluator& evaluator, const plan::Rollup& rollup, const Scope& scope) {
  const bool by_column = rollup.place_kind == plan::Rollup::Place::kColumn && rollup.where;
  return by_column ? Finder(evaluator, rollup, scope).Find()
                   : Run{spans::kBeginning, spans::kForever};
}

}  // namespace slate::evaluate
