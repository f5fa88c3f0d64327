// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/report/settlement.h"

namespace slate::report {

// The settlement as one page that needs nothing else: no script, nothing fetched, its policy
// forbids both. Light and dark, for the screen and for paper.
std::string ToHtml(const Settlement& settlement);

}  // namespace slate::report
