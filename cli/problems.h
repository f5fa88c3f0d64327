// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cli/session.h"
#include "runtime/evaluate/problem.h"
#include "runtime/plan/plan.h"

namespace slate::cli {

// What evaluating ran into, as findings: in the text if it was compiled in this call, else in the
// file that the plan names.
void ReportProblems(
    const std::vector<evaluate::Problem>& problems, const plan::Plan& plan, Session& session
);

// `agreement.slate:12:3`, or nothing where no text is at hand.
std::string PlaceInWords(
    const std::optional<plan::Origin>& origin, const plan::Plan& plan, const Session& session
);

}  // namespace slate::cli
