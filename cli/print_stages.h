// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "cli/session.h"

namespace slate::cli {

// What one pass made of the named texts: `ast`, `names`, `types` or `plan`. Types and plans are
// shown only if the texts have no errors, since otherwise they would be half true.
std::string PrintStage(
    std::string_view stage, const driver::Compilation& compiled, const Session& session
);

}  // namespace slate::cli
