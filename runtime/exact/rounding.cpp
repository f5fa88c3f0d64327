// SPDX-License-Identifier: Apache-2.0
#include "runtime/exact/rounding.h"

#include <compare>

#include "runtime/base/check.h"

namespace slate::exact {

namespace {

bool IsEven(const Rational& integer) {
  return (integer / 2).is_integer();
}

// Whether the quotient `floor + fraction`, 0 < fraction < 1, goes to floor + 1.
bool GoesUp(const Rational& floor, const Rational& fraction, RoundingMode mode) {
  const bool negative = floor.sign() < 0;
  const std::strong_ordering half = fraction <=> Rational::Of(1, 2);
  switch (mode) {
    case RoundingMode::kHalfUp: return std::is_gt(half) || (std::is_eq(half) && !negative);
    case RoundingMode::kHalfEven: return std::is_gt(half) || (std::is_eq(half) && !IsEven(floor));
    case RoundingMode::kUp: return !negative;
    case RoundingMode::kDown: return negative;
    case RoundingMode::kFloor: return false;
    case RoundingMode::kCeil: return true;
  }
  Unreachable("a rounding mode is not in the list");
}

}  // namespace

Rational RoundTo(const Rational& x, const Rational& step, RoundingMode mode) {
  Check(step.sign() > 0, "a rounding step is not positive");
  const Rational quotient = x / step;
  if (quotient.is_integer()) {
    return x;
  }
  const Rational floor = quotient.Floor();
  return GoesUp(floor, quotient - floor, mode) ? (floor + 1) * step : floor * step;
}

}  // namespace slate::exact
