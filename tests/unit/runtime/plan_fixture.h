// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/plan/plan.h"

namespace slate::plan {

// A small agreement: outages of a month, half hours begun, a cap, a right, one example.
Plan HostingPlan();

}  // namespace slate::plan
