// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diag/sink.h"

namespace slate::diag {

struct RenderOptions {
  bool colour = false;
  std::size_t max_shown = 100;
};

// Findings for a reader: what, where, the lines with marks under them, why, what to do.
std::string RenderText(
    const std::vector<const Diagnostic*>& findings,
    const source::FileSet& files,
    const RenderOptions& options = {}
);
std::string RenderText(
    const Sink& sink, const source::FileSet& files, const RenderOptions& options = {}
);

// "error", "warning", "remark".
std::string_view SeverityName(Severity severity);

// Bytes as a terminal may see them: control characters, invisible ones and broken UTF-8 become
// `\x1b` or `\u{202e}`.
std::string EscapeForTerminal(std::string_view bytes);

}  // namespace slate::diag
