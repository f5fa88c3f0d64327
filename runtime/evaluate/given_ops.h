// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

// A fact for certain members at an instant: what came with the data goes before the text.
// Unknown, and reported, where nobody says anything.
Value GivenAt(
    Evaluator& evaluator,
    const plan::Given& given,
    const std::vector<Label>& members,
    std::int64_t at,
    const Scope& scope
);

// The instants inside the run at which a dated fact may change.
std::vector<std::int64_t> ChangesOf(
    Evaluator& evaluator, const plan::Given& given, const std::vector<Label>& members, Run run
);

}  // namespace slate::evaluate
