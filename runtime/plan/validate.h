// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "runtime/base/result.h"
#include "runtime/plan/plan.h"

namespace slate::plan {

// The first thing in a plan that a runtime could stumble over: arguments an op does not take, names
// of nothing, a value that needs itself, expressions too deep to follow. All ids are in range. The
// message starts with the JSON pointer of the place within the agreement.
std::optional<Error> Validate(const Plan& plan);

// The roots that a field of an objective (or `granted` of a right) is computed from, in this
// period.
std::vector<NodeId> RootsOfResult(const Plan& plan, const Node& result);

}  // namespace slate::plan
