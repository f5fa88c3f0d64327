// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "compiler/syntax/parse_tree.h"

namespace slate::syntax {

// Parses whole declarations; `tokens` ends with kEnd. The first mistake ends it. `max_depth` bounds
// expressions within expressions.
ParseResult ParseTokens(std::span<const Token> tokens, std::uint32_t max_depth);

}  // namespace slate::syntax
