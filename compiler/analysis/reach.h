// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <span>
#include <vector>

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

template <typename F>
void ForEachLine(const plan::Plan& plan, const plan::Node& result, F&& f) {
  for (const plan::Objective& objective : plan.objectives) {
    if (objective.name == result.name && objective.measure && result.field == "value") {
      f(*objective.measure);
    }
    for (const plan::Objective::Let& let : objective.lets) {
      if (objective.name == result.name && result.field == "let:" + let.name) {
        f(let.value);
      }
    }
  }
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
    if (!seen.insert(id).second) {
      continue;
    }
    const plan::Node& node = plan[id];
    f(id, node);
    std::vector<plan::NodeId> next;
    plan::ForEachArg(plan, node, [&](plan::NodeId arg) { next.push_back(arg); });
    if (through == Through::kResults && node.op == plan::Op::kResult) {
      ForEachLine(plan, node, [&](plan::NodeId line) { next.push_back(line); });
    }
    open.insert(open.end(), next.rbegin(), next.rend());
  }
}

}  // namespace slate::analysis
