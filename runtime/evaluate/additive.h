// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/plan/plan.h"

namespace slate::evaluate {

// Whether a figure grows with the time it is taken over, as a number of failures or a length of
// time does and a mean, a maximum or a share does not.
bool IsAdditive(const plan::Plan& plan, const plan::Objective& objective, plan::NodeId figure);

}  // namespace slate::evaluate
