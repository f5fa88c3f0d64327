// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/readers/read_input.h"

namespace slate::readers {

// The facts that settings bind to files: givens become values, attested spans tables, both part of
// `dataset`. What was read is given back for the record.
std::vector<InputRead> ReadFacts(
    const ReadContext& context, data::Dataset& dataset, RejectList& rejects, diag::Sink& sink
);

}  // namespace slate::readers
