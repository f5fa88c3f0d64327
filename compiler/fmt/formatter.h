// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "compiler/ast/ast.h"

// Not `slate::fmt`: inside `slate` that name would hide the library.
namespace slate::layout {

// The one layout of a text: tokens and comments stay, blanks and line ends change. Where a
// statement goes on over several lines its author's breaks are kept; brackets that no longer fit
// are broken. The file has been read without a finding. Formatting twice changes nothing.
std::string Format(const ast::File& file, const source::FileSet& files);

}  // namespace slate::layout
