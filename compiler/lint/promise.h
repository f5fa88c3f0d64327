// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/analysis/function.h"
#include "compiler/lint/rule.h"
#include "compiler/lint/tree.h"

namespace slate::lint {

using analysis::Cells;
using analysis::Interval;
using exact::Rational;

// A ladder of an objective in one combination of members.
struct LadderView {
  const plan::Node* node = nullptr;
  bool of_value = false;                // looks up the objective's own value
  Interval domain = {};                 // the values it can be asked for
  plan::Type type = {};                 // of what it looks up
  std::optional<Cells<int>> rows = {};  // which row wins where, over the domain
};

// What one objective promises in one combination of members, as functions of its value.
struct Promise {
  const Subject* subject = nullptr;
  const plan::Objective* objective = nullptr;
  const resolve::EffectiveObjective* source = nullptr;
  analysis::World world = {};
  analysis::Variable value = {};
  std::optional<Rational> target = {};
  Cells<bool> met = {};        // empty unless the target is known
  plan::Type value_type = {};  // for showing values
  analysis::MaybeFunction credit = {};
  std::vector<LadderView> ladders = {};  // that the credit can come to

  bool HasVerdict() const { return target && !met.empty(); }
  bool IsMetAt(const Rational& at) const;
  // Where worse values lie. Only asked of promises with a verdict.
  analysis::Going worse() const;
  // The stretch from the first missed value on.
  std::optional<Interval> Missed() const;
  analysis::MaybeFunction Of(plan::NodeId node) const;
  // The ladders of the credit that look up the value, as far as their limits are known.
  std::vector<const LadderView*> Lookups() const;

  std::string Show(const Rational& at) const;
  // "99% exactly", "between 98.99% and 99%"
  std::string Show(const Interval& where) const;
  // " for gold, web" or nothing
  std::string For() const;
};

// Keeps a case that shows what was found at this place: the promise's value in periods in a row.
void ShowBy(
    const Promise& promise,
    const diag::Kind& kind,
    const source::Span& span,
    const std::vector<Rational>& values
);

// Every objective with a measure. Facts stay open (`fee` is not a number) or are read from the
// text.
std::vector<Promise> PromisesOf(const Subject& subject, analysis::World::Givens givens);

// The ladders that `root` can come to, tables resolved.
std::vector<LadderView> LaddersOf(const Promise& promise, plan::NodeId root);

// "25% of `fee`", "500 EUR"
std::string ShowAmount(
    const plan::Plan& plan,
    const Rational& amount,
    const analysis::Factor& factor,
    const plan::Type& type
);
std::string ShowPercent(const Rational& share);
// A length of whole ns for readers: fractions are cut.
std::string ShowLength(const Rational& ns);

}  // namespace slate::lint
