// SPDX-License-Identifier: Apache-2.0
#include "compiler/analysis/range.h"

#include <algorithm>
#include <utility>

#include "compiler/analysis/stepping.h"

namespace slate::analysis {

namespace {

using plan::Node;
using plan::Op;

constexpr std::int64_t kHour = 3'600'000'000'000;

class Ranges {
 public:
  Ranges(const Plan& plan, const World& world) : plan_(plan), world_(world) {}

  Interval Of(NodeId id) {
    if (const auto known = known_.find(id); known != known_.end()) {
      return known->second;
    }
    if (depth_ >= kDeepest) {
      return ByType(plan_[id].type);
    }
    ++depth_;
    Interval range = Intersect(ByType(plan_[id].type), ByOp(id, plan_[id]));
    --depth_;
    known_[id] = range;
    return range;
  }

 private:
  static Interval ByType(const plan::Type& type) {
    switch (type.range) {
      case plan::Type::Range::kShare: return Interval::Closed(0, 1);
      case plan::Type::Range::kCount: return Interval::AtLeast(0);
      case plan::Type::Range::kAny: return Interval::All();
    }
    return Interval::All();
  }

  Interval Arg(const Node& node, std::size_t i) {
    return i < node.args.size() ? Of(node.args[i]) : Interval::All();
  }

  Interval ByOp(NodeId id, const Node& node) {
    switch (node.op) {
      case Op::kConst: return OfConstant(node);
      case Op::kParam: return OfParam(id);
      case Op::kGiven: return OfGiven(node);
      case Op::kAdd: return Fold(node, Add);
      case Op::kSubtract: return Fold(node, Subtract);
      case Op::kMultiply: return Fold(node, Multiply);
      case Op::kDivide: return Quotient(node);
      case Op::kNegate: return Negate(Arg(node, 0));
      case Op::kMin: return Fold(node, Least);
      case Op::kMax: return Fold(node, Greatest);
      case Op::kAbs: return Magnitude(Arg(node, 0));
      case Op::kFloor:
      case Op::kCeil:
      case Op::kHalfUp:
      case Op::kHalfEven: return Stepped(node);
      case Op::kIf: return Hull(Arg(node, 1), Arg(node, 2));
      case Op::kOtherwise: return Hull(Arg(node, 0), Arg(node, 1));
      case Op::kTable:
      case Op::kLadder: return OfRows(node);
      case Op::kLength: return OfLength(node);
      case Op::kRunLength: return Interval{End{Rational(0), false}, std::nullopt};
      case Op::kDays: return OfDays(node);
      case Op::kRollup: return OfRollup(node);
      case Op::kAggregate: return OfAggregate(node.aggregate, node.body);
      case Op::kResult: return OfResult(node);
      default: return Interval::All();
    }
  }

  static Interval OfConstant(const Node& node) {
    const auto* value = std::get_if<Rational>(&node.constant);
    return value != nullptr ? Interval::Point(*value) : Interval::All();
  }
  Interval OfParam(NodeId id) {
    const auto found = world_.numbers.find(id);
    return found != world_.numbers.end() ? Interval::Point(found->second) : Interval::All();
  }
  Interval OfGiven(const Node& node) {
    const plan::Given* given = FindGiven(plan_, node.name);
    if (given == nullptr || !given->value || given->dated ||
        world_.givens == World::Givens::kOpen) {
      return Interval::All();
    }
    return RangeOf(plan_, *given->value, Inside(plan_, world_, given->keys, node.args));
  }
  Interval OfResult(const Node& node) {
    const plan::Objective* objective = FindObjective(plan_, node.name);
    const auto line = LineOf(plan_, node);
    return objective != nullptr && line
               ? Ranges(plan_, Inside(plan_, world_, objective->keys, node.args), depth_).Of(*line)
               : Interval::All();
  }

  Interval Fold(const Node& node, Interval (*f)(const Interval&, const Interval&)) {
    Interval range = Arg(node, 0);
    for (std::size_t i = 1; i < node.args.size(); ++i) {
      range = f(range, Of(node.args[i]));
    }
    return range;
  }

  // A part of something is at most all of it.
  Interval Quotient(const Node& node) {
    const Node& a = plan_[node.args[0]];
    const Node& b = plan_[node.args[1]];
    if (a.op == Op::kLength && b.op == Op::kLength && IsPartOf(plan_, a.args[0], b.args[0])) {
      return Interval::Closed(0, 1);
    }
    const Interval divisor = Arg(node, 1);
    const bool from_zero = divisor.low && divisor.low->value.is_zero();  // x / 0 has no value
    return Divide(
        Arg(node, 0), from_zero ? Interval{End{Rational(0), false}, divisor.high} : divisor
    );
  }

  Interval Stepped(const Node& node) {
    const Interval step = Arg(node, 1);
    const Interval x = Arg(node, 0);
    if (!step.is_point() || step.low->value.sign() <= 0) {
      return IsNotNegative(x) ? Interval::AtLeast(0) : Interval::All();
    }
    const auto round = [&](const std::optional<End>& end) {
      return end ? std::optional(End{exact::RoundTo(end->value, step.low->value, ModeOf(node.op))})
                 : std::nullopt;
    };
    return {round(x.low), round(x.high)};
  }

