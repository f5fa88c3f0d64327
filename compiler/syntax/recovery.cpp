// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/syntax/statements.h"
#include "compiler/syntax/syntax_errors.h"

namespace slate::syntax {

namespace {

bool Contains(const OpenRule& rule, TokenKind kind) {
  return std::find(rule.tokens.begin(), rule.tokens.end(), kind) != rule.tokens.end();
}

// Where the broken statement begins, and the block it stands in.
struct Start {
  std::size_t token = 0;
  Block block = Block::kFile;
};

// The first token of what was being read in the block when a complete-looking statement did not
// end.
std::size_t StepBack(
    const source::File& file, Block block, std::size_t at, const std::vector<Token>& tokens
) {
  int depth = 0;
  // A statement that breaks off has taken the word of the next one; that one is sound.
  const bool late = at >= 2 && BeginsStatement(block, tokens[at - 1].kind) &&
                    StartsLine(file, tokens[at - 1]) && !IsOpening(tokens[at - 2].kind);
  std::size_t i = late ? at - 2 : at;
  while (i > 0 && !StartsLine(file, tokens[i])) {
    const TokenKind kind = tokens[i - 1].kind;
    depth += IsClosing(kind) ? 1 : (IsOpening(kind) ? -1 : 0);
    if (depth < 0) {
      break;
    }
    --i;
    if (depth == 0 && BeginsStatement(block, kind)) {
      break;
    }
  }
  return i;
}

Start FindStart(
    const source::File& file, const Failure& failure, const std::vector<Token>& tokens
) {
  Start start{failure.token, Block::kFile};
  for (const OpenRule& rule : failure.rules) {
    const auto block = BlockOf(rule.rule, tokens[rule.first_token].kind);
    const bool open = block && (*block == Block::kFile || Contains(rule, TokenKind::kLeftBrace));
    if (open && !Contains(rule, TokenKind::kRightBrace)) {
      start.block = *block;
      start.token =
          start.token == failure.token ? StepBack(file, *block, start.token, tokens) : start.token;
      return start;
    }
    start.token = std::min<std::size_t>(rule.first_token, failure.token);
  }
  return start;
}

bool BeginsNext(
    const source::File& file, Block block, const std::vector<Token>& tokens, std::size_t i
) {
  if (!BeginsStatement(block, tokens[i].kind)) {
    return false;
  }
  // In a block on one line, the words themselves part the statements.
  return StartsLine(file, tokens[i]) || block == Block::kSettle;
}

}  // namespace

TokenRange BrokenStatement(
    const source::File& file, const Failure& failure, const std::vector<Token>& tokens
) {
  const std::size_t last = tokens.size() - 1;
  if (failure.too_deep) {
    return {0, static_cast<std::ptrdiff_t>(last)};
  }
  const Start start = FindStart(file, failure, tokens);
  std::size_t end = start.token;
  int depth = 0;
  while (end < last) {
    const TokenKind kind = tokens[end].kind;
    if (depth == 0 && end > start.token && end + 1 >= failure.token &&
        BeginsNext(file, start.block, tokens, end)) {
      break;
    }
    depth += IsOpening(kind) ? 1 : (IsClosing(kind) ? -1 : 0);
    if (depth < 0) {
      break;
    }
    ++end;
  }
  if (end == start.token) {
    ++end;
  }
  return {
      static_cast<std::ptrdiff_t>(start.token), static_cast<std::ptrdiff_t>(std::min(end, last))};
}

std::vector<std::vector<Token>> SplitDeclarations(
    const source::File& file, const std::vector<Token>& tokens
) {
  std::vector<std::vector<Token>> parts(1);
  int depth = 0;
  for (const Token& token : tokens) {
    const bool begins =
        depth == 0 && BeginsStatement(Block::kFile, token.kind) && StartsLine(file, token);
    if ((begins || token.kind == TokenKind::kEnd) && !parts.back().empty()) {
      parts.back().push_back({TokenKind::kEnd, token.begin, token.begin});
      parts.emplace_back();
    }
    depth += IsOpening(token.kind) ? 1 : (IsClosing(token.kind) ? -1 : 0);
    parts.back().push_back(token);
  }
  parts.pop_back();
  return parts;
}

}  // namespace slate::syntax
