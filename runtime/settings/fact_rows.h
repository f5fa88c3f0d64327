// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "runtime/plan/plan.h"

namespace slate::settings {

// The rows in which a fact of the agreement is supplied, as if they were an input: a column for
// each of its keys; for a given its `value` and, where that changes, the date `from` which it
// holds; for attested spans `from` and `to`. Nothing if the agreement has no such fact.
std::optional<plan::Input> RowsOfFact(const plan::Plan& plan, const std::string& name);

}  // namespace slate::settings
