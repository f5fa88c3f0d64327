// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "runtime/plan/plan.h"

namespace slate::check {

// Whether a day lies inside a period of the agreement rather than beginning one.
bool CutsPeriod(const plan::Plan& plan, std::int32_t day);

}  // namespace slate::check
