// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/lint/rule.h"

// One rule in each file of this folder; all_rules.cpp lists them.
namespace slate::lint::rules {

extern const Rule kAnswerAfterSolution;
extern const Rule kClaimBeforeReport;
extern const Rule kFallingCredit;
extern const Rule kFannedCredit;
extern const Rule kFewSamples;
extern const Rule kFigureInProse;
extern const Rule kFinerThanMeasured;
extern const Rule kIdleTarget;
extern const Rule kLabelOffMinutes;
extern const Rule kLabelOffRow;
extern const Rule kMetricNotBest;
extern const Rule kMissWithoutCredit;
extern const Rule kMissingTranslation;
extern const Rule kOverlappingRows;
extern const Rule kPaidTwice;
extern const Rule kPenaltyWhenMet;
extern const Rule kRowAboveCap;
extern const Rule kRowOutOfRange;
extern const Rule kShorterThanBacking;
extern const Rule kTighterThanChain;
extern const Rule kTimeUsedCompared;
extern const Rule kUncoveredValue;
extern const Rule kUnlimitedExclusion;
extern const Rule kUnlimitedSettlement;
extern const Rule kUnreachableRow;
extern const Rule kUnsettledCredit;
extern const Rule kUnusedDefinition;

}  // namespace slate::lint::rules
