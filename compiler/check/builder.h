// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_map>

#include "runtime/plan/plan.h"

namespace slate::check {

// Adds nodes to a plan; equal nodes are one. Origins do not count: the first one stays.
class Builder {
 public:
  explicit Builder(plan::Plan& plan) : plan_(plan) {}

  plan::NodeId Add(plan::Node node);
  plan::RollupId AddRollup(plan::Rollup rollup);

  plan::NodeId Const(plan::Constant value, plan::Type type);
  plan::NodeId Number(exact::Rational value, plan::Unit unit = {});
  plan::NodeId Make(plan::Op op, plan::Type type, std::vector<plan::NodeId> args);

  const plan::Node& operator[](plan::NodeId id) const { return plan_.nodes[id]; }

 private:
  plan::Plan& plan_;
  // By a hash that equal nodes share and few others do.
  std::unordered_multimap<std::uint64_t, plan::NodeId> known_;
  std::unordered_multimap<std::uint64_t, plan::RollupId> known_rollups_;
};

}  // namespace slate::check
