// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/syntax/parse_tree.h"
#include "runtime/diag/source_file.h"

// Where statements begin and end, for texts that do not parse and for the layout of those that do.
namespace slate::syntax {

enum class Block : std::uint8_t { kFile, kAgreement, kInput, kObjective, kSettle, kExample };

// The words that begin a statement of a block.
std::span<const TokenKind> StatementWords(Block block);
bool BeginsStatement(Block block, TokenKind kind);
// The block whose statements begin with the word, if there is one.
std::optional<Block> BlockOf(TokenKind word);
// The block in a reader's words: "an agreement".
std::string_view Describe(Block block);

// The block a rule's braces hold, seen from its first token.
std::optional<Block> BlockOf(Rule rule, TokenKind first);

bool StartsLine(const source::File& file, const Token& token);
bool OnOneLine(const source::File& file, const Token& a, const Token& b);

}  // namespace slate::syntax
