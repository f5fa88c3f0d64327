// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "runtime/report/settlement.h"

namespace slate::report {

// Every figure of the settlement in a line of its own, RFC 4180 with a header: as it is shown, and
// exact as a fraction.
std::string ToCsv(const Settlement& settlement);

// One field. What a spreadsheet would take for a formula gets an apostrophe in front; numbers stay
// numbers.
std::string CsvField(std::string_view text);

}  // namespace slate::report
