// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/evaluate/outcome.h"

namespace slate::evaluate {

class Evaluator;

// Asks the evaluator for everything that every settled period says, in order.
Outcome BuildOutcome(Evaluator& evaluator);

}  // namespace slate::evaluate
