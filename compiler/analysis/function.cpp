// SPDX-License-Identifier: Apache-2.0
#include "compiler/analysis/function.h"

#include <algorithm>
#include <map>
#include <utility>

#include "compiler/analysis/range.h"
#include "compiler/analysis/reach.h"
#include "compiler/analysis/stepping.h"

namespace slate::analysis {

namespace {

using plan::Node;
using plan::Op;
using MaybeTruth = std::optional<Cells<bool>>;

MaybeTruth Not(MaybeTruth truth) {
  if (truth) {
    for (auto& cell : *truth) {
      cell.value = !cell.value;
    }
  }
  return truth;
}

class Functions {
 public:
  Functions(const Plan& plan, const Variable& variable, World world, int depth = 0)
      : plan_(plan), variable_(variable), world_(std::move(world)), depth_(depth) {}

  MaybeFunction Number(NodeId id) {
    if (IsVariable(id)) {
      return PiecewiseLinear::Identity(variable_.domain);
    }
    if (const auto known = known_.find(id); known != known_.end()) {
      return known->second;
    }
    if (depth_ >= kDeepest || plan_[id].type.kind != plan::Type::Kind::kNumber) {
      return std::nullopt;
    }
    ++depth_;
    MaybeFunction f = ByOp(id, plan_[id]);
    --depth_;
    if (!f && IsFactor(id)) {
      f = Level(1);
      f->factor[id] = 1;
    }
    known_[id] = f;
    return f;
  }

  MaybeTruth Truth(NodeId id) {
    if (depth_ >= kDeepest) {
      return std::nullopt;
    }
    ++depth_;
    MaybeTruth truth = TruthByOp(plan_[id]);
    --depth_;
    return truth;
  }

 private:
  bool IsVariable(NodeId id) const {
    return std::find(variable_.nodes.begin(), variable_.nodes.end(), id) != variable_.nodes.end();
  }
  PiecewiseLinear Level(const Rational& value) const {
    return PiecewiseLinear::Constant(variable_.domain, value);
  }

  // An unknown quantity that does not depend on the variable and is not negative.
  bool IsFactor(NodeId id) const {
    const Node& node = plan_[id];
    if (node.op == Op::kParam || node.op == Op::kColumn || node.op == Op::kPrevious ||
        node.type.optional) {
      return false;
    }
    const auto roots = {id};
    bool depends = false;
    ForEachReached(
        plan_,
        std::vector<NodeId>(roots),
        [&](NodeId at, const Node&) { depends = depends || IsVariable(at); },
        Through::kResults
    );
    const bool fact = node.op == Op::kGiven ||
                      (node.op == Op::kAggregate && node.source == plan::Source::kMembers);
    return !depends && (fact || IsNotNegative(RangeOf(plan_, id, world_)));
  }

  MaybeFunction Arg(const Node& node, std::size_t i) { return Number(node.args[i]); }

  MaybeFunction ByOp(NodeId id, const Node& node) {
    switch (node.op) {
      case Op::kConst: return OfConstant(node);
      case Op::kParam: return OfParam(id);
      case Op::kGiven: return OfGiven(node);
      case Op::kAdd: return Fold(node, Add);
      case Op::kSubtract: return Fold(node, Subtract);
      case Op::kMultiply: return Fold(node, Multiply);
      case Op::kDivide: return Fold(node, Divide);
      case Op::kMin: return Fold(node, Least);
      case Op::kMax: return Fold(node, Greatest);
      case Op::kNegate:
        return OfOne(node, [](const PiecewiseLinear& a) { return MaybeFunction(Negate(a)); });
      case Op::kAbs: return OfOne(node, [](const PiecewiseLinear& a) { return Magnitude(a); });
      case Op::kFloor:
      case Op::kCeil:
      case Op::kHalfUp:
      case Op::kHalfEven: return Stepped(node);
      case Op::kIf: return Conditional(node);
      case Op::kOtherwise: return Fold(node, Otherwise);
      case Op::kTable: return OfTable(node);
      case Op::kLadder: return OfLadder(node);
      case Op::kAggregate: return OfBins(node);
      case Op::kResult: return OfResult(node);
      default: return std::nullopt;
    }
  }

