// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/plan/plan.h"

namespace slate::cli {

// The type of everything in a plan that has one: columns, facts, definitions, the lines of
// objectives, the amounts of settlements, and below each line the types of the expressions it is
// made of. An expression that stood above in the same line is not taken apart again.
std::string PrintTypes(const plan::Plan& plan);

}  // namespace slate::cli
