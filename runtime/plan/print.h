// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/plan/plan.h"

namespace slate::plan {

// The plan for readers, like SQL's EXPLAIN: declarations, then the stages rollup, formula,
// settlement. Formulas are written as in the language, with rollups by number.
std::string Explain(const Plan& plan);

}  // namespace slate::plan
