// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "compiler/ast/ast.h"

// Pieces that the two halves of print.h share.
namespace slate::ast {

std::string_view Spelling(CompareOp op);
std::string Quoted(std::string_view text);
std::string StretchText(const Stretch& stretch);

}  // namespace slate::ast
