// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/order.h"

#include <algorithm>

#include "compiler/analysis/function.h"
#include "compiler/analysis/polarity.h"
#include "compiler/analysis/range.h"
#include "compiler/diff/joint_names.h"
#include "compiler/diff/same_function.h"

namespace slate::diff {

namespace {

using analysis::Interval;
using analysis::RangeOf;
using plan::Node;
using plan::Op;

bool IsLess(const Interval& a, const Interval& b) {
  return a.high && b.low && a.high->value <= b.low->value;
}

bool IsWrapper(Op op) {
  switch (op) {
    case Op::kExcept:
    case Op::kBeyond:
    case Op::kUpto:
    case Op::kLasting:
    case Op::kBridging:
    case Op::kIntersect:
    case Op::kUnion:
    case Op::kAnd:
    case Op::kOr:
    case Op::kMin:
    case Op::kMax: return true;
    default: return false;
  }
}

bool Shrinks(Op op) {
  return op == Op::kExcept || op == Op::kBeyond || op == Op::kUpto || op == Op::kLasting ||
         op == Op::kIntersect || op == Op::kAnd || op == Op::kMin;
}

// Parts any of which the whole is a part of, or has in it.
bool AnyPart(Op op) {
  return op == Op::kIntersect || op == Op::kUnion || op == Op::kAnd || op == Op::kOr ||
         op == Op::kMin || op == Op::kMax;
}

}  // namespace

Order Orders::Of(NodeId before, NodeId after) {
  return Compare(before, after);
}

Order Orders::Compare(NodeId before, NodeId after) {
  if (before == after) {
    return Order::kSame;
  }
  const auto pair = std::pair(before, after);
  if (const auto known = known_.find(pair); known != known_.end()) {
    return known->second;
  }
  if (depth_ >= analysis::kDeepest) {
    return Order::kUnknown;
  }
  ++depth_;
  const std::size_t inner = pivots_.size();
  Order order = ByValues(before, after);
  if (order == Order::kUnknown) {
    order = ByOp(before, after);
  }
  if (order == Order::kUnknown) {
    const std::vector<Pivot> tried(
        pivots_.begin() + static_cast<std::ptrdiff_t>(inner), pivots_.end()
    );
    pivots_.resize(inner);
    order = ByWrapping(before, after);
    if (order == Order::kUnknown) {
      pivots_.insert(pivots_.end(), tried.begin(), tried.end());
    }
  }
  --depth_;
  known_[pair] = order;
  if (pivots_.size() == inner && order != Order::kSame) {
    pivots_.push_back({.in = {}, .before = before, .after = after});
  }
  return order;
}

// Numbers whose ranges do not overlap, above all constants.
Order Orders::ByValues(NodeId before, NodeId after) const {
  const Node& a = nodes_[before];
  const Node& b = nodes_[after];
  if (a.type.kind == plan::Type::Kind::kBool && a.op == Op::kConst && b.op == Op::kConst) {
    return std::get<bool>(b.constant) ? Order::kMore : Order::kLess;
  }
  if (a.type.kind == plan::Type::Kind::kDate && a.op == Op::kConst && b.op == Op::kConst) {
    const auto* x = std::get_if<plan::Date>(&a.constant);
    const auto* y = std::get_if<plan::Date>(&b.constant);
    return x != nullptr && y != nullptr ? (x->day < y->day ? Order::kMore : Order::kLess)
                                        : Order::kUnknown;
  }
  if (a.type.kind != plan::Type::Kind::kNumber || b.type.kind != plan::Type::Kind::kNumber ||
      a.type.unit != b.type.unit || a.type.optional || b.type.optional) {
    return Order::kUnknown;
  }
  const Interval x = RangeOf(nodes_, before, world_);
  const Interval y = RangeOf(nodes_, after, world_);
  if (x.is_point() && x == y) {
    return Order::kSame;
  }
  return IsLess(x, y) ? Order::kMore : IsLess(y, x) ? Order::kLess : Order::kUnknown;
}

Order Orders::Arg(const Node& a, const Node& b, std::size_t i) {
  return i < a.args.size() && i < b.args.size() ? Compare(a.args[i], b.args[i]) : Order::kUnknown;
}

Order Orders::Args(const Node& a, const Node& b, std::size_t from) {
  if (a.args.size() != b.args.size()) {
    return Order::kUnknown;
  }
  Order all = Order::kSame;
  for (std::size_t i = from; i < a.args.size(); ++i) {
    all = Join(all, Arg(a, b, i));
  }
  return all;
}

Order Orders::Maybe(std::optional<NodeId> a, std::optional<NodeId> b, Order if_added) {
  if (a && b) {
    return Compare(*a, *b);
  }
  if (!a && !b) {
    return Order::kSame;
  }
  pivots_.push_back({.in = {}, .before = a, .after = b});
  return a ? Flip(if_added) : if_added;
}

Order Orders::ByOp(NodeId before, NodeId after) {
  const Node& a = nodes_[before];
  const Node& b = nodes_[after];
  if (a.op == Op::kTable || b.op == Op::kTable) {
    return Table(a, b);
  }
  if (a.op != b.op) {
    return Order::kUnknown;
  }
  switch (a.op) {
    case Op::kAdd:
    case Op::kMin:
    case Op::kMax:
    case Op::kAnd:
    case Op::kOr:
    case Op::kUnion:
    case Op::kIntersect: return Gathered(before, after);
    case Op::kMultiply: return Product(before, after);
    case Op::kSubtract: return Against(Arg(a, b, 0), Arg(a, b, 1));
    case Op::kNegate:
    case Op::kNot: return Flip(Arg(a, b, 0));
    case Op::kDivide: return Quotient(a, b);
    case Op::kFloor:
    case Op::kCeil:
    case Op::kHalfUp:
    case Op::kHalfEven: return a.args[1] == b.args[1] ? Arg(a, b, 0) : Order::kUnknown;
    case Op::kCompare:
    case Op::kMeets: return Comparison(a, b);
    case Op::kIf: return Choice(a, b);
    case Op::kOtherwise: return Args(a, b, 0);
    case Op::kLadder: return Ladder(before, after);
    case Op::kLength: return Arg(a, b, 0);
    case Op::kWithin: return a.args[0] == b.args[0] ? Arg(a, b, 1) : Order::kUnknown;
    case Op::kRange: return Join(Flip(Arg(a, b, 0)), Arg(a, b, 1));
    case Op::kDateStart:
    case Op::kDateEnd:
    case Op::kDateOf: return Arg(a, b, 0);
    case Op::kAddTime:
    case Op::kAddDates:
    case Op::kAddWorkDays:
    case Op::kDeadline: return Clock(a, b);
    case Op::kCalendar: return CalendarOrder(a, b);
    case Op::kSpansOfRows:
    case Op::kSpansOfSlots:
    case Op::kRollup: return Rows(a, b);
    case Op::kSpansOfBins: return Spans(a, b);
    case Op::kExcept:
    case Op::kLasting:
    case Op::kBridging:
    case Op::kBeyond:
    case Op::kUpto:
    case Op::kStartingIn:
    case Op::kEndingIn: return SpanLink(before, after);
    case Op::kAggregate: return Aggregated(a, b);
    case Op::kResult: return Verdict(a, b);
    case Op::kPrevious: return Earlier(before, after);
    default: return Order::kUnknown;
  }
}

// x beside `x except y`, `x and y`, `min(x, y)`.
Order Orders::ByWrapping(NodeId before, NodeId after) {
  const Order into = Wrapped(before, after);
  if (into != Order::kUnknown) {
    return into;
  }
  return Flip(Wrapped(after, before));
}

// From `inner` to `outer`, if one of outer's parts is inner, or on outer's side of it.
Order Orders::Wrapped(NodeId inner, NodeId outer) {
  const Node& node = nodes_[outer];
  if (!IsWrapper(node.op) || node.type.optional || nodes_[inner].type.optional ||
      node.type.kind != nodes_[inner].type.kind) {
    return Order::kUnknown;
  }
  if (node.op == Op::kLasting &&
      (node.compare == plan::Compare::kLess || node.compare == plan::Compare::kLessEqual)) {
    return Compare(inner, node.args[0]) == Order::kSame ? Order::kLess : Order::kUnknown;
  }
  const Order effect = Shrinks(node.op) ? Order::kLess : Order::kMore;
  const std::size_t parts = AnyPart(node.op) ? node.args.size() : 1;
  for (std::size_t i = 0; i < parts; ++i) {
    const std::size_t seen = pivots_.size();
    const Order order = Compare(inner, node.args[i]);
    if (order == Order::kSame || order == effect) {
      pivots_.push_back({.in = outer, .before = inner, .after = outer});
      return effect;
    }
    pivots_.resize(seen);
  }
  return Order::kUnknown;
}

// What one more operand does.
Order Orders::Extra(const Node& node, NodeId extra) const {
  if (nodes_[extra].type.optional) {
    return Order::kUnknown;
  }
  if (node.op == Op::kAdd) {
    const Interval range = RangeOf(nodes_, extra, world_);
    return analysis::IsNotNegative(range)   ? Order::kMore
           : analysis::IsNotPositive(range) ? Order::kLess
                                            : Order::kUnknown;
  }
  return Shrinks(node.op) ? Order::kLess : Order::kMore;
}

// Operands whose order says nothing: equal ones on both sides fall away.
Order Orders::Gathered(NodeId before, NodeId after) {
  const Node& a = nodes_[before];
  const Node& b = nodes_[after];
  Ids lost;
  Ids come;
  std::set_difference(
      a.args.begin(), a.args.end(), b.args.begin(), b.args.end(), std::back_inserter(lost)
  );
  std::set_difference(
      b.args.begin(), b.args.end(), a.args.begin(), a.args.end(), std::back_inserter(come)
  );
  Order all = Order::kSame;
  const std::size_t pairs = std::min(lost.size(), come.size());
  for (std::size_t i = 0; i < pairs; ++i) {
    // The partner that is comparable, else the first.
    std::size_t partner = i;
    Order order = Order::kUnknown;
    for (std::size_t j = i; j < come.size() && order == Order::kUnknown; ++j) {
      const std::size_t seen = pivots_.size();
      order = Compare(lost[i], come[j]);
      partner = j;
      if (order == Order::kUnknown && j + 1 < come.size()) {
        pivots_.resize(seen);
      }
    }
    std::swap(come[i], come[partner]);
    all = Join(all, order);
  }
  for (std::size_t i = pairs; i < lost.size(); ++i) {
    pivots_.push_back({.in = before, .before = lost[i], .after = {}});
    all = Join(all, Flip(Extra(a, lost[i])));
  }
  for (std::size_t i = pairs; i < come.size(); ++i) {
    pivots_.push_back({.in = after, .before = {}, .after = come[i]});
    all = Join(all, Extra(b, come[i]));
  }
  return all;
}

// Facts such as fees are taken to be positive.
Order Orders::Scaled(Order order, const Ids& others) const {
  Interval sign = Interval::Point(1);
  for (const NodeId id : others) {
    const Interval range = RangeOf(nodes_, id, world_);
    const bool fact = nodes_[id].op == Op::kGiven;
    sign = Multiply(sign, fact ? Intersect(range, Interval::AtLeast(0)) : range);
  }
  if (analysis::IsNotNegative(sign)) {
    return order;
  }
  return analysis::IsNotPositive(sign) ? Flip(order) : Order::kUnknown;
}

Order Orders::Product(NodeId before, NodeId after) {
  const Node& a = nodes_[before];
  const Node& b = nodes_[after];
  Ids common;
  Ids lost;
  Ids come;
  std::set_intersection(
      a.args.begin(), a.args.end(), b.args.begin(), b.args.end(), std::back_inserter(common)
  );
  std::set_difference(
      a.args.begin(), a.args.end(), b.args.begin(), b.args.end(), std::back_inserter(lost)
  );
  std::set_difference(
      b.args.begin(), b.args.end(), a.args.begin(), a.args.end(), std::back_inserter(come)
  );
  if (lost.size() == 1 && come.size() == 1) {
    return Scaled(Compare(lost[0], come[0]), common);
  }
  if (lost.size() == come.size() && lost.size() == 2) {
    // Two factors changed: each step alone, the other ones not negative.
    Ids first = common;
    first.push_back(lost[1]);
    Ids second = common;
    second.push_back(come[0]);
    return Join(
        Scaled(Compare(lost[0], come[0]), first), Scaled(Compare(lost[1], come[1]), second)
    );
  }
  return Order::kUnknown;
}

Order Orders::Quotient(const Node& a, const Node& b) {
  if (a.args[1] == b.args[1]) {
    return Scaled(Arg(a, b, 0), {a.args[1]});
  }
  const Interval x = RangeOf(nodes_, a.args[1], world_);
  const Interval y = RangeOf(nodes_, b.args[1], world_);
  if (!analysis::IsPositive(x) || !analysis::IsPositive(y)) {
    // A changed base can be empty, and what is measured against it changes with it.
    Compare(a.args[1], b.args[1]);
    return Order::kEither;
  }
  const Order below = Scaled(Flip(Arg(a, b, 1)), {a.args[0], b.args[0]});
  return a.args[0] == b.args[0] ? below : Join(below, Arg(a, b, 0));
}

Order Orders::Comparison(const Node& a, const Node& b) {
  using plan::Compare;
  Compare from = a.compare;
  Compare to = b.compare;
  Order sign = Order::kSame;
  if (from != to) {
    const auto is_less = [](Compare c) {
      return c == Compare::kLess || c == Compare::kLessEqual;
    };
    if (!is_less(from) || !is_less(to)) {
      return Order::kUnknown;
    }
    sign = to == Compare::kLessEqual ? Order::kMore : Order::kLess;
    pivots_.push_back({.in = {}, .before = a.args[0], .after = b.args[0]});
  }
  if (from == Compare::kEqual || from == Compare::kNotEqual) {
    return Order::kUnknown;
  }
  return Join(sign, Join(Flip(Arg(a, b, 0)), Arg(a, b, 1)));
}

Order Orders::Choice(const Node& a, const Node& b) {
  const Order branches = Join(Arg(a, b, 1), Arg(a, b, 2));
  if (a.args[0] == b.args[0]) {
    return branches;
  }
  const Order condition = Arg(a, b, 0);
  // Which branch is more is asked of both texts, so that it does not matter which changes first.
  const auto climb = [&](const Node& node) {
    const std::size_t seen = pivots_.size();
    const Order order = Compare(node.args[2], node.args[1]);
    pivots_.resize(seen);
    return order;
  };
  const auto by_condition = [&](Order rise) {
    return rise == Order::kMore   ? condition
           : rise == Order::kLess ? Flip(condition)
           : rise == Order::kSame ? Order::kSame
                                  : Order::kUnknown;
  };
  const Order rise = climb(b);
  return Join(branches, by_condition(rise == Order::kUnknown ? climb(a) : rise));
}

Order Orders::Table(const Node& a, const Node& b) {
  const auto row = [&](const Node& node) {
    return node.op == Op::kTable ? analysis::RowOf(nodes_, node, world_) : std::nullopt;
  };
  if (a.op == Op::kTable && b.op == Op::kTable && a.args == b.args) {
    if (const auto x = row(a), y = row(b); x && y) {
      return Compare(*x, *y);
    }
    Order all = Maybe(a.fallback, b.fallback, Order::kUnknown);
    const auto find = [](const Node& node, const plan::TableRow& wanted) {
      const auto found = std::find_if(node.rows.begin(), node.rows.end(), [&](const auto& r) {
        return r.labels == wanted.labels;
      });
      return found != node.rows.end() ? std::optional(found->value) : node.fallback;
    };
    for (const plan::TableRow& x : a.rows) {
      const auto y = find(b, x);
      all = Join(all, y ? Compare(x.value, *y) : Order::kUnknown);
    }
    for (const plan::TableRow& y : b.rows) {
      const auto x = find(a, y);
      all = Join(all, x ? Compare(*x, y.value) : Order::kUnknown);
    }
    return all;
  }
  return Order::kUnknown;
}

Order Orders::Ladder(NodeId before, NodeId after) {
  const Node& a = nodes_[before];
  const Node& b = nodes_[after];
  const bool same_x = a.args[0] == b.args[0];
  if (same_x) {
    return ByFunction(before, after);
  }
  const auto polarity = analysis::PolarityIn(nodes_, after, b.args[0], world_);
  Node moved = a;
  moved.args = b.args;
  const bool same_rows =
      a.fallback == b.fallback && a.rungs.size() == b.rungs.size() &&
      std::equal(a.rungs.begin(), a.rungs.end(), b.rungs.begin(), [](auto& x, auto& y) {
        return x.value == y.value && x.bounds.size() == y.bounds.size() &&
               std::equal(x.bounds.begin(), x.bounds.end(), y.bounds.begin(), [](auto& p, auto& q) {
                 return p.compare == q.compare && p.value == q.value;
               });
      });
  if (!same_rows) {
    return Order::kUnknown;
  }
  switch (polarity) {
    case analysis::Polarity::kUp: return Arg(a, b, 0);
    case analysis::Polarity::kDown: return Flip(Arg(a, b, 0));
    case analysis::Polarity::kNone: return Order::kSame;
    case analysis::Polarity::kBoth: return Order::kUnknown;
  }
  return Order::kUnknown;
}

Order Orders::ByFunction(NodeId before, NodeId after) const {
  const NodeId x = nodes_[before].args[0];
  const analysis::Variable variable{.nodes = {x}, .domain = RangeOf(nodes_, x, world_)};
  const auto f = analysis::FunctionOf(nodes_, before, variable, world_);
  const auto g = analysis::FunctionOf(nodes_, after, variable, world_);
  const bool whole = nodes_[x].type.range == plan::Type::Range::kCount;
  const auto compared = f && g ? CompareFunctions(*f, *g, whole) : std::nullopt;
  return compared ? compared->order() : Order::kUnknown;
}

// By induction over the periods: in the first there is nothing before in either text, and if the
// earlier results are ordered one way, so are those that are made of them.
Order Orders::Earlier(NodeId before, NodeId after) {
  const Node& a = nodes_[before];
  const Node& b = nodes_[after];
  if (const auto known = assumed_.find({before, after}); known != assumed_.end()) {
    return known->second;
  }
  const auto line_before = joint_.LineOfPast(before);
  const auto line_after = joint_.LineOfPast(after);
  const bool begin_alike =
      joint_.of(Side::kOld).openings.empty() && joint_.of(Side::kNew).openings.empty();
  if (Bare(a.name) != Bare(b.name) || a.field != b.field || a.args != b.args || !begin_alike ||
      !line_before || !line_after) {
    return Order::kUnknown;
  }
  for (const Order guess : {Order::kMore, Order::kLess}) {
    Orders next(joint_, world_);
    next.depth_ = depth_;
    next.assumed_ = assumed_;
    next.assumed_[{before, after}] = guess;
    const Order found = next.Of(*line_before, *line_after);
    if (found == guess || found == Order::kSame) {
      pivots_.insert(pivots_.end(), next.pivots_.begin(), next.pivots_.end());
      return guess;
    }
  }
  return Order::kUnknown;
}

// A verdict follows from its lines: whether it meets, and only when.
Order Orders::Verdict(const Node& a, const Node& b) {
  const bool judged = a.field == "met" || a.field == "missed";
  if (!judged || a.field != b.field || a.args != b.args || a.rows.empty() ||
      a.rows.size() != b.rows.size()) {
    return Order::kUnknown;
  }
  Order all = Order::kSame;
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    const bool meets = a.rows[i].labels.front() == "meets";
    if (a.rows[i].labels != b.rows[i].labels || (i == 0) != meets) {
      return Order::kUnknown;
    }
    const Order line = Compare(a.rows[i].value, b.rows[i].value);
    all = Join(all, meets && a.field == "missed" ? Flip(line) : line);
  }
  return all;
}

}  // namespace slate::diff
