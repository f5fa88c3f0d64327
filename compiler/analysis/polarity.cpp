// SPDX-License-Identifier: Apache-2.0
#include "compiler/analysis/polarity.h"

#include <algorithm>
#include <map>

#include "compiler/analysis/function.h"
#include "compiler/analysis/range.h"

namespace slate::analysis {

namespace {

using plan::Node;
using plan::Op;

class Polarities {
 public:
  Polarities(const Plan& plan, const World& world, const Movement& moves)
      : plan_(plan), world_(world), moves_(moves) {}

  Polarity Of(NodeId id) {
    if (const auto own = moves_(id)) {
      return *own;
    }
    if (const auto known = known_.find(id); known != known_.end()) {
      return known->second;
    }
    if (depth_ >= kDeepest) {
      return Polarity::kBoth;
    }
    ++depth_;
    const Polarity polarity = ByOp(plan_[id]);
    --depth_;
    known_[id] = polarity;
    return polarity;
  }

 private:
  Polarity Arg(const Node& node, std::size_t i) {
    return i < node.args.size() ? Of(node.args[i]) : Polarity::kNone;
  }

  Polarity JoinArgs(const Node& node) {
    Polarity all = Polarity::kNone;
    for (const NodeId arg : node.args) {
      all = Join(all, Of(arg));
    }
    return all;
  }
  // Moves in a way that is not analysed, if it moves.
  static Polarity Either(Polarity a) { return a == Polarity::kNone ? a : Polarity::kBoth; }

  Polarity ByOp(const Node& node) {
    switch (node.op) {
      case Op::kAdd:
      case Op::kMin:
      case Op::kMax:
      case Op::kAnd:
      case Op::kOr:
      case Op::kOtherwise:
      case Op::kUnion:
      case Op::kIntersect:
      case Op::kLength: return JoinArgs(node);
      case Op::kSubtract:
      case Op::kExcept: return Join(Arg(node, 0), Flip(Arg(node, 1)));
      case Op::kNegate:
      case Op::kNot: return Flip(Arg(node, 0));
      case Op::kFloor:
      case Op::kCeil:
      case Op::kHalfUp:
      case Op::kHalfEven: return Join(Arg(node, 0), Either(Arg(node, 1)));
      case Op::kMultiply: return OfProduct(node);
      case Op::kDivide: return OfQuotient(node);
      case Op::kAbs:
        return IsNotNegative(RangeOf(plan_, node.args[0], world_)) ? Arg(node, 0)
                                                                   : Either(Arg(node, 0));
      case Op::kCompare: return OfCompare(node);
      case Op::kMeets: return Join(Flip(Arg(node, 0)), Arg(node, 1));
      case Op::kIf: return OfIf(node);
      case Op::kTable: return OfTable(node);
      case Op::kLadder: return OfLadder(node);
      case Op::kLasting:
      case Op::kBridging:
      case Op::kBeyond: return Join(Arg(node, 0), Either(Arg(node, 1)));
      case Op::kWithin: return Join(Either(Arg(node, 0)), Arg(node, 1));
      case Op::kUpto: return Join(Arg(node, 0), Arg(node, 1));
      case Op::kSpansOfRows:
      case Op::kSpansOfSlots:
        return node.rollup && plan_[*node.rollup].where ? Of(*plan_[*node.rollup].where)
                                                        : Polarity::kNone;
      case Op::kSpansOfBins:
        return Join(Either(JoinArgs(node)), node.where ? Of(*node.where) : Polarity::kNone);
      case Op::kRollup:
        return node.rollup ? OfRows(
                                 plan_[*node.rollup].aggregate,
                                 plan_[*node.rollup].where,
                                 plan_[*node.rollup].body
                             )
                           : Polarity::kNone;
      case Op::kAggregate: return OfAggregate(node);
      case Op::kResult: return OfResult(node);
      default: return Either(JoinArgs(node));
    }
  }

