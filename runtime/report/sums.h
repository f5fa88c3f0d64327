// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/report/page.h"

namespace slate::report {

// What must come out equal on both sides, and does: rows of the inputs, time of the objectives,
// money of the settlements. A sum that does not hold is a mistake of ours and stops the program.
Table Sums(const Settlement& settlement);

}  // namespace slate::report
