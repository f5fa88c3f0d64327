// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/check/check_agreement.h"

namespace slate::levels {

// Holds an agreement to what it stands `under`: each line that it says again is the same, provably
// better for the customer, or named by `loosens` or `changes` with a reason (SEMANTICS §14). The
// plan has no errors.
void CheckLevels(
    const resolve::EffectiveAgreement& agreement,
    const plan::Plan& plan,
    const resolve::Program& program,
    const source::FileSet& files,
    const calendar::TimeZoneSource& zones,
    diag::Sink& sink
);

}  // namespace slate::levels
