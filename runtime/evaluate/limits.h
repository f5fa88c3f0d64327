// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "runtime/diag/diagnostic.h"

namespace slate::evaluate {

// Numerator and denominator together. A mean over a month of bins with as many denominators has
// some hundred thousand bits.
inline constexpr std::size_t kMostBits = 8'000'000;

inline constexpr diag::Kind kNumberTooLong{
    .code = "SL6513",
    .name = "number-too-long",
    .severity = diag::Severity::kError,
    .explanation =
        "Figures are exact fractions. One of them needs more than a million bytes to write, which "
        "no promise does;\n"
        "usually something is multiplied with itself over and over through `previous`.",
};

}  // namespace slate::evaluate
