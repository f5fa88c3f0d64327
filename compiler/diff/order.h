// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/analysis/world.h"
#include "compiler/diff/joint.h"
#include "compiler/diff/verdict.h"

namespace slate::diff {

// Two parts of the formulas that differ although what they stand in is alike: there the change is.
// `in` is the new node around them.
struct Pivot {
  std::optional<NodeId> in = {};
  std::optional<NodeId> before = {};
  std::optional<NodeId> after = {};
};

// Compares formulas part by part: equal nodes are the same, and an operation of known polarity
// carries the order of its parts on (SEMANTICS §14.2). What it says holds for all data.
class Orders {
 public:
  Orders(const Joint& joint, const analysis::World& world)
      : joint_(joint), nodes_(joint.nodes()), world_(world) {}

  // From the node of the old text to that of the new one.
  Order Of(NodeId before, NodeId after);
  // Where the formulas differ, innermost first.
  const std::vector<Pivot>& pivots() const { return pivots_; }

 private:
  using Ids = std::vector<NodeId>;

  Order Compare(NodeId before, NodeId after);
  Order ByValues(NodeId before, NodeId after) const;
  Order ByOp(NodeId before, NodeId after);
  Order ByWrapping(NodeId before, NodeId after);
  Order Wrapped(NodeId inner, NodeId outer);
  Order ByFunction(NodeId before, NodeId after) const;

  Order Arg(const plan::Node& a, const plan::Node& b, std::size_t i);
  Order Args(const plan::Node& a, const plan::Node& b, std::size_t from);
  Order Maybe(std::optional<NodeId> a, std::optional<NodeId> b, Order if_added);
  Order Gathered(NodeId before, NodeId after);
  Order Extra(const plan::Node& node, NodeId extra) const;
  Order Scaled(Order order, const Ids& others) const;
  Order Product(NodeId before, NodeId after);
  Order Quotient(const plan::Node& a, const plan::Node& b);
  Order Comparison(const plan::Node& a, const plan::Node& b);
  Order Choice(const plan::Node& a, const plan::Node& b);
  Order Table(const plan::Node& a, const plan::Node& b);
  Order Ladder(NodeId before, NodeId after);
  Order SpanLink(NodeId before, NodeId after);
  Order Rows(const plan::Node& a, const plan::Node& b);
  Order Spans(const plan::Node& a, const plan::Node& b);
  Order Aggregated(const plan::Node& a, const plan::Node& b);
  Order Selected(
      plan::Aggregate aggregate, Order selection, Order value, std::optional<NodeId> body
  ) const;
  Order Clock(const plan::Node& a, const plan::Node& b);
  Order Verdict(const plan::Node& a, const plan::Node& b);
  Order Earlier(NodeId before, NodeId after);
  Order CalendarOrder(const plan::Node& a, const plan::Node& b) const;
  bool SameRows(const plan::Rollup& a, const plan::Rollup& b) const;

  const Joint& joint_;
  const plan::Plan& nodes_;
  const analysis::World& world_;
  std::map<std::pair<NodeId, NodeId>, Order> known_ = {};
  // What is taken to hold of earlier results while it is shown of those that follow.
  std::map<std::pair<NodeId, NodeId>, Order> assumed_ = {};
  std::vector<Pivot> pivots_ = {};
  int depth_ = 0;
};

// Which instants the two calendars hold; they are of one zone.
Order CompareCalendars(const plan::Calendar& before, const plan::Calendar& after);

}  // namespace slate::diff
