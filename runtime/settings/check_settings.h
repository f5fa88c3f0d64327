// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "runtime/data/table.h"
#include "runtime/diag/sink.h"
#include "runtime/plan/plan.h"
#include "runtime/settings/settings.h"

namespace slate::settings {

// Holds the settings against the agreement: inputs, columns, units, time forms. Readers may rely on
// what this accepts.
// One file may serve several agreements: what one of `others` declares is not unknown.
void CheckSettings(
    const Settings& settings,
    const plan::Plan& plan,
    diag::Sink& sink,
    std::span<const plan::Plan> others = {}
);

// The facts supplied under [given], of the types that the agreement declares.
std::vector<data::GivenValue> ReadGivens(
    const Settings& settings,
    const plan::Plan& plan,
    diag::Sink& sink,
    std::span<const plan::Plan> others = {}
);

}  // namespace slate::settings
