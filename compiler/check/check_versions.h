// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compiler/check/check_agreement.h"

namespace slate::check {

// The plan of an agreement with those of its later versions in it, and what one version may not
// change of the one before. Of one mistake in several versions the first is reported.
plan::Plan CheckVersions(
    const std::vector<resolve::EffectiveAgreement>& versions,
    const resolve::Program& program,
    const source::FileSet& files,
    const calendar::TimeZoneSource& zones,
    diag::Sink& sink
);

}  // namespace slate::check
