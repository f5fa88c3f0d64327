// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

// Instants at which what a formula says of a window or moment can change: where rows stand, where
// runs begin and end. Sorted, without doubles.
std::vector<std::int64_t> BreakpointsOf(
    Evaluator& evaluator, const std::vector<plan::NodeId>& roots, const Scope& scope
);

// Where rows stand that a formula reads through the window; what is `kept` lives as long as the
// evaluator.
struct RowInstants {
  std::vector<std::int64_t> own = {};                       // ascending
  std::vector<const std::vector<std::int64_t>*> kept = {};  // each ascending
};

// Nothing unless rows are all the formula has of the window: windows without any of them are then
// all alike.
std::optional<RowInstants> OnlyRowsMatter(
    Evaluator& evaluator, const std::vector<plan::NodeId>& roots, const Scope& scope
);

}  // namespace slate::evaluate
