// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/base/check.h"
#include "runtime/exact/rounding.h"
#include "runtime/plan/plan.h"

namespace slate::analysis {

// How one of kFloor, kCeil, kHalfUp, kHalfEven picks a multiple of its step.
inline exact::RoundingMode ModeOf(plan::Op op) {
  if (op == plan::Op::kFloor) {
    return exact::RoundingMode::kFloor;
  }
  if (op == plan::Op::kCeil) {
    return exact::RoundingMode::kCeil;
  }
  Check(
      op == plan::Op::kHalfUp || op == plan::Op::kHalfEven, "not an operation that rounds to steps"
  );
  return op == plan::Op::kHalfUp ? exact::RoundingMode::kHalfUp : exact::RoundingMode::kHalfEven;
}

}  // namespace slate::analysis
