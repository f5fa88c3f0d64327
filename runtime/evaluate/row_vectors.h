// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

// What a rollup asks of every row of its input, worked out column by column. Absent where the
// answers are not plainly true, false, a number of 64 bits or nothing; rows are then asked one by
// one.
struct RowVectors {
  std::vector<std::uint8_t> where = {};   // 0 or 1; empty = all rows count
  std::vector<std::uint8_t> truth = {};   // bodies that are true or false
  std::vector<std::int64_t> number = {};  // bodies that are numbers, as multiples of `scale`
  std::vector<std::uint8_t> none = {};    // 1: the body has no value; empty = all have one
  Rational scale = 1;
};

// Nothing where an operation is not among those that have a vector form. `where` and `body` depend
// on the row alone.
std::optional<RowVectors> VectorsOf(
    Evaluator& evaluator, InputRows& rows, const plan::Rollup& rollup, const Scope& scope
);

}  // namespace slate::evaluate
