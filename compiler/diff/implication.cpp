// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

#include "compiler/diff/comparing.h"

namespace slate::diff {

namespace {

using plan::Node;
using plan::Op;

// Beyond this many parts, 3 to the power of them, a condition is not tried out.
constexpr std::size_t kMostAtoms = 12;

enum class Truth : std::uint8_t { kFalse, kUnknown, kTrue };

// Two conditions as truth tables over the parts that no `and`, `or`, `not` joins.
class Table {
 public:
  Table(const Joint& joint, NodeId before, NodeId after)
      : joint_(joint), nodes_(joint.nodes()), before_(before), after_(after) {}

  Order Compare() {
    Collect(before_);
    Collect(after_);
    if (atoms_.size() > kMostAtoms) {
      return Order::kUnknown;
    }
    Relate();
    truths_.assign(atoms_.size(), Truth::kFalse);
    order_ = Order::kSame;
    Try(0);
    return order_ == Order::kEither && !AreFree() ? Order::kUnknown : order_;
  }

 private:
  static bool Joins(Op op) { return op == Op::kAnd || op == Op::kOr || op == Op::kNot; }

  void Collect(NodeId id) {
    if (!Joins(nodes_[id].op)) {
      if (std::find(atoms_.begin(), atoms_.end(), id) == atoms_.end()) {
        atoms_.push_back(id);
      }
      return;
    }
    for (const NodeId arg : nodes_[id].args) {
      Collect(arg);
    }
  }

  // Which part can only be true where another one is.
  void Relate() {
    analysis::World world;
    world.period = nodes_.period;
    Orders orders(joint_, world);
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
      for (std::size_t j = 0; j < atoms_.size(); ++j) {
        if (i != j && orders.Of(atoms_[i], atoms_[j]) == Order::kMore) {
          implied_.emplace_back(i, j);
        }
      }
    }
  }

  // Parts of one side alone are verdicts of other objectives than those of the other side: then
  // each can be true without the other, and what differs on both sides is shown.
  bool AreFree() const {
    const std::set<NodeId> olds = AtomsOf(before_);
    const std::set<NodeId> news = AtomsOf(after_);
    std::set<std::string> names;
    for (const NodeId id : olds) {
      if (news.count(id) == 0 &&
          (nodes_[id].op != Op::kResult || !names.insert(nodes_[id].name).second)) {
        return false;
      }
    }
    return std::all_of(news.begin(), news.end(), [&](NodeId id) {
      return olds.count(id) > 0 ||
             (nodes_[id].op == Op::kResult && names.count(nodes_[id].name) == 0);
    });
  }
  std::set<NodeId> AtomsOf(NodeId id) const {
    std::set<NodeId> atoms;
    std::vector<NodeId> open{id};
    while (!open.empty()) {
      const NodeId at = open.back();
      open.pop_back();
      if (Joins(nodes_[at].op)) {
        open.insert(open.end(), nodes_[at].args.begin(), nodes_[at].args.end());
      } else {
        atoms.insert(at);
      }
    }
    return atoms;
  }

  void Try(std::size_t at) {
    if (at == atoms_.size()) {
      Judge();
      return;
    }
    for (const Truth truth : {Truth::kFalse, Truth::kUnknown, Truth::kTrue}) {
      truths_[at] = truth;
      const bool possible = std::all_of(implied_.begin(), implied_.end(), [&](const auto& pair) {
        return pair.first > at || pair.second > at || truths_[pair.first] <= truths_[pair.second];
      });
      if (possible) {
        Try(at + 1);
      }
    }
  }

  void Judge() {
    const Truth before = Of(before_);
    const Truth after = Of(after_);
    if (before != after) {
      order_ = Join(order_, before < after ? Order::kMore : Order::kLess);
    }
  }

  Truth Of(NodeId id) const {
    const Node& node = nodes_[id];
    if (!Joins(node.op)) {
      const auto at = std::find(atoms_.begin(), atoms_.end(), id) - atoms_.begin();
      return truths_[static_cast<std::size_t>(at)];
    }
    if (node.op == Op::kNot) {
      const Truth inner = Of(node.args[0]);
      return inner == Truth::kUnknown ? inner
             : inner == Truth::kTrue  ? Truth::kFalse
                                      : Truth::kTrue;
    }
    const bool all = node.op == Op::kAnd;
    Truth result = all ? Truth::kTrue : Truth::kFalse;
    for (const NodeId arg : node.args) {
      const Truth next = Of(arg);
      result = all ? std::min(result, next) : std::max(result, next);
    }
    return result;
  }

  const Joint& joint_;
  const plan::Plan& nodes_;
  NodeId before_;
  NodeId after_;
  std::vector<NodeId> atoms_ = {};
  std::vector<std::pair<std::size_t, std::size_t>> implied_ = {};
  std::vector<Truth> truths_ = {};
  Order order_ = Order::kSame;
};

}  // namespace

Order ImplicationOf(const Comparing& comparing, NodeId before, NodeId after) {
  if (before == after) {
    return Order::kSame;
  }
  return Table(comparing.joint, before, after).Compare();
}

}  // namespace slate::diff
