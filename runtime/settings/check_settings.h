// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "runtime/data/table.h"
#include "runtime/diag/sink.h"
#include "runtime/plan/plan.h"
#include "runtime/settings/settings.h"

namespace slate::settings {

// Holds the settings against the agreement: inputs, columns, units, time forms. Readers may rely on
// what this accepts.
void CheckSettings(const Settings& settings, const plan::Plan& plan, diag::Sink& sink);

// The facts supplied under [given], of the types that the agreement declares.
std::vector<data::GivenValue> ReadGivens(
    const Settings& settings, const plan::Plan& plan, diag::Sink& sink
);

}  // namespace slate::settings
