// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/exact/rational.h"
#include "runtime/exact/rounding.h"

namespace slate::exact {

// With exactly `digits` (>= 0) places after the point. "-0.00" is written "0.00".
std::string ToDecimal(const Rational& value, int digits, RoundingMode mode = RoundingMode::kDown);

// All places and no trailing zeros, if the value is a decimal of at most 40 places.
std::optional<std::string> ToExactDecimal(const Rational& value);

enum class Worse : std::uint8_t { kLower, kHigher };

// The value as a reader should see it beside its threshold: truncated to the worse side, with at
// least `min_digits` places and as many more (up to 60) as keep it on its own side of the
// threshold, so that 99.9499…9 never prints as 99.95.
std::string ShowApart(
    const Rational& value, const Rational& threshold, Worse worse, int min_digits = 0
);

}  // namespace slate::exact
