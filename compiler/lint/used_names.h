// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "compiler/ast/ast.h"

namespace slate::lint {

// Every word that an agreement reads: names in expressions, types, keys, `by`, `each`, settlements
// and clauses. The names it defines are not among them unless they are read.
std::set<std::string> NamesReadBy(const ast::File& file, const ast::Agreement& agreement);
std::set<std::string> NamesReadBy(const ast::File& file, const ast::Amendment& amendment);
// Names of metrics that an expression calls, dotted ones too.
std::set<std::string> CallsIn(const ast::File& file);

}  // namespace slate::lint
