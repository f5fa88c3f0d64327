// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/diff/verdict.h"
#include "runtime/plan/plan.h"

namespace slate::diff {

// What the windows of two caps do to what is paid in all: the longer the window, the less is left.
Order CompareWindows(const plan::Step& before, const plan::Step& after);

}  // namespace slate::diff
