// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "compiler/analysis/interval.h"
#include "compiler/diff/comparing.h"

namespace slate::diff {

// The steps of one settlement in both texts, on the amounts that can come before the first one.
struct StepsToCompare {
  const plan::Settle& before;
  const plan::Settle& after;
  const analysis::World& world;
  analysis::Interval amounts;
  plan::Type type;
};

struct StepChanges {
  // Of the result, if what comes before the steps is the same or moves one way.
  Order order = Order::kSame;
  std::vector<Witness> witnesses = {};
  std::map<plan::Step::Kind, Ordered> by_kind = {};
};

StepChanges CompareSteps(Comparing& comparing, const StepsToCompare& what, Order lines);

ChangeKind KindOf(plan::Step::Kind kind);

}  // namespace slate::diff
