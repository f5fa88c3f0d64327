// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "compiler/resolve/effective.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/diag/sink.h"
#include "runtime/plan/plan.h"

namespace slate::check {

// The plan of one agreement with the examples that speak of it: names bound, types and units
// judged, every choice the language demands made. Metrics and agreement-level `let`s are texts read
// in the scope of their use, so types are judged on the plan's nodes, not on the tree. What is
// wrong goes to the sink; the plan is sound only if nothing there is an error.
plan::Plan CheckAgreement(
    const resolve::EffectiveAgreement& agreement,
    const resolve::Program& program,
    const source::FileSet& files,
    const calendar::TimeZoneSource& zones,
    diag::Sink& sink
);

}  // namespace slate::check
