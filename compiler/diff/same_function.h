// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "compiler/analysis/piecewise.h"
#include "compiler/diff/verdict.h"

namespace slate::diff {

using exact::Rational;

// A place at which two functions differ.
struct Difference {
  Rational at;
  Rational before;
  Rational after;
};

struct FunctionChange {
  std::optional<Difference> more = {};  // where the new function is largest above the old one
  std::optional<Difference> less = {};

  Order order() const {
    if (more && less) {
      return Order::kEither;
    }
    return more ? Order::kMore : less ? Order::kLess : Order::kSame;
  }
};

// The sign of g - f on every stretch, each proven by its line and shown at a simple place inside.
// Of a variable that counts (`whole`) only whole places exist. Nothing where the functions have
// different unknown factors, or only one has a value.
std::optional<FunctionChange> CompareFunctions(
    const analysis::PiecewiseLinear& f, const analysis::PiecewiseLinear& g, bool whole
);

// A number in the interval, not at its ends if it can be helped, and short to write; a whole one if
// asked for, and then maybe none.
std::optional<Rational> ShortIn(const analysis::Interval& where, bool whole);

}  // namespace slate::diff
