// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "compiler/analysis/piecewise.h"
#include "compiler/analysis/world.h"

namespace slate::analysis {

// The one quantity that a function depends on: the nodes that stand for it, and its values.
struct Variable {
  std::vector<NodeId> nodes = {};
  Interval domain = {};
};

// The `value` of an objective: its measure and every reading of its result.
Variable ValueOf(const Plan& plan, const plan::Objective& objective, const World& world);

// A number as a piecewise linear function of the variable. Quantities that are not known and do not
// depend on it, such as fees, are factored out; they are taken to be positive. Nothing where the
// node is not such a function.
MaybeFunction FunctionOf(
    const Plan& plan, NodeId node, const Variable& variable, const World& world
);
// A truth as stretches of the variable.
std::optional<Cells<bool>> TruthOf(
    const Plan& plan, NodeId node, const Variable& variable, const World& world
);

std::optional<Rational> ConstantOf(const Plan& plan, NodeId node, const World& world);

// Which row of a ladder applies where on `domain`: its index, or -1 for no row (the fallback, if
// any). Nothing unless every limit is known.
std::optional<Cells<int>> RowsOn(
    const Plan& plan, const plan::Node& ladder, const Interval& domain, const World& world
);
// The stretch of one row by its own limits, later rows aside.
std::optional<Interval> RowStretch(const Plan& plan, const plan::Rung& rung, const World& world);

}  // namespace slate::analysis
