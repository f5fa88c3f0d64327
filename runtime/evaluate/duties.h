// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/outcome.h"

namespace slate::evaluate {

// A duty of the plan for each of its windows that ends in a settled period.
void AddDuties(
    Evaluator& version, std::size_t duty, PeriodId period, std::vector<DutyResult>& results
);

}  // namespace slate::evaluate
