// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "runtime/evaluate/derivation.h"
#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

// For each quantity that an objective's figures rest on, the smallest change that gives the
// opposite verdict, and those that move to another row of its credit's ladder. Nothing where the
// figures are open or supposed.
std::vector<Change> SmallestChanges(
    Evaluator& evaluator, std::size_t objective, const Codes& members, PeriodId period
);

}  // namespace slate::evaluate
