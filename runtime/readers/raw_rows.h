// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/readers/reject_list.h"

namespace slate::readers {

// Reads once more the first lines of rows that were rejected after they had been taken, for the
// list of rejects. Standard input cannot be read again; its rows stay without text.
void LookUpRawRows(RejectList& rejects);

}  // namespace slate::readers
