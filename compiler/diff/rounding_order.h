// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compiler/analysis/interval.h"
#include "compiler/diff/verdict.h"
#include "runtime/exact/rational.h"
#include "runtime/exact/rounding.h"
#include "runtime/plan/plan.h"

namespace slate::diff {

using exact::Rational;

// To multiples of `step`, which is positive.
struct Rounding {
  Rational step;
  plan::Rounding how = plan::Rounding::kHalfUp;

  Rational Of(const Rational& amount) const;
};

struct RoundingOrder {
  Order order = Order::kUnknown;
  struct Shown {
    Rational amount;
    Rational before;
    Rational after;
  };
  std::vector<Shown> shown = {};
};

// Of amounts that are not negative: proven by the kinds of rounding, or shown to go both ways.
RoundingOrder CompareRoundings(
    const Rounding& before, const Rounding& after, const analysis::Interval& amounts
);

exact::RoundingMode ModeOf(plan::Rounding rounding);

}  // namespace slate::diff
