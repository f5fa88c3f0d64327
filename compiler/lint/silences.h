// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compiler/resolve/modules.h"
#include "runtime/diag/sink.h"

namespace slate::lint {

// Moves to `sink` what was found, except what a `// slate: allow(CODE) because …` on the same line
// or the line before silences; that is given back. Errors cannot be silenced.
std::vector<diag::Diagnostic> ApplySilences(
    const resolve::Program& program,
    const source::FileSet& files,
    const diag::Sink& found,
    diag::Sink& sink
);

}  // namespace slate::lint
