// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "runtime/exact/rational.h"

namespace slate::exact {

// kHalfUp, kUp and kDown are seen from zero: half_up takes -2.5 to -3, up goes away from zero.
enum class RoundingMode : std::uint8_t { kHalfUp, kHalfEven, kUp, kDown, kFloor, kCeil };

// The multiple of `step` (> 0) that the mode picks for x.
Rational RoundTo(const Rational& x, const Rational& step, RoundingMode mode);

}  // namespace slate::exact
