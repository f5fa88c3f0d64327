// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "runtime/plan/plan.h"

namespace slate::fuzz {

// A plan with one input that has a column of every plain kind.
plan::Plan ProbePlan();

// Reads the bytes as a file of that input, with these lines of its settings, and checks that every
// row is accounted for.
void ReadProbe(std::string_view bytes, std::string_view settings);

}  // namespace slate::fuzz
