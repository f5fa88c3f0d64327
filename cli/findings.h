// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "runtime/findings/report.h"

namespace slate::cli {

// Findings for a reader on standard error, with their number where there are several.
void SayFindings(const Session& session);
// The same for a report: at most `most`, and what is held back only counted.
void SayFindings(findings::Report report, std::size_t most);

// What the findings make of a call that only looks: errors and warnings count, remarks do not.
int CodeOfFindings(const Session& session);
int CodeOfFindings(const findings::Report& report);

}  // namespace slate::cli
