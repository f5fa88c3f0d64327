// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/session.h"

namespace slate::cli {

// What names stand for: for each named text what it uses and the metrics in reach, for each of its
// agreements, version by version, every statement in force with the place it is said at. That
// place is another text, or further up, where `under` takes a statement over.
std::string PrintNames(const driver::Compilation& compiled, const Session& session);

}  // namespace slate::cli