  static Polarity Scaled(Polarity a, const Interval& by) {
    if (IsNotNegative(by)) {
      return a;
    }
    return IsNotPositive(by) ? Flip(a) : Either(a);
  }
  Polarity OfProduct(const Node& node) {
    Polarity all = Polarity::kNone;
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      Interval others = Interval::Point(1);
      for (std::size_t j = 0; j < node.args.size(); ++j) {
        others = i == j ? others : Multiply(others, SignOf(node.args[j]));
      }
      all = Join(all, Scaled(Of(node.args[i]), others));
    }
    return all;
  }
  Polarity OfQuotient(const Node& node) {
    const Polarity above = Scaled(Arg(node, 0), SignOf(node.args[1]));
    return Join(above, Scaled(Flip(Arg(node, 1)), SignOf(node.args[0])));
  }
  // Facts such as fees are taken to be positive.
  Interval SignOf(NodeId id) {
    const Interval range = RangeOf(plan_, id, world_);
    return plan_[id].op == Op::kGiven ? Intersect(range, Interval::AtLeast(0)) : range;
  }

  Polarity OfCompare(const Node& node) {
    const Polarity a = Arg(node, 0);
    const Polarity b = Arg(node, 1);
    switch (node.compare) {
      case plan::Compare::kGreater:
      case plan::Compare::kGreaterEqual: return Join(a, Flip(b));
      case plan::Compare::kLess:
      case plan::Compare::kLessEqual: return Join(Flip(a), b);
      case plan::Compare::kEqual:
      case plan::Compare::kNotEqual: {
        const bool truth = plan_[node.args[0]].type.kind == plan::Type::Kind::kBool &&
                           a != Polarity::kNone && b == Polarity::kNone;
        const bool* value = truth ? std::get_if<bool>(&plan_[node.args[1]].constant) : nullptr;
        return value == nullptr                                      ? Either(Join(a, b))
               : (*value == (node.compare == plan::Compare::kEqual)) ? a
                                                                     : Flip(a);
      }
    }
    return Polarity::kBoth;
  }

  Polarity OfIf(const Node& node) {
    const Polarity branches = Join(Arg(node, 1), Arg(node, 2));
    const Polarity condition = Arg(node, 0);
    if (condition == Polarity::kNone) {
      return branches;
    }
    const auto then = plan_[node.args[1]].type.kind == plan::Type::Kind::kNumber
                          ? ConstantOf(plan_, node.args[1], world_)
                          : std::nullopt;
    const auto otherwise = then ? ConstantOf(plan_, node.args[2], world_) : std::nullopt;
    if (!then || !otherwise) {
      return Polarity::kBoth;
    }
    return *then >= *otherwise ? condition : Flip(condition);
  }

  Polarity OfTable(const Node& node) {
    if (const auto row = RowOf(plan_, node, world_)) {
      return Of(*row);
    }
    Polarity all = Either(JoinArgs(node));
    for (const plan::TableRow& row : node.rows) {
      all = Join(all, Of(row.value));
    }
    return node.fallback ? Join(all, Of(*node.fallback)) : all;
  }

  Polarity OfLadder(const Node& node) {
    Polarity all = Polarity::kNone;
    for (const plan::Rung& rung : node.rungs) {
      all = Join(all, Of(rung.value));
      for (const plan::Bound& bound : rung.bounds) {
        all = Join(all, Either(Of(bound.value)));
      }
    }
    if (node.fallback) {
      all = Join(all, Of(*node.fallback));
    }
    const Polarity x = Arg(node, 0);
    return x == Polarity::kNone ? all : Join(all, Compose(Climb(node), x));
  }

  // How a ladder of constants moves with what it looks up.
  Polarity Climb(const Node& node) {
    const Interval range = RangeOf(plan_, node.args[0], world_);
    const auto rows = RowsOn(plan_, node, range, world_);
    PiecewiseLinear f;
    for (const auto& cell : rows.value_or(Cells<int>{})) {
      const auto value = cell.value >= 0
                             ? std::optional(node.rungs[static_cast<std::size_t>(cell.value)].value)
                             : node.fallback;
      const auto constant = value ? ConstantOf(plan_, *value, world_) : std::nullopt;
      if (!constant && value) {
        return Polarity::kBoth;
      }
      Append(f.cells, cell.where, constant ? std::optional(Line{0, *constant}) : std::nullopt);
    }
    if (!rows) {
      return Polarity::kBoth;
    }
    if (!FirstFall(f, range, Going::kUp)) {
      return Polarity::kUp;
    }
    return FirstFall(f, range, Going::kDown) ? Polarity::kBoth : Polarity::kDown;
  }

