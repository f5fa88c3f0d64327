// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/diag/diagnostic.h"

// What a sound text can still get wrong. Each kind has been found in a published agreement.
namespace slate::diag {

inline constexpr Kind kOverlappingRows{
    .code = "SL4101",
    .name = "overlapping-rows",
    .severity = Severity::kError,
    .explanation =
        "Two rows of a ladder hold for the same value, and neither is a part of the other. Rows "
        "may be nested, then\n"
        "the later one wins; rows that only overlap leave open which was meant.",
};
inline constexpr Kind kUnreachableRow{
    .code = "SL4102",
    .name = "unreachable-row",
    .severity = Severity::kError,
    .explanation =
        "A row of a ladder never applies: its limits exclude each other, or a later row holds "
        "wherever it does. The\n"
        "last row that holds wins, so rows go from slight to grave.",
};
inline constexpr Kind kLabelOffRow{
    .code = "SL7001",
    .name = "label-off-row",
    .severity = Severity::kWarning,
    .explanation =
        "The printed label of a row and its limits speak of different values. A label may round "
        "its ends to its last\n"
        "printed digit, no more.",
};
inline constexpr Kind kLabelOffMinutes{
    .code = "SL7002",
    .name = "label-off-minutes",
    .severity = Severity::kWarning,
    .explanation =
        "A label translates a percentage into minutes that fit no period of the agreement. The "
        "percentage decides;\n"
        "readers believe the minutes.",
};
inline constexpr Kind kUnlimitedSettlement{
    .code = "SL7003",
    .name = "unlimited-settlement",
    .severity = Severity::kWarning,
    .explanation =
        "A credit can exceed the fee it is a share of, and no `cap` limits the settlement.",
};
inline constexpr Kind kFallingCredit{
    .code = "SL7004",
    .name = "falling-credit",
    .severity = Severity::kWarning,
    .explanation =
        "Worse service owes less: the credit falls somewhere as the value moves away from the "
        "target.",
};
inline constexpr Kind kPenaltyWhenMet{
    .code = "SL7005",
    .name = "penalty-when-met",
    .severity = Severity::kWarning,
    .explanation =
        "A row of the credit reaches into the values that meet the target. There nothing is owed, "
        "so that part of the\n"
        "row can never apply; readers of the table expect it to.",
};
inline constexpr Kind kMissWithoutCredit{
    .code = "SL7006",
    .name = "miss-without-credit",
    .severity = Severity::kWarning,
    .explanation =
        "The commitment and the first row that pays are apart: just below the target it is missed "
        "and nothing is owed.",
};
inline constexpr Kind kPaidTwice{
    .code = "SL7007",
    .name = "paid-twice",
    .severity = Severity::kWarning,
    .explanation =
        "Two objectives measure the same failures and the settlement adds their credits.",
};
inline constexpr Kind kRowAboveCap{
    .code = "SL7008",
    .name = "row-above-cap",
    .severity = Severity::kWarning,
    .explanation =
        "A row pays more than the settlement lets through, so what it prints is never paid.",
};
inline constexpr Kind kIdleTarget{
    .code = "SL7009",
    .name = "idle-target",
    .severity = Severity::kWarning,
    .explanation =
        "Every value that the measure can take meets the target, or none does: it promises "
        "nothing.",
};
inline constexpr Kind kRowOutOfRange{
    .code = "SL7010",
    .name = "row-out-of-range",
    .severity = Severity::kWarning,
    .explanation =
        "A row is for values that the figure cannot take. Often a percent sign or a unit is "
        "missing.",
};
inline constexpr Kind kUnlimitedExclusion{
    .code = "SL7011",
    .name = "unlimited-exclusion",
    .severity = Severity::kWarning,
    .explanation =
        "Rows of an input are left out of the measure without any quota, and nothing else in the "
        "agreement watches\n"
        "them. Whoever writes these rows decides what is promised.",
};
inline constexpr Kind kFinerThanMeasured{
    .code = "SL7012",
    .name = "finer-than-measured",
    .severity = Severity::kWarning,
    .explanation =
        "One failed sample stands for more downtime than the target allows in the longest period, "
        "so the target cannot\n"
        "be told from 100%.",
};
inline constexpr Kind kAnswerAfterSolution{
    .code = "SL7013",
    .name = "answer-after-solution",
    .severity = Severity::kWarning,
    .explanation = "A case may be answered later than it has to be solved.",
};
inline constexpr Kind kShorterThanBacking{
    .code = "SL7014",
    .name = "shorter-than-backing",
    .severity = Severity::kWarning,
    .explanation =
        "The deadline promised ends before the deadline of the agreement it relies on, for a start "
        "at the worst moment\n"
        "of the week.",
};
inline constexpr Kind kTighterThanChain{
    .code = "SL7015",
    .name = "tighter-than-chain",
    .severity = Severity::kWarning,
    .explanation =
        "The agreements relied on permit more downtime together than this target does. What they "
        "permit is counted as a\n"
        "budget: outside their hours all of it, inside what their target leaves, for the worst "
        "schedule that keeps them\n"
        "all. A product of percentages would assume that failures are independent; `independent` "
        "says so.",
};
inline constexpr Kind kClaimBeforeReport{
    .code = "SL7016",
    .name = "claim-before-report",
    .severity = Severity::kWarning,
    .explanation = "The claim has to be made before the report that shows the failure is due.",
};
inline constexpr Kind kFewSamples{
    .code = "SL7017",
    .name = "few-samples",
    .severity = Severity::kWarning,
    .explanation =
        "The share is taken of so few that a single failure misses the target; it cannot be told "
        "from 100%. An absolute\n"
        "allowance says what is meant.",
};
inline constexpr Kind kMetricNotBest{
    .code = "SL7018",
    .name = "metric-not-best",
    .severity = Severity::kWarning,
    .explanation =
        "A metric states its best value, and perfect arguments do not give it: `bad` ones of 0, "
        "`good` ones equal to\n"
        "the whole. The formula is then not the one that was meant.",
};
inline constexpr Kind kFannedCredit{
    .code = "SL7019",
    .name = "fanned-credit",
    .severity = Severity::kWarning,
    .explanation =
        "The objective exists once for each member of a key, its credit is a share of one fee for "
        "all of them, and the\n"
        "settlement adds them up without a cap.",
};
inline constexpr Kind kUnusedDefinition{
    .code = "SL7020",
    .name = "unused-definition",
    .severity = Severity::kWarning,
    .explanation = "A definition that nothing reads is a promise that readers look for in vain.",
};
inline constexpr Kind kFigureInProse{
    .code = "SL7021",
    .name = "figure-in-prose",
    .severity = Severity::kWarning,
    .explanation =
        "A clause repeats by hand a figure that the agreement has as a value; when one is changed "
        "the other stays.",
};
inline constexpr Kind kMissingTranslation{
    .code = "SL7022",
    .name = "missing-translation",
    .severity = Severity::kWarning,
    .explanation = "A clause lacks a language in which other clauses of the agreement are written.",
};
inline constexpr Kind kTimeUsedCompared{
    .code = "SL7023",
    .name = "time-used-compared",
    .severity = Severity::kRemark,
    .explanation =
        "`length(a .. b in office) <= 8h` and `b <= a + 8h of office` are two promises: the first "
        "also forgives what\n"
        "happens outside hours after the time has run out.",
};
inline constexpr Kind kUnsettledCredit{
    .code = "SL7024",
    .name = "unsettled-credit",
    .severity = Severity::kWarning,
    .explanation =
        "An objective states a credit or a bonus that no `settle` takes up and nothing else "
        "reads:\n"
        "a miss is found and nothing is paid.",
};
inline constexpr Kind kUnusedSilence{
    .code = "SL7099",
    .name = "unused-silence",
    .severity = Severity::kWarning,
    .explanation = "A silence that silences nothing hides the next finding at its place.",
};

inline constexpr const Kind* kLintKinds[] = {
    &kOverlappingRows,     &kUnreachableRow,    &kLabelOffRow,         &kLabelOffMinutes,
    &kUnlimitedSettlement, &kFallingCredit,     &kPenaltyWhenMet,      &kMissWithoutCredit,
    &kPaidTwice,           &kRowAboveCap,       &kIdleTarget,          &kRowOutOfRange,
    &kUnlimitedExclusion,  &kFinerThanMeasured, &kAnswerAfterSolution, &kShorterThanBacking,
    &kTighterThanChain,    &kClaimBeforeReport, &kFewSamples,          &kMetricNotBest,
    &kFannedCredit,        &kUnusedDefinition,  &kFigureInProse,       &kMissingTranslation,
    &kTimeUsedCompared,    &kUnsettledCredit,   &kUnusedSilence,
};

}  // namespace slate::diag
