// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/syntax/options.h"
#include "runtime/diag/sink.h"
#include "runtime/diag/source_file.h"

namespace slate::syntax {

// Reads one text. The tree holds every statement that could be read; what could not is reported and
// left out. Calls must not overlap: the tables that ANTLR predicts with are shared.
ast::File ParseFile(
    source::FileId id,
    const source::FileSet& files,
    diag::Sink& sink,
    const ParseOptions& options = {}
);

// A text that was read among others.
struct ParsedText {
  ast::File file = {};
  diag::Sink sink = {};
};

// Reads texts on so many threads, each as ParseFile does.
std::vector<ParsedText> ParseFiles(
    std::span<const source::FileId> ids,
    const source::FileSet& files,
    std::size_t threads,
    const ParseOptions& options = {}
);

}  // namespace slate::syntax
