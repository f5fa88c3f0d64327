// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/data/table.h"
#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

// The rows an example states, as tables. Rows without a place stand in `filled`: an instant at its
// start, an interval, sample or state over all of it.
data::Dataset BuildExampleData(
    Evaluator& evaluator, const plan::Example& example, const Run& filled
);

}  // namespace slate::evaluate
