// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "compiler/fmt/statement_starts.h"
#include "compiler/syntax/token.h"

namespace slate::layout {

// Whether a blank stands between a token and the one before it on its line.
bool HasBlankBefore(std::span<const syntax::Token> tokens, std::size_t token, const Starts& starts);

// The width a statement's first word is padded to, so that what follows stands in a column; 0 = as
// long as it is.
std::size_t PaddedWidth(Start start, syntax::TokenKind word);

}  // namespace slate::layout
