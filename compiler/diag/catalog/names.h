// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/diag/diagnostic.h"

namespace slate::diag {

inline constexpr Kind kUnknownName{
    .code = "SL2001",
    .name = "unknown-name",
    .severity = Severity::kError,
    .explanation =
        "A word stands where a value is expected, and nothing of that name is in reach. In reach "
        "are the\n"
        "agreement's own definitions, those of the agreement it stands under, the columns of the "
        "row in\n"
        "scope, the library modules named by `use`, and the built-in words.",
};
inline constexpr Kind kDuplicateName{
    .code = "SL2002",
    .name = "duplicate-name",
    .severity = Severity::kError,
    .explanation =
        "A name means one thing. Two definitions of one agreement, or two metrics in reach, share "
        "it.",
};
inline constexpr Kind kModuleNotFound{
    .code = "SL2003",
    .name = "module-not-found",
    .severity = Severity::kError,
    .explanation =
        "`use a.b` reads the file a/b.slate beside the text that says so; `use std.a` reads "
        "a.slate of the\n"
        "standard library, which lies next to the program or where SLATE_STDLIB says.",
};
inline constexpr Kind kUseCycle{
    .code = "SL2004",
    .name = "use-cycle",
    .severity = Severity::kError,
    .explanation = "Modules use each other in a circle, so none of them can be read first.",
};
inline constexpr Kind kUnknownAgreement{
    .code = "SL2005",
    .name = "unknown-agreement",
    .severity = Severity::kError,
    .explanation =
        "`under`, `of` and `relies on` name an agreement of the same text or of a module in use.",
};
inline constexpr Kind kDefinitionCycle{
    .code = "SL2006",
    .name = "definition-cycle",
    .severity = Severity::kError,
    .explanation =
        "A definition needs its own value. A figure may read its own past through `previous`, "
        "never its present.",
};
inline constexpr Kind kUnknownMember{
    .code = "SL2007",
    .name = "unknown-member",
    .severity = Severity::kError,
    .explanation = "A closed key lists its members; the word is none of them.",
};
inline constexpr Kind kUnknownField{
    .code = "SL2008",
    .name = "unknown-field",
    .severity = Severity::kError,
    .explanation =
        "An objective has `value target met missed pending undecided void credit bonus` and its "
        "own `let`s; a\n"
        "date, a period and a stretch have `from` and `to`; a case has its columns.",
};
inline constexpr Kind kUnknownHolidays{
    .code = "SL2009",
    .name = "unknown-holidays",
    .severity = Severity::kError,
    .explanation = "A calendar leaves out a holiday table that no module in use provides.",
};

inline constexpr Kind kAmbiguousColumn{
    .code = "SL2011",
    .name = "ambiguous-column",
    .severity = Severity::kError,
    .explanation =
        "Inside an aggregate the columns of its rows are in reach, and inside that one's "
        "aggregates "
        "too. Nothing\n"
        "shadows anything: a name that both have is told apart by `as`, as in\n"
        "`max(outage by from as o: count(request where at >= o.from and at < o.to))`.",
};

inline constexpr Kind kTooManyUses{
    .code = "SL2012",
    .name = "too-many-uses",
    .severity = Severity::kError,
    .explanation =
        "A text brings in others by `use`, and those others still. How many that may be, and how "
        "long a chain of them, is bounded; `slate explain limits` lists the limits and how to "
        "raise "
        "them.",
};

inline constexpr const Kind* kNameKinds[] = {
    &kUnknownName,
    &kDuplicateName,
    &kModuleNotFound,
    &kUseCycle,
    &kUnknownAgreement,
    &kDefinitionCycle,
    &kUnknownMember,
    &kUnknownField,
    &kUnknownHolidays,
    &kAmbiguousColumn,
    &kTooManyUses,
};

}  // namespace slate::diag
