// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/ast/ast.h"
#include "compiler/syntax/options.h"
#include "runtime/diag/sink.h"
#include "runtime/diag/source_file.h"

namespace slate::syntax {

// Reads one text. The tree holds every statement that could be read; what could not is reported and
// left out. Calls must not overlap: ANTLR's prediction tables are shared.
ast::File ParseFile(
    source::FileId id,
    const source::FileSet& files,
    diag::Sink& sink,
    const ParseOptions& options = {}
);

}  // namespace slate::syntax
