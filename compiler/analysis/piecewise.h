// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>

#include "compiler/analysis/cells.h"
#include "runtime/exact/rounding.h"
#include "runtime/plan/plan.h"

namespace slate::analysis {

struct Line {
  Rational slope = 0;
  Rational offset = 0;

  Rational At(const Rational& x) const { return slope * x + offset; }
  bool is_level() const { return slope.is_zero(); }
  bool operator==(const Line&) const = default;
};

// A product of positive quantities that are not known, such as a fee: node -> exponent.
using Factor = std::map<plan::NodeId, int>;

// A function of one variable, linear on each cell, times a factor. A cell without a line is a
// stretch on which the function has no value: no row of a ladder applies there.
struct PiecewiseLinear {
  Cells<std::optional<Line>> cells;
  Factor factor = {};

  static PiecewiseLinear Constant(const Interval& domain, const Rational& value);
  static PiecewiseLinear Identity(const Interval& domain);

  bool is_zero() const;
  // The value where it is the same everywhere.
  std::optional<Rational> AsConstant() const;
  std::optional<Rational> At(const Rational& x) const;
};

// None of these has a result where it would not be piecewise linear, or where unknown factors
// differ.
using MaybeFunction = std::optional<PiecewiseLinear>;
MaybeFunction Add(const PiecewiseLinear& a, const PiecewiseLinear& b);
MaybeFunction Subtract(const PiecewiseLinear& a, const PiecewiseLinear& b);
PiecewiseLinear Negate(const PiecewiseLinear& a);
MaybeFunction Multiply(const PiecewiseLinear& a, const PiecewiseLinear& b);
// Where b is 0 the result has no value.
MaybeFunction Divide(const PiecewiseLinear& a, const PiecewiseLinear& b);
MaybeFunction Least(const PiecewiseLinear& a, const PiecewiseLinear& b);
MaybeFunction Greatest(const PiecewiseLinear& a, const PiecewiseLinear& b);
MaybeFunction Magnitude(const PiecewiseLinear& a);
MaybeFunction RoundToStep(const PiecewiseLinear& a, const Rational& step, exact::RoundingMode mode);
// a, and b where a has no value.
MaybeFunction Otherwise(const PiecewiseLinear& a, const PiecewiseLinear& b);
MaybeFunction Choose(
    const Cells<bool>& condition, const PiecewiseLinear& then, const PiecewiseLinear& otherwise
);
// Where the comparison holds; nothing where a side has no value.
std::optional<Cells<bool>> Holds(
    const PiecewiseLinear& a, plan::Compare compare, const PiecewiseLinear& b
);

// Least and greatest value on a stretch, as an interval whose ends are open where they are only
// approached. Nothing if the function has no value anywhere there.
std::optional<Interval> RangeOn(const PiecewiseLinear& f, const Interval& where);

// The first place, going up or down, at which the function falls.
struct Fall {
  Rational before_at;  // a place, and what the function is there
  Rational before;
  Rational after_at;  // a later place with a lower value
  Rational after;
};
enum class Going : std::uint8_t { kUp, kDown };
std::optional<Fall> FirstFall(const PiecewiseLinear& f, const Interval& where, Going going);

}  // namespace slate::analysis
