// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "compiler/resolve/modules.h"
#include "runtime/diag/sink.h"

namespace slate::lint {

// A finding that the text silences, with its reason.
struct Silenced {
  diag::Diagnostic finding;
  std::string reason;
  source::Span silence;
};

// Moves to `sink` what was found, except what a `// slate: allow(CODE) because …` on the same line
// or the line before silences; that is given back. Errors cannot be silenced.
std::vector<Silenced> ApplySilences(
    const resolve::Program& program,
    const source::FileSet& files,
    const diag::Sink& found,
    diag::Sink& sink
);

}  // namespace slate::lint
