// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/diag/diagnostic.h"

namespace slate::diag {

inline constexpr Kind kMissingStatement{
    .code = "SL4001",
    .name = "missing-statement",
    .severity = Severity::kError,
    .explanation =
        "An agreement says who owes whom (`provider`, `customer`), when it is in force (`term`), "
        "by which clock\n"
        "(`zone`), in which currency and by which `period` it is settled. None of these has a "
        "silent default.",
};
inline constexpr Kind kRepeatedStatement{
    .code = "SL4002",
    .name = "repeated-statement",
    .severity = Severity::kError,
    .explanation = "A statement that can be said once is said twice.",
};
inline constexpr Kind kMissingAbsence{
    .code = "SL4003",
    .name = "missing-absence-rule",
    .severity = Severity::kError,
    .explanation =
        "An empty stretch of data means that nothing happened or that nobody looked. Events say "
        "`complete` or\n"
        "`complete except COLLECTOR_DOWN`; samples and states say `gaps { … }`, `gaps absent` or "
        "`gaps unknown`.",
};
inline constexpr Kind kCreditWithoutUnit{
    .code = "SL4004",
    .name = "credit-without-unit",
    .severity = Severity::kError,
    .explanation =
        "A credit of `10%` does not say of what. Write an amount: `fee * 10%`, `3 service_days`.",
};
inline constexpr Kind kMissingRound{
    .code = "SL4005",
    .name = "missing-round",
    .severity = Severity::kError,
    .explanation =
        "An amount of money that leaves the settlement is rounded by a rule of the contract: "
        "`round half_up to\n"
        "0.01 EUR`. Nothing is rounded silently.",
};
inline constexpr Kind kUnknownWord{
    .code = "SL4006",
    .name = "unknown-word",
    .severity = Severity::kError,
    .explanation = "A statement takes one of a few words at this place, and this is none of them.",
};
inline constexpr Kind kTargetWithoutMeasure{
    .code = "SL4007",
    .name = "target-without-measure",
    .severity = Severity::kError,
    .explanation =
        "`target`, `credit` and a `ladder` without a figure speak of `value`, which `measure` "
        "defines.",
};
inline constexpr Kind kUncoveredValue{
    .code = "SL4008",
    .name = "uncovered-value",
    .severity = Severity::kError,
    .explanation =
        "A value misses the target and no row of the ladder says what is owed. Close the hole, or "
        "end the ladder\n"
        "with `else`.",
};
inline constexpr Kind kCombinationMissing{
    .code = "SL4010",
    .name = "combination-missing",
    .severity = Severity::kError,
    .explanation = "A settlement says how amounts combine: `sum of`, `highest of` or `lowest of`.",
};
inline constexpr Kind kPartialUnstated{
    .code = "SL4011",
    .name = "partial-unstated",
    .severity = Severity::kError,
    .explanation =
        "The term cuts a period, so the text must say what a partial period is worth: `partial "
        "cut` (figures over the\n"
        "part in force), `whole` (over the whole period), `skip` (no verdict) or `extrapolate`.",
};
inline constexpr Kind kUndecidedUnstated{
    .code = "SL4012",
    .name = "undecided-unstated",
    .severity = Severity::kError,
    .explanation =
        "An input has `gaps unknown`, so a figure may be undecided when the money is due. The "
        "settlement says which\n"
        "end of the interval it pays: `undecided pays lower` or `undecided pays upper`.",
};
inline constexpr Kind kEmptyTerm{
    .code = "SL4014",
    .name = "empty-term",
    .severity = Severity::kError,
    .explanation = "The term ends before it begins.",
};
inline constexpr Kind kUnknownZone{
    .code = "SL4015",
    .name = "unknown-zone",
    .severity = Severity::kError,
    .explanation = "A zone is a name of the IANA time zone database, such as Europe/Berlin or UTC.",
};
inline constexpr Kind kReadingUnstated{
    .code = "SL4030",
    .name = "reading-unstated",
    .severity = Severity::kError,
    .explanation =
        "A fact that changes has several values in a period, and which of them counts changes the "
        "result. It is read\n"
        "at an instant, `fee at period.from`, or its declaration says how a period reads it: "
        "`dated "
        "at start`, `at end`,\n"
        "`highest`, `lowest`, `prorated by day`, `prorated by time` or `split`.",
};

inline constexpr Kind kAmendmentInside{
    .code = "SL4016",
    .name = "amendment-inside-period",
    .severity = Severity::kError,
    .explanation =
        "A period is settled under the version in force when it starts. An amendment that takes "
        "effect inside a period\n"
        "says what becomes of that period: `next period` leaves it as it was, `splits` settles the "
        "two parts apart.",
};
inline constexpr Kind kAmendmentMisfit{
    .code = "SL4017",
    .name = "amendment-does-not-fit",
    .severity = Severity::kError,
    .explanation =
        "All versions of an agreement share one row of periods, one zone, one currency, one ledger "
        "and the same data.\n"
        "An amendment restates lines by name, adds some, and gives others a new name with "
        "`formerly`.",
};

inline constexpr Kind kNotTighter{
    .code = "SL4018",
    .name = "not-tighter",
    .severity = Severity::kError,
    .explanation =
        "An agreement under another takes over what that one promises. What it says again must "
        "be provably no worse\n"
        "for the customer: a target that is met by fewer values, a credit that is never lower. "
        "Otherwise the text names\n"
        "the line with a reason: `loosens uptime.target because \"…\"`, or `changes …` where the "
        "two cannot be compared.",
};
inline constexpr Kind kNothingLoosened{
    .code = "SL4019",
    .name = "nothing-loosened",
    .severity = Severity::kWarning,
    .explanation =
        "`loosens` and `changes` name lines that an agreement says again and that are not provably "
        "tighter. This one\n"
        "names a line that is not said again, or that is tighter.",
};

inline constexpr const Kind* kAgreementKinds[] = {
    &kMissingStatement,
    &kRepeatedStatement,
    &kMissingAbsence,
    &kCreditWithoutUnit,
    &kMissingRound,
    &kUnknownWord,
    &kTargetWithoutMeasure,
    &kUncoveredValue,
    &kCombinationMissing,
    &kPartialUnstated,
    &kUndecidedUnstated,
    &kEmptyTerm,
    &kUnknownZone,
    &kAmendmentInside,
    &kAmendmentMisfit,
    &kNotTighter,
    &kNothingLoosened,
    &kReadingUnstated,
};

}  // namespace slate::diag
