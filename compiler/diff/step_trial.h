// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "compiler/analysis/interval.h"
#include "compiler/diff/compare.h"
#include "compiler/diff/verdict.h"
#include "runtime/exact/rational.h"
#include "runtime/plan/plan.h"

namespace slate::diff {

using exact::Rational;

// A settle step whose amount is a number.
struct TrialStep {
  plan::Step::Kind kind = plan::Step::Kind::kRound;
  plan::Compare compare = plan::Compare::kLess;
  Rational amount = 0;
  plan::Rounding rounding = plan::Rounding::kHalfUp;
  // Of caps: how many settlements, this one included, share it; 0 = all that are tried.
  std::size_t window = 1;
};

// What is paid in all after each of these amounts.
std::vector<Rational> RunningTotals(
    const std::vector<TrialStep>& steps, const std::vector<Rational>& amounts
);

// Amounts of settlements in a row under which a text has paid more, or less, by the last of them.
struct Trial {
  std::vector<Rational> before;
  std::vector<Rational> after;  // the same amounts, if only the steps differ
  Rational paid_before;
  Rational paid_after;
};
struct Trials {
  std::optional<Trial> more = {};
  std::optional<Trial> less = {};
};

// Tries amounts about the limits of the steps, those of the new text related to the old ones as
// `lines` says. What it finds is an example; what it does not find may be there all the same.
Trials TrySteps(
    const std::vector<TrialStep>& before,
    const std::vector<TrialStep>& after,
    Order lines,
    const analysis::Interval& amounts
);

// Of trials that found both.
std::vector<Witness> WitnessesOf(const Trials& trials, const plan::Type& type);

}  // namespace slate::diff
