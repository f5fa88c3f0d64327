// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

// An aggregate over the runs of a set that is only known between must and may (SEMANTICS §2):
// bounds that hold in every world, or unknown and reported where there is no rule.
Value OverUncertainRuns(
    Evaluator& evaluator, const plan::Node& node, const Spans& s, const Scope& scope
);

}  // namespace slate::evaluate
