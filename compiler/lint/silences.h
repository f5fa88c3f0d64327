// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
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

// A text that was looked at and what was found.
struct LintedText {
  const resolve::Module* module = nullptr;
  const diag::Sink* found = nullptr;
};

// Moves to `sink` what was found in these texts, except what a `// slate: allow(CODE) because …` on
// the same line or the line before silences; that is given back. Errors cannot be silenced.
// Silences of nothing in these texts are reported.
std::vector<Silenced> ApplySilences(
    const resolve::Program& program,
    const source::FileSet& files,
    std::span<const LintedText> texts,
    diag::Sink& sink
);

}  // namespace slate::lint
