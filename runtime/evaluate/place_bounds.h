// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

// Where rows must stand for the rollup's `where` to hold, as far as it compares the column that
// places them with what is the same for all of them, such as `at >= other.from`. `scope` has any
// row of the rollup's input.
Run BoundsOfPlace(Evaluator& evaluator, const plan::Rollup& rollup, const Scope& scope);

}  // namespace slate::evaluate
