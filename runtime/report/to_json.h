// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/report/settlement.h"

namespace slate::report {

// The settlement as docs/schemas/settlement.schema.json says: keys in a fixed order, exact figures
// as text (`n` or `n/d`), instants in UTC, no binary floating point.
std::string ToJson(const Settlement& settlement);

}  // namespace slate::report
