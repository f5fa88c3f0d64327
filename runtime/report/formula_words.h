// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/plan/plan.h"

namespace slate::report {

// A formula of the plan as an English phrase: `1 minus the length of down within watched divided by
// the length of watched`. A very long one is cut with an ellipsis.
std::string FormulaInWords(const plan::Plan& plan, plan::NodeId id);

}  // namespace slate::report
