// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/settings/settings.h"

namespace slate::readers {

// The files that the patterns of a source match, in the order of the patterns, sorted by bytes
// within each. Findings for patterns without a match and for files matched twice.
std::vector<std::string> FindFiles(
    const settings::InputBinding& binding, const std::string& folder, diag::Sink& sink
);

}  // namespace slate::readers
