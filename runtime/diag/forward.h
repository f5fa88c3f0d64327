// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/diag/sink.h"

namespace slate::diag {

// Puts into a sink what another one holds.
inline void Forward(const Diagnostic& found, Sink& sink) {
  sink.Report(*found.kind, found.where, found.message) = found;
}

}  // namespace slate::diag
