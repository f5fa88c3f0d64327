// SPDX-License-Identifier: Apache-2.0
#include "compiler/fmt/spacing.h"

#include <algorithm>
#include <initializer_list>

namespace slate::layout {

namespace {

using enum syntax::TokenKind;
using syntax::Token;
using syntax::TokenKind;

bool IsOneOf(TokenKind kind, std::initializer_list<TokenKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

class Spacing {
 public:
  Spacing(std::span<const Token> tokens, const Starts& starts) : tokens_(tokens), starts_(starts) {}

  bool HasBlankBefore(std::size_t i) const {
    const TokenKind left = tokens_[i - 1].kind;
    const TokenKind right = tokens_[i].kind;
    if (left == kLeftBrace && right == kRightBrace) {
      return false;
    }
    if (IsOneOf(left, {kLeftParen, kLeftBracket, kDot}) ||
        IsOneOf(
            right, {kRightParen, kRightBracket, kComma, kColon, kQuestion, kDot, kLeftBracket}
        )) {
      return false;
    }
    if (right == kLeftParen) {
      return !IsCall(i - 1);
    }
    return left != kSign || !IsUnary(i - 1);
  }

 private:
  bool IsGlued(std::size_t i) const { return tokens_[i].end == tokens_[i + 1].begin; }
  bool BeginsStatement(std::size_t i) const { return starts_.contains(tokens_[i].begin); }

  // `name(`. A soft word before a parenthesis may be a name or not: its author knew.
  bool IsCall(std::size_t i) const {
    if (tokens_[i].kind == kIdent) {
      return true;
    }
    return syntax::IsName(tokens_[i].kind) && !BeginsStatement(i) && IsGlued(i);
  }

  bool IsUnary(std::size_t i) const {
    const TokenKind left = tokens_[i - 1].kind;
    if (left == kIdent || syntax::IsClosing(left) || (left >= kText && left <= kNumber)) {
      return false;
    }
    if (syntax::IsName(left) && !BeginsStatement(i - 1)) {
      return IsGlued(i) && !IsGlued(i - 1);
    }
    return true;
  }

  std::span<const Token> tokens_;
  const Starts& starts_;
};

}  // namespace

bool HasBlankBefore(std::span<const Token> tokens, std::size_t token, const Starts& starts) {
  return Spacing(tokens, starts).HasBlankBefore(token);
}

std::size_t PaddedWidth(Start start, TokenKind word) {
  if (start == Start::kItem &&
      IsOneOf(word, {kVersion, kProvider, kCustomer, kTerm, kZone, kCurrency, kPeriod, kPartial})) {
    return 8;
  }
  if (start == Start::kPromise && IsOneOf(word, {kMeasure, kTarget, kCredit, kBonus})) {
    return 7;
  }
  return start == Start::kStep && IsOneOf(word, {kDrop, kHold, kCap, kLess, kRound, kClaim}) ? 5
                                                                                             : 0;
}

}  // namespace slate::layout
