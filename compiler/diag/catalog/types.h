// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/diag/diagnostic.h"

namespace slate::diag {

inline constexpr Kind kUnitMismatch{
    .code = "SL3001",
    .name = "unit-mismatch",
    .severity = Severity::kError,
    .explanation =
        "A percentage, a duration and an amount of money measure different things: they are "
        "neither added\n"
        "nor compared. Two currencies never mix.",
};
inline constexpr Kind kTypeMismatch{
    .code = "SL3002",
    .name = "type-mismatch",
    .severity = Severity::kError,
    .explanation = "A value of one type stands where another is needed.",
};
inline constexpr Kind kMayBeUndefined{
    .code = "SL3003",
    .name = "may-be-undefined",
    .severity = Severity::kError,
    .explanation =
        "A mean, share, minimum or percentile of nothing has no value, nor has a division by zero "
        "or an optional\n"
        "column without an entry. A figure that reaches a target, a credit or a comparison must "
        "say what then holds:\n"
        "`otherwise 100%`, `otherwise void` (no verdict), or `otherwise skip` (left out of the "
        "aggregate).",
};
inline constexpr Kind kUnknownType{
    .code = "SL3004",
    .name = "unknown-type",
    .severity = Severity::kError,
    .explanation =
        "Types are number, count, share, duration, bytes, money, bool, instant, date, text, spans, "
        "the keys of the\n"
        "agreement, its declared units, and products and quotients such as money / duration.",
};
inline constexpr Kind kUnknownUnit{
    .code = "SL3005",
    .name = "unknown-unit",
    .severity = Severity::kError,
    .explanation =
        "A number is followed by a word that is no unit: currencies are three capital letters, "
        "bytes are B kB MB GB\n"
        "TB KiB MiB GiB TiB, calendar amounts are days weeks months quarters years, others are "
        "declared with `unit`.",
};
inline constexpr Kind kUnboundedSpans{
    .code = "SL3006",
    .name = "unbounded-spans",
    .severity = Severity::kError,
    .explanation =
        "Spans read from an input lie on the whole time line. Before they become a figure the text "
        "says whether they\n"
        "are cut at the edges of the period (`in period`) or assigned whole (`by from`, `by to`): "
        "an outage from\n"
        "23:57 to 00:04 is 3 + 4, 7 + 0 or 0 + 7 minutes.",
};
inline constexpr Kind kWrongArguments{
    .code = "SL3007",
    .name = "wrong-arguments",
    .severity = Severity::kError,
    .explanation = "A function, metric or aggregate was given other arguments than it takes.",
};
inline constexpr Kind kOutOfRange{
    .code = "SL3008",
    .name = "out-of-range",
    .severity = Severity::kError,
    .explanation =
        "A share lies between 0% and 100%, a count is never negative. A target or literal outside "
        "can never hold or\n"
        "never fail; usually a percent sign is missing.",
};
inline constexpr Kind kNeedsPlace{
    .code = "SL3009",
    .name = "needs-place",
    .severity = Severity::kError,
    .explanation =
        "A row belongs to the period in which it is placed. Interval rows and cases have several "
        "instants, so the\n"
        "aggregate says which: `by from`, `by opened`, `by decided`.",
};
inline constexpr Kind kNeedsMember{
    .code = "SL3010",
    .name = "needs-member",
    .severity = Severity::kError,
    .explanation =
        "A figure exists once for each member of a key, and nothing in scope says which member is "
        "meant: use\n"
        "`each KEY`, an index such as `fee[gold]`, or an aggregate over the key.",
};
inline constexpr Kind kNotAValue{
    .code = "SL3011",
    .name = "not-a-value",
    .severity = Severity::kError,
    .explanation = "An input, a key or an objective is not a value by itself.",
};
inline constexpr Kind kNotExhaustive{
    .code = "SL3012",
    .name = "not-exhaustive",
    .severity = Severity::kError,
    .explanation =
        "A table over a closed key has a row for each member, or an `else`; over an open key it "
        "needs `else`.",
};
inline constexpr Kind kBadLocalTime{
    .code = "SL3013",
    .name = "skipped-or-doubled-time",
    .severity = Severity::kError,
    .explanation =
        "When clocks change, some local readings do not exist and others occur twice. Written with "
        "an offset, such\n"
        "as 2026-10-25T02:30+01:00, a time is unambiguous.",
};
inline constexpr Kind kFractionalNanoseconds{
    .code = "SL3014",
    .name = "not-whole-nanoseconds",
    .severity = Severity::kError,
    .explanation =
        "The ends of spans are whole nanoseconds, so the lengths that operators on spans take are "
        "too.",
};
inline constexpr Kind kMisplacedResolution{
    .code = "SL3015",
    .name = "misplaced-otherwise",
    .severity = Severity::kError,
    .explanation =
        "`otherwise void` stands outermost in `measure`; `otherwise skip` stands in the body of an "
        "aggregate.",
};

inline constexpr Kind kUnfoldsTooFar{
    .code = "SL3016",
    .name = "unfolds-too-far",
    .severity = Severity::kError,
    .explanation =
        "Metrics and `let`s stand for their texts. A metric that uses another twice, which uses a "
        "third twice, doubles\n"
        "with each step; an agreement may unfold to a million expressions. `slate explain limits` "
        "lists the limits and\n"
        "how to raise them.",
};

inline constexpr const Kind* kTypeKinds[] = {
    &kUnitMismatch,
    &kTypeMismatch,
    &kMayBeUndefined,
    &kUnknownType,
    &kUnknownUnit,
    &kUnboundedSpans,
    &kWrongArguments,
    &kOutOfRange,
    &kNeedsPlace,
    &kNeedsMember,
    &kNotAValue,
    &kNotExhaustive,
    &kBadLocalTime,
    &kFractionalNanoseconds,
    &kMisplacedResolution,
    &kUnfoldsTooFar,
};

}  // namespace slate::diag
