// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/evaluate/value.h"
#include "runtime/exact/rounding.h"

// Exact arithmetic on values: points first, interval rules where data has gaps. ⊥ is contagious.
namespace slate::evaluate {

Value Add(const Value& a, const Value& b);
Value Subtract(const Value& a, const Value& b);
Value Multiply(const Value& a, const Value& b);
// x / 0 is ⊥.
Value Divide(const Value& a, const Value& b);
Value Negate(const Value& a);
Value Absolute(const Value& a);
// Of numbers, instants or dates.
Value Smaller(const Value& a, const Value& b);
Value Larger(const Value& a, const Value& b);
Value Round(const Value& x, const Value& step, exact::RoundingMode mode);

}  // namespace slate::evaluate
