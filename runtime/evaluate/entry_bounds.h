// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "runtime/evaluate/row_kernels.h"

namespace slate::evaluate::row_kernels {

// A number compared with one that follows from a coded column alone, such as a limit by priority.
// The first row with an entry is asked for its number; rows without one are asked themselves.
Truths ComparedByEntry(
    Numbers number,
    plan::Compare compare,
    const data::Column& column,
    std::function<Value(std::uint32_t row)> bound_of_row
);

}  // namespace slate::evaluate::row_kernels
