// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

struct PlacedRows;

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
  // All rollups of the formula, where their rows are known by cells of time and it asks the same
  // ones in every window; otherwise empty. Windows in which each comes to the same are then alike.
  std::vector<const PlacedRows*> cells = {};
};

// For bins of one length: of the rows in one bin one instant in it may be said. Nothing unless rows
// are all the formula has of the window: bins without any of them are then all alike.
std::optional<RowInstants> OnlyRowsMatter(
    Evaluator& evaluator,
    const std::vector<plan::NodeId>& roots,
    const Scope& scope,
    std::int64_t step
);

}  // namespace slate::evaluate
