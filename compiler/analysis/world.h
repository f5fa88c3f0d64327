// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/exact/rational.h"
#include "runtime/plan/plan.h"

namespace slate::analysis {

using exact::Rational;
using plan::NodeId;
using plan::Plan;

// How many nodes on one another are looked at: a bound for the stack. What lies deeper is unknown.
inline constexpr int kDeepest = 150;

// What is taken as known while a node is looked at: members for the nodes that select (bound keys,
// facts and columns whose type is a key), and numbers for the parameters of a metric.
struct World {
  std::map<NodeId, std::string> members = {};
  std::map<NodeId, Rational> numbers = {};
  // Whether facts that stand in the text count as constants. They can be given otherwise for a run,
  // so statements about `fee` as such leave them open.
  enum class Givens : std::uint8_t { kOpen, kRead } givens = Givens::kRead;
  plan::Rhythm period = {};

  // "gold, web"; empty where nothing is bound.
  std::string Text() const;
};

// One world for each combination of members of closed keys that the tables under `roots` select by.
// Just the base world where there would be more than `most`.
std::vector<World> WorldsFor(
    const Plan& plan, std::span<const NodeId> roots, const World& base, std::size_t most = 1024
);

// The member that a node stands for in a world.
std::optional<std::string> MemberOf(const Plan& plan, NodeId node_id, const World& world);

// The world inside a figure or fact that has keys of its own, read for the members `args`.
World Inside(
    const Plan& plan,
    const World& world,
    std::span<const std::string> keys,
    std::span<const NodeId> args
);

const plan::Objective* FindObjective(const Plan& plan, std::string_view name);
const plan::Given* FindGiven(const Plan& plan, std::string_view name);
const plan::Input* FindInput(const Plan& plan, std::string_view name);

// What a kResult stands for, if it is a line of its objective: target, a let, measure or credit.
std::optional<NodeId> LineOf(const Plan& plan, const plan::Node& result);

// The table row that applies, else its fallback; nothing where a selector is open.
std::optional<NodeId> RowOf(const Plan& plan, const plan::Node& table, const World& world);

}  // namespace slate::analysis
