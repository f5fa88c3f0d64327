// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

// What the clocks in a condition say, and the instant from which nothing can change it (SEMANTICS
// §5). Conditions without clocks are decided from the beginning.
struct Decision {
  Truth truth = Truth::kPending;
  std::optional<std::int64_t> at = {};  // absent while pending
};

// `end` against `deadline`: true at the end if that is in time, false at the first instant after
// the deadline.
Decision DecideClock(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Decision Decide(Evaluator& evaluator, plan::NodeId id, const Scope& scope);

}  // namespace slate::evaluate
