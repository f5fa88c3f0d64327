// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "runtime/data/table.h"
#include "runtime/readers/read_input.h"
#include "runtime/report/settlement.h"

namespace slate::cli {

// The rows of every input, and the facts that settings bind to files, into `dataset`. What was
// read is given back for the record.
std::vector<report::Source> ReadRows(
    const readers::ReadContext& context,
    readers::RejectList& rejects,
    diag::Sink& sink,
    data::Dataset& dataset
);

}  // namespace slate::cli