  Interval OfRows(const Node& node) {
    if (node.op == Op::kTable) {
      if (const auto row = RowOf(plan_, node, world_)) {
        return Of(*row);
      }
    }
    std::optional<Interval> range;
    const auto take = [&](NodeId value) {
      range = range ? Hull(*range, Of(value)) : Of(value);
    };
    for (const plan::TableRow& row : node.rows) {
      take(row.value);
    }
    for (const plan::Rung& rung : node.rungs) {
      take(rung.value);
    }
    if (node.fallback) {
      take(*node.fallback);
    }
    return range.value_or(Interval::All());
  }

  Interval OfLength(const Node& node) {
    const Op of = plan_[node.args[0]].op;
    if (of == Op::kWholePeriod) {
      return LengthOf(world_.period);
    }
    if (!IsInPeriod(plan_, node.args[0])) {
      return Interval::AtLeast(0);
    }
    return {End{Rational(0), of != Op::kPeriod}, LengthOf(world_.period).high};
  }
  Interval OfDays(const Node& node) {
    const Op of = plan_[node.args[0]].op;
    if (of != Op::kPeriod && of != Op::kWholePeriod) {
      return Interval::AtLeast(0);
    }
    return {End{Rational(1)}, DaysOf(world_.period).high};
  }

  Interval OfRollup(const Node& node) {
    return node.rollup ? OfAggregate(plan_[*node.rollup].aggregate, plan_[*node.rollup].body)
                       : Interval::All();
  }
  Interval OfAggregate(plan::Aggregate aggregate, std::optional<NodeId> body) {
    using A = plan::Aggregate;
    switch (aggregate) {
      case A::kCount:
      case A::kDistinct: return Interval::AtLeast(0);
      case A::kShare: return Interval::Closed(0, 1);
      case A::kSum:
        return body && IsNotNegative(Of(*body)) ? Interval::AtLeast(0) : Interval::All();
      case A::kMean:
      case A::kMin:
      case A::kMax:
      case A::kPercentile: return body ? Of(*body) : Interval::All();
      case A::kAny:
      case A::kAll: return Interval::All();
    }
    return Interval::All();
  }

  Ranges(const Plan& plan, World world, int depth)
      : plan_(plan), own_(std::move(world)), world_(own_), depth_(depth) {}

  const Plan& plan_;
  World own_ = {};
  const World& world_;
  int depth_ = 0;
  std::map<NodeId, Interval> known_ = {};
};

}  // namespace

Interval RangeOf(const Plan& plan, NodeId node, const World& world) {
  return Ranges(plan, world).Of(node);
}

bool IsInPeriod(const Plan& plan, NodeId spans) {
  const Node& node = plan[spans];
  switch (node.op) {
    case Op::kPeriod:
    case Op::kWholePeriod: return true;
    case Op::kIntersect: return IsInPeriod(plan, node.args[0]) || IsInPeriod(plan, node.args[1]);
    case Op::kUnion: return IsInPeriod(plan, node.args[0]) && IsInPeriod(plan, node.args[1]);
    case Op::kExcept:
    case Op::kLasting:
    case Op::kBeyond:
    case Op::kUpto: return IsInPeriod(plan, node.args[0]);
    case Op::kResult: {
      const auto line = LineOf(plan, node);
      return line && IsInPeriod(plan, *line);
    }
    default: return false;
  }
}

bool IsPartOf(const Plan& plan, NodeId inner, NodeId outer) {
  if (inner == outer) {
    return true;
  }
  const Node& node = plan[inner];
  switch (node.op) {
    case Op::kIntersect:
      return IsPartOf(plan, node.args[0], outer) || IsPartOf(plan, node.args[1], outer);
    case Op::kExcept:
    case Op::kLasting:
    case Op::kBeyond:
    case Op::kUpto: return IsPartOf(plan, node.args[0], outer);
    case Op::kPeriod: return plan[outer].op == Op::kWholePeriod;
    case Op::kResult: {
      const auto line = LineOf(plan, node);
      return line && IsPartOf(plan, *line, outer);
    }
    default: return false;
  }
}

Interval DaysOf(const plan::Rhythm& rhythm) {
  using Unit = plan::Rhythm::Unit;
  switch (rhythm.unit) {
    case Unit::kDay: return Interval::Point(1);
    case Unit::kWeek: return Interval::Point(7);
    case Unit::kMonth: return Interval::Closed(28, 31);
    case Unit::kQuarter: return Interval::Closed(90, 92);
    case Unit::kYear: return Interval::Closed(365, 366);
    case Unit::kDays: return Interval::Point(rhythm.count);
    case Unit::kTerm: return Interval::AtLeast(1);
  }
  return Interval::AtLeast(1);
}

Interval LengthOf(const plan::Rhythm& rhythm) {
  Interval length = Multiply(DaysOf(rhythm), Interval::Point(Rational(24) * kHour));
  length.low->value -= kHour;
  if (length.high) {
    length.high->value += kHour;
  }
  return length;
}

}  // namespace slate::analysis
