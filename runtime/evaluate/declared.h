// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/evaluate/outcome.h"

namespace slate::evaluate {

class Evaluator;

// One row of what the parties declare: a claim, the exercise of a right, the evidence of a duty.
struct Declared {
  std::int64_t at = 0;
};

// In order of time. Nothing where no such rows are supplied, which is not the same as none.
std::optional<std::vector<Declared>> ClaimsOf(Evaluator& evaluator, const StageResult& entry);
std::optional<std::vector<Declared>> ExercisesOf(
    Evaluator& evaluator, const plan::Right& right, const std::vector<std::string>& members
);
// Rows of `input`; of those that name a period only those that name this one.
std::optional<std::vector<Declared>> EvidenceOf(
    Evaluator& evaluator, const std::string& input, const std::string& period
);

}  // namespace slate::evaluate
