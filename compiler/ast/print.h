// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "compiler/ast/ast.h"

namespace slate::ast {

struct PrintOptions {
  bool places = false;  // add line:column of every declaration
};

// The tree as indented text, one declaration or statement a line, expressions as (operator operand
// …). Places of single expressions, parentheses and comments leave no trace: a text and its
// formatted form print the same.
std::string Print(const File& file, const source::FileSet& files, const PrintOptions& options = {});

// One expression as it stands in that text.
std::string PrintExpr(const File& file, ExprId id);

}  // namespace slate::ast
