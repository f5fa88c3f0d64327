// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/diag/source_file.h"

namespace slate::syntax {

// The tokens of grammar/SlateLexer.g4, in its order and with its numbers; 0 is the end of the file.
enum class TokenKind : std::uint8_t {
  kEnd,
  // Reserved words.
  kAnd,
  kOr,
  kNot,
  kIf,
  kThen,
  kElse,
  kOtherwise,
  kWhere,
  kIn,
  kExcept,
  kWith,
  kLasting,
  kBridging,
  kBeyond,
  kUpto,
  kBy,
  kEach,
  kEvery,
  kSliding,
  kOf,
  kPer,
  kAs,
  kFor,
  kLet,
  kLadder,
  kNone,
  // Names everywhere but as the name of a type.
  kFirst,
  kLast,
  kHistory,
  // Names everywhere.
  kSlate,
  kUse,
  kMetric,
  kBest,
  kReads,
  kAgreement,
  kUnder,
  kAmendment,
  kNext,
  kSplits,
  kVersion,
  kProvider,
  kCustomer,
  kOn,
  kTerm,
  kFrom,
  kZone,
  kCurrency,
  kPeriod,
  kPartial,
  kUnit,
  kKey,
  kFormerly,
  kDuring,
  kCalendar,
  kAlso,
  kInput,
  kGood,
  kBad,
  kKeeping,
  kHolds,
  kGaps,
  kComplete,
  kPending,
  kReopened,
  kCounts,
  kGiven,
  kDated,
  kProrated,
  kAttested,
  kObjective,
  kOnly,
  kWhen,
  kMeasure,
  kTarget,
  kCredit,
  kBonus,
  kRelies,
  kIndependent,
  kSettle,
  kDrop,
  kHold,
  kCap,
  kLess,
  kRound,
  kTo,
  kClaim,
  kUntil,
  kUndecided,
  kPays,
  kRight,
  kDuty,
  kDone,
  kOpening,
  kLoosens,
  kChanges,
  kBecause,
  kTitles,
  kClause,
  kExample,
  kNow,
  kTry,
  kSuppose,
  kData,
  kTimes,
  kExpect,
  kAt,
  kPeriods,
  // Signs.
  kArrow,
  kRange,
  kDot,
  kComma,
  kColon,
  kQuestion,
  kEqual,
  kStar,
  kSlash,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  // Tokens with a text of their own.
  kCmp,
  kSign,
  kText,
  kString,
  kInstant,
  kDate,
  kMonth,
  kQuarter,
  kTime,
  kDuration,
  kPercent,
  kNumber,
  kIdent,
  kDoc,
  kSilence,
  kComment,
  kBlank,
  kGlued,
  kStray,
};

// A token of one file, by its bytes.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool operator==(const Token&) const = default;
};

// The first and the last kind with a fixed spelling that is a word.
inline constexpr TokenKind kFirstWord = TokenKind::kAnd;
inline constexpr TokenKind kLastWord = TokenKind::kPeriods;
inline constexpr TokenKind kLastReserved = TokenKind::kNone;

constexpr bool IsWord(TokenKind kind) {
  return kind >= kFirstWord && kind <= kLastWord;
}
constexpr bool IsReserved(TokenKind kind) {
  return kind >= kFirstWord && kind <= kLastReserved;
}
// Whether the token can stand where the grammar says `name`.
constexpr bool IsName(TokenKind kind) {
  return kind == TokenKind::kIdent || (IsWord(kind) && !IsReserved(kind));
}
constexpr bool IsComment(TokenKind kind) {
  return kind == TokenKind::kDoc || kind == TokenKind::kSilence || kind == TokenKind::kComment;
}
constexpr bool IsOpening(TokenKind kind) {
  return kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBracket ||
         kind == TokenKind::kLeftBrace;
}
constexpr bool IsClosing(TokenKind kind) {
  return kind == TokenKind::kRightParen || kind == TokenKind::kRightBracket ||
         kind == TokenKind::kRightBrace;
}

// The kind of a word: a word of the language, or kIdent.
TokenKind KindOfWord(std::string_view word);

// The token in a reader's words: `,` or `{` in backticks, "a name", "a date".
std::string_view Describe(TokenKind kind);

}  // namespace slate::syntax