  Polarity OfRows(
      plan::Aggregate aggregate, std::optional<NodeId> where, std::optional<NodeId> body
  ) {
    using A = plan::Aggregate;
    const Polarity selection = where ? Of(*where) : Polarity::kNone;
    const Polarity value = body ? Of(*body) : Polarity::kNone;
    switch (aggregate) {
      case A::kCount:
      case A::kDistinct: return selection;
      case A::kSum: {
        const bool adds = !body || IsNotNegative(RangeOf(plan_, *body, world_));
        return Join(adds ? selection : Either(selection), value);
      }
      case A::kAny: return Join(selection, value);
      case A::kAll: return Join(Flip(selection), value);
      case A::kShare:
      case A::kMean:
      case A::kMin:
      case A::kMax:
      case A::kPercentile: return Join(Either(selection), value);
    }
    return Polarity::kBoth;
  }

  Polarity OfAggregate(const Node& node) {
    const Polarity inside = OfRows(node.aggregate, node.where, node.body);
    return Join(
        inside, Either(JoinArgs(node))
    );  // runs join and part: their number moves either way
  }

  Polarity OfResult(const Node& node) {
    const bool plain =
        node.field == "value" || node.field == "target" || node.field.substr(0, 4) == "let:";
    const auto line = plain ? LineOf(plan_, node) : std::nullopt;
    return line ? Of(*line) : Polarity::kNone;
  }

  const Plan& plan_;
  const World& world_;
  const Movement& moves_;
  int depth_ = 0;
  std::map<NodeId, Polarity> known_ = {};
};

plan::Column::Direction DirectionOf(const Plan& plan, const Node& column) {
  const plan::Input* input = FindInput(plan, column.input);
  if (input == nullptr) {
    return plan::Column::Direction::kNone;
  }
  const auto found = std::find_if(input->columns.begin(), input->columns.end(), [&](const auto& c) {
    return c.name == column.name;
  });
  return found == input->columns.end() ? plan::Column::Direction::kNone : found->direction;
}

}  // namespace

Polarity Flip(Polarity a) {
  switch (a) {
    case Polarity::kUp: return Polarity::kDown;
    case Polarity::kDown: return Polarity::kUp;
    case Polarity::kNone:
    case Polarity::kBoth: return a;
  }
  return a;
}

Polarity Join(Polarity a, Polarity b) {
  if (a == Polarity::kNone || a == b) {
    return b;
  }
  return b == Polarity::kNone ? a : Polarity::kBoth;
}

Polarity Compose(Polarity outer, Polarity inner) {
  if (outer == Polarity::kNone || inner == Polarity::kNone) {
    return Polarity::kNone;
  }
  if (outer == Polarity::kBoth || inner == Polarity::kBoth) {
    return Polarity::kBoth;
  }
  return outer == Polarity::kUp ? inner : Flip(inner);
}

Polarity PolarityOf(const Plan& plan, NodeId node, const World& world, const Movement& moves) {
  return Polarities(plan, world, moves).Of(node);
}

Polarity PolarityIn(const Plan& plan, NodeId node, NodeId part, const World& world) {
  return PolarityOf(plan, node, world, [part](NodeId id) {
    return id == part ? std::optional(Polarity::kUp) : std::nullopt;
  });
}

Polarity PolarityOfWorse(const Plan& plan, NodeId node, const World& world) {
  return PolarityOf(plan, node, world, [&](NodeId id) -> std::optional<Polarity> {
    if (plan[id].op != plan::Op::kColumn) {
      return std::nullopt;
    }
    switch (DirectionOf(plan, plan[id])) {
      case plan::Column::Direction::kGood: return Polarity::kDown;
      case plan::Column::Direction::kBad: return Polarity::kUp;
      case plan::Column::Direction::kNone: return Polarity::kNone;
    }
    return Polarity::kNone;
  });
}

}  // namespace slate::analysis
