// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "compiler/syntax/token.h"

namespace slate::syntax {

struct TokenList {
  std::vector<Token> tokens;    // ends with kEnd; without comments and blanks
  std::vector<Token> comments;  // kDoc, kSilence, kComment
};

// Splits well-formed UTF-8 into the tokens of grammar/SlateLexer.g4. Never fails. It differs from
// the grammar in broken text only: an unclosed `"` is one kStray to the end of its line, an
// unclosed
// `"""` one to the end of the file.
TokenList Tokenize(std::string_view text);

}  // namespace slate::syntax
