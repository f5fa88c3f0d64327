// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "compiler/analysis/world.h"

namespace slate::analysis {

// How a value moves when something else grows: not at all, with it, against it, or either way.
// Spans grow by covering more, a truth by becoming true.
enum class Polarity : std::uint8_t { kNone, kUp, kDown, kBoth };

Polarity Flip(Polarity a);
// Of a sum of two parts.
Polarity Join(Polarity a, Polarity b);
// Of f(g(x)).
Polarity Compose(Polarity outer, Polarity inner);

// What moves of itself; nothing = look at the parts of the node.
using Movement = std::function<std::optional<Polarity>(NodeId)>;

Polarity PolarityOf(const Plan& plan, NodeId node, const World& world, const Movement& moves);
// When the node `part` grows.
Polarity PolarityIn(const Plan& plan, NodeId node, NodeId part, const World& world);
// When service gets worse: columns marked `bad` grow, those marked `good` shrink.
Polarity PolarityOfWorse(const Plan& plan, NodeId node, const World& world);

}  // namespace slate::analysis
