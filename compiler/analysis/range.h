// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/analysis/interval.h"
#include "compiler/analysis/world.h"

namespace slate::analysis {

// The values that a number can take, from types, constants, lengths and periods. Never too narrow.
Interval RangeOf(const Plan& plan, NodeId node, const World& world);

// Every stretch of these spans lies in the period.
bool IsInPeriod(const Plan& plan, NodeId spans);
// The spans `inner` are a part of `outer`.
bool IsPartOf(const Plan& plan, NodeId inner, NodeId outer);

// The shortest and longest period of a rhythm in ns, an hour of clock change included; no upper end
// for the whole term.
Interval LengthOf(const plan::Rhythm& rhythm);
Interval DaysOf(const plan::Rhythm& rhythm);

}  // namespace slate::analysis
