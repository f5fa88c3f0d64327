// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/plan/plan.h"

namespace slate::diff {

// Whether a result is a whole number of zero or more in every period, because it is made of such
// numbers and of its own earlier values: `if missed then (previous.bad otherwise 0) + 1 else 0`.
bool CountsUp(const plan::Plan& plan, const plan::Node& result);

}  // namespace slate::diff
