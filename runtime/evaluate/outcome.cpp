// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/outcome.h"

#include "runtime/base/check.h"

namespace slate::evaluate {

std::string_view NameOf(ClaimState state) {
  switch (state) {
    case ClaimState::kNone: return "none";
    case ClaimState::kOpen: return "open";
    case ClaimState::kClaimed: return "claimed";
    case ClaimState::kForfeited: return "forfeited";
  }
  Unreachable("a claim's state has no name");
}

std::string_view NameOf(RightState state) {
  switch (state) {
    case RightState::kNone: return "none";
    case RightState::kStanding: return "standing";
    case RightState::kExercised: return "exercised";
    case RightState::kLapsed: return "lapsed";
  }
  Unreachable("a right's state has no name");
}

std::string_view NameOf(DutyState state) {
  switch (state) {
    case DutyState::kUnstated: return "unstated";
    case DutyState::kOpen: return "open";
    case DutyState::kDone: return "done";
    case DutyState::kLate: return "late";
    case DutyState::kOverdue: return "overdue";
  }
  Unreachable("a duty's state has no name");
}

}  // namespace slate::evaluate
