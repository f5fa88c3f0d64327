// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compiler/emit/docs/build_document.h"
#include "runtime/evaluate/options.h"

namespace slate::cli {

// The examples of an agreement with what the runtime computes for them: the one place where the
// compiler's documents and the runtime's figures meet.
// Of an amended one, the periods that are settled under the version.
std::vector<emit::docs::WorkedExample> WorkExamples(
    const resolve::EffectiveAgreement& version,
    const plan::Plan& plan,
    const evaluate::Options& options
);

}  // namespace slate::cli
