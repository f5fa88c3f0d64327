// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/diff/compare.h"

namespace slate::diff {

// Agreements as they begin, then as they are from each day on which an amendment of either takes
// effect. A change that an earlier version had already is one change.
AgreementChanges CompareVersions(const Text& before, const Text& after);

}  // namespace slate::diff
