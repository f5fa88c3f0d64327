// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "compiler/ast/ast.h"

namespace slate::ast {

// Calls `visit` for the expressions directly inside a node, in the order of the text.
void ForEachChild(const ExprNode& node, const std::function<void(ExprId)>& visit);

}  // namespace slate::ast
