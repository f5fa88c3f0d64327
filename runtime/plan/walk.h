// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/plan/fields.h"
#include "runtime/plan/kinds.h"

// The references inside a plan. One definition for cycle checks, printing and dependency analysis.
namespace slate::plan {

// Calls f with every NodeId and RollupId that `part` holds, in the order of its fields. References
// are not followed.
template <typename T, typename F>
void ForEachId(const T& part, F&& f) {
  if constexpr (std::is_same_v<T, Plan>) {
    return;  // a later version has nodes of its own
  } else if constexpr (Id<T>) {
    f(part);
  } else if constexpr (IsVector<T>::value || IsIdMap<T>::value) {
    for (const auto& item : part) {
      ForEachId(item, f);
    }
  } else if constexpr (IsOptional<T>::value) {
    if (part) {
      ForEachId(*part, f);
    }
  } else if constexpr (IsNamed<T>::value) {
    ForEachId(part.second, f);
  } else if constexpr (Described<T>) {
    std::apply(
        [&](const auto&... field) { (ForEachId(part.*field.member, f), ...); },
        Fields(static_cast<const T*>(nullptr))
    );
  }
}

// All child nodes: args, where, body, rungs, rows, fallback, and those of its rollup, in that
// order.
template <typename F>
void ForEachArg(const Plan& plan, const Node& node, F&& f) {
  RollupId rollup{};
  ForEachId(node, [&](auto id) {
    if constexpr (std::is_same_v<decltype(id), NodeId>) {
      f(id);
    } else {
      rollup = id;
    }
  });
  if (node.rollup) {
    ForEachId(plan[rollup], f);
  }
}

}  // namespace slate::plan
