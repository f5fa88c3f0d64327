// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"

namespace slate::cli {

// Findings for a reader on standard error, with their number where there are several.
void SayFindings(const Session& session);

// What the findings make of a call that only looks: errors and warnings count, remarks do not.
int CodeOfFindings(const Session& session);

}  // namespace slate::cli
