// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "runtime/diag/diagnostic.h"

// What can be wrong with a text before its names mean anything.
namespace slate::diag {

inline constexpr Kind kNotUtf8{
    .code = "SL1001",
    .name = "not-utf8",
    .severity = Severity::kError,
    .explanation =
        "Texts are UTF-8. Bytes that are not are neither guessed nor replaced, because a "
        "contract must not change its letters on the way.",
};
inline constexpr Kind kForbiddenCharacter{
    .code = "SL1002",
    .name = "forbidden-character",
    .severity = Severity::kError,
    .explanation =
        "Control characters, invisible characters and marks that change the direction of "
        "writing are refused everywhere, comments included: with them a text can look "
        "different from what it says.",
};
inline constexpr Kind kStrayCharacter{
    .code = "SL1003",
    .name = "stray-character",
    .severity = Severity::kError,
    .explanation =
        "The character has no meaning outside texts in quotes and comments. Signs of other "
        "languages, such as `==` or `&&`, are named with the Slate word for them.",
};
inline constexpr Kind kGluedNumber{
    .code = "SL1004",
    .name = "glued-number",
    .severity = Severity::kError,
    .explanation =
        "A number and a word touch. Units of elapsed time (ns us ms s min h) are written "
        "glued, `30min`; everything else with a blank, `30 days`, `500 EUR`. There is no "
        "`30d`: a day of the calendar is not always 24 hours, so the text says `720h` or "
        "`30 days`.",
};
inline constexpr Kind kPercentSign{
    .code = "SL1005",
    .name = "percent-sign",
    .severity = Severity::kError,
    .explanation =
        "`%` and `‰` belong to the number before them, without a blank: `99.95%`. There is "
        "no remainder operator.",
};
inline constexpr Kind kUnclosedText{
    .code = "SL1006",
    .name = "unclosed-text",
    .severity = Severity::kError,
    .explanation =
        "A text that begins with a quotation mark ends with one on the same line; a text "
        "that begins with three ends with three.",
};
inline constexpr Kind kBadEscape{
    .code = "SL1007",
    .name = "bad-escape",
    .severity = Severity::kError,
    .explanation =
        "After a backslash in a text stand `\"`, `\\`, `n` for a line end or `t` for a tab.",
};
inline constexpr Kind kUncomposedLetter{
    .code = "SL1008",
    .name = "uncomposed-letter",
    .severity = Severity::kError,
    .explanation =
        "Letters with marks are written as one character (Unicode NFC), so that two names "
        "that look alike are alike.",
};
inline constexpr Kind kTooLarge{
    .code = "SL1010",
    .name = "too-large",
    .severity = Severity::kError,
    .explanation =
        "A file, a name, a text or a number is beyond its limit, or all texts of a run together "
        "are. "
        "`slate explain limits` lists the limits and how to raise them.",
};
inline constexpr Kind kTooDeep{
    .code = "SL1011",
    .name = "too-deep",
    .severity = Severity::kError,
    .explanation =
        "Parentheses, choices and chains of operators go at most 200 deep, or as deep as "
        "`--limit nesting=N` says. Name the parts with `let`.",
};
inline constexpr Kind kUnclosedBracket{
    .code = "SL1020",
    .name = "unclosed-bracket",
    .severity = Severity::kError,
    .explanation = "A `{`, `(` or `[` is not closed where its declaration ends.",
};
inline constexpr Kind kUnopenedBracket{
    .code = "SL1021",
    .name = "unopened-bracket",
    .severity = Severity::kError,
    .explanation = "A `}`, `)` or `]` closes nothing, or closes a bracket of another kind.",
};
inline constexpr Kind kUnexpectedToken{
    .code = "SL1022",
    .name = "unexpected-token",
    .severity = Severity::kError,
    .explanation =
        "The text cannot go on like this. What was found is named, and what was being read.",
};
inline constexpr Kind kUnknownStatement{
    .code = "SL1023",
    .name = "unknown-statement",
    .severity = Severity::kError,
    .explanation =
        "Every statement begins with its own word: `let`, `measure`, `target` … This line "
        "begins with another.",
};
inline constexpr Kind kReservedName{
    .code = "SL1024",
    .name = "reserved-name",
    .severity = Severity::kError,
    .explanation =
        "26 words belong to the language and cannot be names: and as beyond bridging by each "
        "else every except for if in ladder lasting let none not of or otherwise per sliding "
        "then upto where with.",
};
inline constexpr Kind kChainedComparison{
    .code = "SL1025",
    .name = "chained-comparison",
    .severity = Severity::kError,
    .explanation =
        "A comparison compares two values. For a value between two others write both "
        "comparisons and join them with `and`.",
};
inline constexpr Kind kMixedAndOr{
    .code = "SL1026",
    .name = "mixed-and-or",
    .severity = Severity::kError,
    .explanation =
        "`and` and `or` do not mix without parentheses: readers of contracts disagree about "
        "which of the two binds tighter.",
};
inline constexpr Kind kMissingExpression{
    .code = "SL1027",
    .name = "missing-expression",
    .severity = Severity::kError,
    .explanation =
        "A value should stand here: a number with its unit, a name, a call, or several of them "
        "joined by operators.",
};
inline constexpr Kind kUnionNotFirst{
    .code = "SL1028",
    .name = "union-not-first",
    .severity = Severity::kError,
    .explanation =
        "`with` joins spans at the head of a chain only. After `in`, `except` and the other "
        "links, put the union in parentheses.",
};
inline constexpr Kind kMissingSeparator{
    .code = "SL1029",
    .name = "missing-separator",
    .severity = Severity::kError,
    .explanation =
        "Rows of tables, members of keys, arguments and claims are separated by commas; line "
        "ends do not separate anything.",
};
inline constexpr Kind kImpossibleDate{
    .code = "SL1030",
    .name = "impossible-date",
    .severity = Severity::kError,
    .explanation = "The calendar has no such day or month.",
};
inline constexpr Kind kImpossibleTime{
    .code = "SL1031",
    .name = "impossible-time",
    .severity = Severity::kError,
    .explanation =
        "Times of day go from 00:00 to 24:00, seconds to 59, offsets from UTC to 18 hours.",
};
inline constexpr Kind kYearOutOfRange{
    .code = "SL1032",
    .name = "year-out-of-range",
    .severity = Severity::kError,
    .explanation = "Years from 1970 to 2200 are accepted.",
};
inline constexpr Kind kNotAWholeNumber{
    .code = "SL1033",
    .name = "not-a-whole-number",
    .severity = Severity::kError,
    .explanation = "A count, a year or an edition is a whole number that fits into 63 bits.",
};
inline constexpr Kind kBadSilence{
    .code = "SL1040",
    .name = "bad-silence",
    .severity = Severity::kError,
    .explanation =
        "A finding is silenced by `// slate: allow(SL7003) because …`: the codes in "
        "parentheses, then the reason.",
};
inline constexpr Kind kUnknownEdition{
    .code = "SL1041",
    .name = "unknown-edition",
    .severity = Severity::kError,
    .explanation =
        "The edition after `slate` fixes the meaning of the text for ever. This tool knows "
        "edition 1.",
};

inline constexpr auto kSyntaxKinds = std::to_array<const Kind*>({
    &kNotUtf8,           &kForbiddenCharacter, &kStrayCharacter,
    &kGluedNumber,       &kPercentSign,        &kUnclosedText,
    &kBadEscape,         &kUncomposedLetter,   &kTooLarge,
    &kTooDeep,           &kUnclosedBracket,    &kUnopenedBracket,
    &kUnexpectedToken,   &kUnknownStatement,   &kReservedName,
    &kChainedComparison, &kMixedAndOr,         &kMissingExpression,
    &kUnionNotFirst,     &kMissingSeparator,   &kImpossibleDate,
    &kImpossibleTime,    &kYearOutOfRange,     &kNotAWholeNumber,
    &kBadSilence,        &kUnknownEdition,
});

}  // namespace slate::diag
