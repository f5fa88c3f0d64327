// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "runtime/findings/report.h"

namespace slate::cli {

// Puts to open findings an example that shows them: what it says is settled by the runtime, and an
// example that does not pass is not shown. The first few findings only, since each is settled.
void AddCounterexamples(
    const driver::Compilation& compiled, const Session& session, findings::Report& report
);

}  // namespace slate::cli
