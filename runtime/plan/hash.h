// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/plan/plan.h"

namespace slate::plan {

// 32 hex digits of what the plan means: its canonical JSON without origins, source hash and the
// wording of expectations. Tells formatting from change; no signature (FNV-1a, 128 bits).
std::string HashOf(const Plan& plan);

}  // namespace slate::plan
