// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/statements.h"

#include <algorithm>
#include <array>

#include "runtime/base/check.h"

namespace slate::syntax {

namespace {

using enum TokenKind;

constexpr auto kFileWords =
    std::to_array({kAgreement, kExample, kMetric, kAmendment, kUse, kSlate});
constexpr auto kAgreementWords =
    std::to_array({kVersion, kProvider, kCustomer, kTerm,      kZone,     kCurrency,
                   kPeriod,  kPartial,  kUnit,     kKey,       kCalendar, kInput,
                   kGiven,   kAttested, kLet,      kObjective, kSettle,   kRight,
                   kDuty,    kOpening,  kLoosens,  kChanges,   kTitles,   kClause});
constexpr auto kInputWords = std::to_array({kLet});
constexpr auto kObjectiveWords = std::to_array(
    {kLet, kPeriod, kOnly, kMeasure, kTarget, kCredit, kBonus, kRelies, kLoosens, kChanges}
);
constexpr auto kSettleWords =
    std::to_array({kDrop, kHold, kCap, kLess, kRound, kClaim, kUndecided});
constexpr auto kExampleWords =
    std::to_array({kPeriod, kTerm, kNow, kTry, kGiven, kSuppose, kData, kExpect});

}  // namespace

std::span<const TokenKind> StatementWords(Block block) {
  switch (block) {
    case Block::kFile: return kFileWords;
    case Block::kAgreement: return kAgreementWords;
    case Block::kInput: return kInputWords;
    case Block::kObjective: return kObjectiveWords;
    case Block::kSettle: return kSettleWords;
    case Block::kExample: return kExampleWords;
  }
  Unreachable("a block without statements");
}

bool BeginsStatement(Block block, TokenKind kind) {
  const std::span<const TokenKind> words = StatementWords(block);
  return std::find(words.begin(), words.end(), kind) != words.end();
}

std::optional<Block> BlockOf(TokenKind word) {
  for (const Block block :
       {Block::kFile, Block::kAgreement, Block::kObjective, Block::kSettle, Block::kExample}) {
    if (BeginsStatement(block, word)) {
      return block;
    }
  }
  return std::nullopt;
}

std::string_view Describe(Block block) {
  switch (block) {
    case Block::kFile: return "the file";
    case Block::kAgreement: return "an agreement";
    case Block::kInput: return "an input";
    case Block::kObjective: return "an objective";
    case Block::kSettle: return "a settlement";
    case Block::kExample: return "an example";
  }
  Unreachable("a block without a name");
}

std::optional<Block> BlockOf(Rule rule, TokenKind first) {
  if (rule == Rule::kFile) {
    return Block::kFile;
  }
  if (rule == Rule::kAgreement || rule == Rule::kAmendment) {
    return Block::kAgreement;
  }
  if (rule == Rule::kExample) {
    return Block::kExample;
  }
  if (rule != Rule::kItem) {
    return std::nullopt;
  }
  if (first == kInput) {
    return Block::kInput;
  }
  return first == kObjective ? std::optional(Block::kObjective)
                             : (first == kSettle ? std::optional(Block::kSettle) : std::nullopt);
}

bool StartsLine(const source::File& file, const Token& token) {
  const std::string_view text = file.text();
  std::uint32_t at = token.begin;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) {
    --at;
  }
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
}

bool OnOneLine(const source::File& file, const Token& a, const Token& b) {
  const std::string_view between = file.text().substr(a.end, b.begin - a.end);
  return between.find_first_of("\r\n") == std::string_view::npos;
}

}  // namespace slate::syntax