  MaybeFunction OfConstant(const Node& node) const {
    const auto* value = std::get_if<Rational>(&node.constant);
    return value != nullptr ? MaybeFunction(Level(*value)) : std::nullopt;
  }
  MaybeFunction OfParam(NodeId id) const {
    const auto found = world_.numbers.find(id);
    return found != world_.numbers.end() ? MaybeFunction(Level(found->second)) : std::nullopt;
  }
  MaybeFunction OfGiven(const Node& node) const {
    const plan::Given* given = FindGiven(plan_, node.name);
    if (given == nullptr || !given->value || given->dated ||
        world_.givens == World::Givens::kOpen) {
      return std::nullopt;
    }
    return Functions(plan_, variable_, Inside(plan_, world_, given->keys, node.args), depth_)
        .Number(*given->value);
  }
  MaybeFunction OfResult(const Node& node) const {
    const plan::Objective* objective = FindObjective(plan_, node.name);
    const auto line = LineOf(plan_, node);
    if (objective == nullptr || !line || node.field == "value" || node.field == "credit") {
      return std::nullopt;
    }
    return Functions(plan_, variable_, Inside(plan_, world_, objective->keys, node.args), depth_)
        .Number(*line);
  }

  MaybeFunction Fold(
      const Node& node, MaybeFunction (*f)(const PiecewiseLinear&, const PiecewiseLinear&)
  ) {
    MaybeFunction result = Arg(node, 0);
    for (std::size_t i = 1; result && i < node.args.size(); ++i) {
      const MaybeFunction next = Arg(node, i);
      result = next ? f(*result, *next) : std::nullopt;
    }
    return result;
  }
  template <typename F>
  MaybeFunction OfOne(const Node& node, F f) {
    const MaybeFunction a = Arg(node, 0);
    return a ? f(*a) : std::nullopt;
  }

  MaybeFunction Stepped(const Node& node) {
    const MaybeFunction x = Arg(node, 0);
    const MaybeFunction step = Arg(node, 1);
    const auto size = step ? step->AsConstant() : std::nullopt;
    return x && size ? RoundToStep(*x, *size, ModeOf(node.op)) : std::nullopt;
  }

  MaybeFunction Conditional(const Node& node) {
    const MaybeTruth condition = Truth(node.args[0]);
    if (!condition) {
      return std::nullopt;
    }
    if (condition->size() == 1) {
      return Arg(node, condition->front().value ? 1 : 2);
    }
    const MaybeFunction then = Arg(node, 1);
    const MaybeFunction otherwise = Arg(node, 2);
    return then && otherwise ? Choose(*condition, *then, *otherwise) : std::nullopt;
  }

  MaybeFunction OfTable(const Node& node) {
    const auto row = RowOf(plan_, node, world_);
    return row ? Number(*row) : std::nullopt;
  }

  // The last row whose limits all hold, else the fallback, else no value.
  MaybeFunction OfLadder(const Node& node) {
    MaybeFunction result;
    if (node.fallback) {
      result = Number(*node.fallback);
    } else {
      result = PiecewiseLinear{Constantly(variable_.domain, std::optional<Line>())};
    }
    for (const plan::Rung& rung : node.rungs) {
      const MaybeTruth applies = AllHold(node.args[0], rung);
      const MaybeFunction value = Number(rung.value);
      if (!applies || !value || !result) {
        return std::nullopt;
      }
      result = Choose(*applies, *value, *result);
    }
    return result;
  }
  MaybeTruth AllHold(NodeId x, const plan::Rung& rung) {
    MaybeTruth all = Constantly(variable_.domain, true);
    const MaybeFunction a = Number(x);
    for (const plan::Bound& bound : rung.bounds) {
      const MaybeFunction b = Number(bound.value);
      const MaybeTruth holds = a && b ? Holds(*a, bound.compare, *b) : std::nullopt;
      if (!all || !holds) {
        return std::nullopt;
      }
      all = Merge<bool>(*all, *holds, [](bool p, bool q) { return p && q; });
    }
    return all;
  }

  // A mean or extreme over the bins of a period, none of which can be missing, of something
  // constant.
  MaybeFunction OfBins(const Node& node) {
    using A = plan::Aggregate;
    const bool bins = node.source == plan::Source::kBins || node.source == plan::Source::kDayBins;
    const bool same = node.aggregate == A::kMean || node.aggregate == A::kMin ||
                      node.aggregate == A::kMax || node.aggregate == A::kPercentile;
    const MaybeFunction body =
        bins && same && node.body && !node.where ? Number(*node.body) : std::nullopt;
    return body && body->AsConstant() ? body : std::nullopt;
  }

  MaybeTruth TruthByOp(const Node& node) {
    switch (node.op) {
      case Op::kConst: {
        const bool* value = std::get_if<bool>(&node.constant);
        return value != nullptr ? MaybeTruth(Constantly(variable_.domain, *value)) : std::nullopt;
      }
      case Op::kCompare: return OfCompare(node);
      case Op::kNot: return Not(Truth(node.args[0]));
      case Op::kAnd: return Joined(node, true);
      case Op::kOr: return Joined(node, false);
      case Op::kResult: return OfVerdict(node);
      default: return std::nullopt;
    }
  }

