// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compiler/syntax/options.h"
#include "compiler/syntax/token.h"
#include "runtime/diag/sink.h"
#include "runtime/diag/source_file.h"

namespace slate::syntax {

struct TokenText {
  source::FileId id{};
  const source::File& file;
};

// Reports tokens that the grammar does not know (stray characters, `30d`, unclosed texts, limits)
// and returns the tokens as they were probably meant, so that one mistake is one report. An empty
// result cannot be read further.
std::vector<Token> RepairTokens(
    TokenText text, const std::vector<Token>& tokens, const ParseOptions& options, diag::Sink& sink
);

// Reports brackets that do not match and returns tokens whose brackets do; with an empty result
// they are nested too deeply to be read.
std::vector<Token> RepairBrackets(
    TokenText text, std::vector<Token> tokens, const ParseOptions& options, diag::Sink& sink
);

}  // namespace slate::syntax
