// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "compiler/analysis/world.h"
#include "runtime/plan/plan.h"
#include "runtime/plan/walk.h"

namespace slate::analysis {

// Whether a walk goes on through results of objectives and facts to what they stand for.
enum class Through : std::uint8_t { kResults, kNothing };

// Calls f(id, node) once for every node under `roots`, roots included, parents first.
template <typename F>
void ForEachReached(
    const plan::Plan& plan,
    std::span<const plan::NodeId> roots,
    F&& f,
    Through through = Through::kNothing
);

// What a result of an objective is computed from: its measure, or the `let` that it reads.
inline std::optional<plan::NodeId> LineBehind(
    const plan::Objective& objective, const std::string& field
) {
  if (field == "value") {
    return objective.measure;
  }
  for (const plan::Objective::Let& let : objective.lets) {
    if (field == "let:" + let.name) {
      return let.value;
    }
  }
  return std::nullopt;
}

inline std::vector<plan::NodeId> LinesBehind(const plan::Plan& plan, const plan::Node& result) {
  std::vector<plan::NodeId> lines;
  for (const plan::Objective& objective : plan.objectives) {
    const bool meant = result.op == plan::Op::kResult && objective.name == result.name;
    const auto line = meant ? LineBehind(objective, result.field) : std::nullopt;
    if (line) {
      lines.push_back(*line);
    }
  }
  return lines;
}

// The nodes directly under one, in the order of its parts.
inline std::vector<plan::NodeId> PartsOf(
    const plan::Plan& plan, const plan::Node& node, Through through
) {
  std::vector<plan::NodeId> parts;
  plan::ForEachArg(plan, node, [&](plan::NodeId arg) { parts.push_back(arg); });
  if (through == Through::kResults) {
    const auto lines = LinesBehind(plan, node);
    parts.insert(parts.end(), lines.begin(), lines.end());
    const plan::Given* fact = node.op == plan::Op::kGiven ? FindGiven(plan, node.name) : nullptr;
    if (fact != nullptr && fact->value) {
      parts.push_back(*fact->value);
    }
  }
  return parts;
}

template <typename F>
void ForEachReached(
    const plan::Plan& plan, std::span<const plan::NodeId> roots, F&& f, Through through
) {
  std::set<plan::NodeId> seen;
  std::vector<plan::NodeId> open(roots.rbegin(), roots.rend());
  while (!open.empty()) {
    const plan::NodeId id = open.back();
    open.pop_back();
    if (seen.insert(id).second) {
      f(id, plan[id]);
      const auto parts = PartsOf(plan, plan[id], through);
      open.insert(open.end(), parts.rbegin(), parts.rend());
    }
  }
}

}  // namespace slate::analysis
