// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/resolve/modules.h"
#include "runtime/diag/sink.h"

namespace slate::check {

// Metrics are judged again at each use; here each is read once by itself, so that one that no
// agreement uses is not wrong unnoticed.
void CheckMetrics(const resolve::Module& module, const resolve::Program& program, diag::Sink& sink);

// Every example speaks of an agreement in reach.
void CheckExampleNames(const resolve::Program& program, diag::Sink& sink);

}  // namespace slate::check
