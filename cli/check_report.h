// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/session.h"
#include "runtime/findings/report.h"

namespace slate::cli {

// What a call of `check` found, as other programs want it: in order, with fingerprints, and with
// what the texts silence.
findings::Report MakeReport(
    const std::vector<std::string>& paths,
    const driver::Compilation& compiled,
    const Session& session
);

}  // namespace slate::cli
