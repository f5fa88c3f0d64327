// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/calendar/civil_time.h"
#include "runtime/diag/diagnostic.h"

namespace slate::evaluate {

// Numerator and denominator together. A mean over a month of bins with as many denominators has
// some hundred thousand bits.
inline constexpr std::size_t kMostBits = 8'000'000;

// Zones and calendars know the years 1970 to 2200.
inline constexpr std::int64_t kUniverseLimit = 84'000 * calendar::kNsPerDay;

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