  MaybeTruth OfCompare(const Node& node) {
    const auto a = MemberOf(plan_, node.args[0], world_);
    const auto b = MemberOf(plan_, node.args[1], world_);
    if (a && b) {
      return Constantly(variable_.domain, (*a == *b) == (node.compare == plan::Compare::kEqual));
    }
    const MaybeFunction x = Arg(node, 0);
    const MaybeFunction y = Arg(node, 1);
    return x && y ? Holds(*x, node.compare, *y) : std::nullopt;
  }

  MaybeTruth Joined(const Node& node, bool all) {
    MaybeTruth result = Constantly(variable_.domain, all);
    for (const NodeId arg : node.args) {
      const MaybeTruth next = Truth(arg);
      if (!result || !next) {
        return std::nullopt;
      }
      result = Merge<bool>(*result, *next, [all](bool p, bool q) { return all ? p && q : p || q; });
    }
    return result;
  }

  MaybeTruth OfVerdict(const Node& node) {
    const plan::Objective* objective = FindObjective(plan_, node.name);
    const bool met = node.field == "met";
    if (objective == nullptr || !objective->measure || !objective->target ||
        (!met && node.field != "missed")) {
      return std::nullopt;
    }
    Functions inside(plan_, variable_, Inside(plan_, world_, objective->keys, node.args), depth_);
    const MaybeFunction value = inside.Number(*objective->measure);
    const MaybeFunction target = inside.Number(*objective->target);
    const MaybeTruth holds =
        value && target ? Holds(*value, *objective->target_compare, *target) : std::nullopt;
    return met ? holds : Not(holds);
  }

  const Plan& plan_;
  const Variable& variable_;
  World world_;
  int depth_;
  std::map<NodeId, MaybeFunction> known_ = {};
};

}  // namespace

Variable ValueOf(const Plan& plan, const plan::Objective& objective, const World& world) {
  Variable variable;
  if (!objective.measure) {
    return variable;
  }
  variable.domain = RangeOf(plan, *objective.measure, world);
  variable.nodes.push_back(*objective.measure);
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    if (plan[id].op == Op::kResult && plan[id].name == objective.name &&
        plan[id].field == "value") {
      variable.nodes.push_back(id);
    }
  }
  return variable;
}

MaybeFunction FunctionOf(
    const Plan& plan, NodeId node, const Variable& variable, const World& world
) {
  return Functions(plan, variable, world).Number(node);
}

std::optional<Cells<bool>> TruthOf(
    const Plan& plan, NodeId node, const Variable& variable, const World& world
) {
  return Functions(plan, variable, world).Truth(node);
}

std::optional<Rational> ConstantOf(const Plan& plan, NodeId node, const World& world) {
  const Variable nothing{.nodes = {}, .domain = Interval::Point(0)};
  const MaybeFunction f = FunctionOf(plan, node, nothing, world);
  return f ? f->AsConstant() : std::nullopt;
}

std::optional<Interval> RowStretch(const Plan& plan, const plan::Rung& rung, const World& world) {
  Interval stretch;
  for (const plan::Bound& bound : rung.bounds) {
    const auto limit = ConstantOf(plan, bound.value, world);
    if (!limit) {
      return std::nullopt;
    }
    switch (bound.compare) {
      case plan::Compare::kEqual: stretch = Intersect(stretch, Interval::Point(*limit)); break;
      case plan::Compare::kNotEqual: return std::nullopt;
      case plan::Compare::kLess:
        stretch = Intersect(stretch, {std::nullopt, End{*limit, false}});
        break;
      case plan::Compare::kLessEqual: stretch = Intersect(stretch, Interval::AtMost(*limit)); break;
      case plan::Compare::kGreater:
        stretch = Intersect(stretch, {End{*limit, false}, std::nullopt});
        break;
      case plan::Compare::kGreaterEqual:
        stretch = Intersect(stretch, Interval::AtLeast(*limit));
        break;
    }
  }
  return stretch;
}

std::optional<Cells<int>> RowsOn(
    const Plan& plan, const Node& ladder, const Interval& domain, const World& world
) {
  Cells<int> rows = Constantly(domain, -1);
  int row = 0;
  for (const plan::Rung& rung : ladder.rungs) {
    const auto stretch = RowStretch(plan, rung, world);
    if (!stretch) {
      return std::nullopt;
    }
    rows = Merge<int>(rows, Membership(domain, *stretch), [row](int before, bool applies) {
      return applies ? row : before;
    });
    ++row;
  }
  return rows;
}

}  // namespace slate::analysis
