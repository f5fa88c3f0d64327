// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "runtime/diag/sink.h"

namespace slate::diag {

// Findings as a JSON array, one object a line, in the order given. Byte ranges count from 0; lines
// and columns from 1, columns in code points. Members are only ever added.
std::string RenderJson(
    const std::vector<const Diagnostic*>& findings, const source::FileSet& files
);

}  // namespace slate::diag
