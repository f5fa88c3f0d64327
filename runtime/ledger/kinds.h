// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/diag/diagnostic.h"

// What is wrong with a ledger file, or stands against adding to it.
namespace slate::ledger {

extern const diag::Kind kDamaged;
extern const diag::Kind kForeign;
extern const diag::Kind kPeriodsMissing;
extern const diag::Kind kDataGone;

extern const diag::Kind* const kKinds[4];

}  // namespace slate::ledger
