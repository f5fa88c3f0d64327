// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/findings/report.h"

namespace slate::findings {

// Gives every finding that has none a name that outlives edits elsewhere in the text: made of its
// code, its file and the words of its line, and a number where those are the same. Neither the
// line's number nor the wording of the message is in it.
void AddFingerprints(Report& report);

}  // namespace slate::findings
