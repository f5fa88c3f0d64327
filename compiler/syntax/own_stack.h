// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace slate::syntax {

// Runs `work` to its end on a stack of 32 MiB of its own. The grammar descends through some ten
// functions for every nested expression: with the depth limit that fits here, and does not depend
// on what `ulimit -s` leaves.
void RunOnOwnStack(const std::function<void()>& work);

}  // namespace slate::syntax
