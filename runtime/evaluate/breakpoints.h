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

// Where rows stand that a formula reads through the window, if that is all the formula has of the
// window: windows without any of them are then all alike. Nothing otherwise.
std::optional<std::vector<std::int64_t>> OnlyRowsMatter(
    Evaluator& evaluator, const std::vector<plan::NodeId>& roots, const Scope& scope
);

}  // namespace slate::evaluate
