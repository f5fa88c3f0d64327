// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "runtime/plan/plan.h"

namespace slate::evaluate {

// Which parts of the scope the value of a node depends on, one bit each.
using Mask = std::uint64_t;

inline constexpr Mask kOnPeriod = 1U << 0U;
inline constexpr Mask kOnWindow = 1U << 1U;
inline constexpr Mask kOnRow = 1U << 2U;
inline constexpr Mask kOnRun = 1U << 3U;
inline constexpr Mask kOnMoment = 1U << 4U;
// The row around the innermost one, and the one around that.
inline constexpr Mask kOnOuterRow = 1U << 5U;
inline constexpr Mask kOnFarRow = 1U << 6U;
inline constexpr Mask kOnOuterRun = 1U << 7U;
inline constexpr Mask kOnOuterWindow = 1U << 8U;
inline constexpr int kFirstKeyBit = 12;
inline constexpr std::size_t kKeyLimit = 52;
inline constexpr Mask kOnAnyKey = ~Mask{0} << kFirstKeyBit;

// All that moves while one figure is read: rows, runs, windows, moments.
inline constexpr Mask kOnAnyRow = kOnRow | kOnOuterRow | kOnFarRow;
inline constexpr Mask kOnAnyRun = kOnRun | kOnOuterRun;
inline constexpr Mask kOnAnyWindow = kOnWindow | kOnOuterWindow;
inline constexpr Mask kFleeting = kOnAnyRow | kOnAnyRun | kOnAnyWindow | kOnMoment;
// What the value of a row depends on beside the row itself and the keys.
inline constexpr Mask kBeyondRow = kOnPeriod | (kFleeting & ~kOnRow);

// For the `index`-th key of the plan. Keys beyond the limit share the last bit.
constexpr Mask OnKey(std::size_t index) {
  return Mask{1} << (kFirstKeyBit + (index < kKeyLimit ? index : kKeyLimit - 1));
}

// The masks of all nodes. Those of results and stages name the period and the keys of their
// arguments; what the objective itself reads is its own affair.
IdMap<plan::NodeId, Mask> FindDependencies(const plan::Plan& plan);

}  // namespace slate::evaluate
