// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/readers/record.h"
#include "runtime/readers/window.h"

namespace slate::readers {

// Passes over a line that is longer than the limit, and its line end. Its text is not kept.
void RejectLongLine(Window& window, Record& record);

}  // namespace slate::readers
