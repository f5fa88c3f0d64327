// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/check_rules.h"
#include "cli/session.h"
#include "runtime/findings/report.h"

namespace slate::cli {

// What a call of `check` found, as other programs want it: in order, with fingerprints, with what
// the texts silence, and as the rules want it but for the baseline.
findings::Report MakeReport(
    const std::vector<std::string>& paths,
    const driver::Compilation& compiled,
    const CheckRules& rules,
    const Session& session
);

// Remarks about what slate.toml switches off in vain.
void AddIdleIgnores(const CheckRules& rules, findings::Report& report);

// Holds back what the baseline knows, with remarks about what it need not know any more.
std::optional<Error> HoldBackKnown(const std::string& baseline, findings::Report& report);

}  // namespace slate::cli
