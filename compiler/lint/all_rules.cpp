// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/all_rules.h"

#include <array>

#include "compiler/lint/rules/rules.h"

namespace slate::lint {

std::span<const Rule* const> AllRules() {
  static constexpr std::array kRules = {
      &rules::kUncoveredValue,       // SL4008
      &rules::kOverlappingRows,      // SL4101
      &rules::kUnreachableRow,       // SL4102
      &rules::kLabelOffRow,          // SL7001
      &rules::kLabelOffMinutes,      // SL7002
      &rules::kUnlimitedSettlement,  // SL7003
      &rules::kFallingCredit,        // SL7004
      &rules::kPenaltyWhenMet,       // SL7005
      &rules::kMissWithoutCredit,    // SL7006
      &rules::kPaidTwice,            // SL7007
      &rules::kRowAboveCap,          // SL7008
      &rules::kIdleTarget,           // SL7009
      &rules::kRowOutOfRange,        // SL7010
      &rules::kUnlimitedExclusion,   // SL7011
      &rules::kFinerThanMeasured,    // SL7012
      &rules::kAnswerAfterSolution,  // SL7013
      &rules::kShorterThanBacking,   // SL7014
      &rules::kTighterThanChain,     // SL7015
      &rules::kClaimBeforeReport,    // SL7016
      &rules::kFewSamples,           // SL7017
      &rules::kMetricNotBest,        // SL7018
      &rules::kFannedCredit,         // SL7019
      &rules::kUnusedDefinition,     // SL7020
      &rules::kFigureInProse,        // SL7021
      &rules::kMissingTranslation,   // SL7022
      &rules::kTimeUsedCompared,     // SL7023
      &rules::kUnsettledCredit,      // SL7024
  };
  return kRules;
}

}  // namespace slate::lint
