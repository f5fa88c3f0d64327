// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/report/settlement.h"

namespace slate::report {

// The settlement for a terminal: aligned tables, nothing that a terminal could take for a command.
std::string ToText(const Settlement& settlement);

}  // namespace slate::report
