// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "compiler/lint/counterexample.h"
#include "compiler/lint/used_names.h"
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

struct Found {
  diag::Sink sink = {};
  std::vector<Counterexample> shown = {};
};

// What stands around a text that is looked at.
struct Surroundings {
  const resolve::Program& program;
  const source::FileSet& files;
  const Readers& readers;
  std::span<const CheckedAgreement> all;  // that its agreements may rely on, themselves among them
};

// Looks for what a sound text can still get wrong, in itself and in its agreements. Texts may be
// looked at side by side.
void LintText(
    const Surroundings& around,
    const resolve::Module& module,
    std::span<const CheckedAgreement> own,
    Found& found
);

}  // namespace slate::lint
