// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "compiler/lint/silences.h"
#include "compiler/resolve/effective.h"
#include "compiler/resolve/modules.h"
#include "runtime/diag/sink.h"
#include "runtime/plan/plan.h"

namespace slate::lint {

// An agreement with its plan; neither has errors.
struct CheckedAgreement {
  const resolve::EffectiveAgreement* effective = nullptr;
  const plan::Plan* plan = nullptr;
};

// Looks for what a sound text can still get wrong, in the agreements and in the texts that the user
// named. Findings that the text silences are given back; silences of nothing are reported.
std::vector<Silenced> Lint(
    const resolve::Program& program,
    const source::FileSet& files,
    std::span<const CheckedAgreement> agreements,
    diag::Sink& sink
);

}  // namespace slate::lint
