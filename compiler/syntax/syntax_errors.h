// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/syntax/options.h"
#include "compiler/syntax/parse_tree.h"
#include "compiler/syntax/repair.h"
#include "runtime/diag/sink.h"

namespace slate::syntax {

struct TokenRange {
  std::ptrdiff_t begin = 0;
  std::ptrdiff_t end = 0;
};

// Says what is wrong where a parse stopped, from the tokens around it and the open rules.
void ReportSyntaxError(
    TokenText text,
    const Failure& failure,
    const std::vector<Token>& tokens,
    const ParseOptions& options,
    diag::Sink& sink
);

// The tokens to leave out so that the rest can be read: the statement that failed, at least one
// token.
TokenRange BrokenStatement(
    const source::File& file, const Failure& failure, const std::vector<Token>& tokens
);

// The declarations of a file, each with an end of its own.
std::vector<std::vector<Token>> SplitDeclarations(
    const source::File& file, const std::vector<Token>& tokens
);

}  // namespace slate::syntax
