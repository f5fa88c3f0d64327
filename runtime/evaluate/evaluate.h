// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/base/result.h"
#include "runtime/data/table.h"
#include "runtime/evaluate/options.h"
#include "runtime/evaluate/outcome.h"
#include "runtime/plan/plan.h"

// The exact evaluator: a plan and the rows it reads become verdicts and amounts (SEMANTICS).
namespace slate::evaluate {

// Settles the periods that the options name, in order. Fails only where a time zone is not to be
// had; what is wrong with the data stands in Outcome::problems.
Result<Outcome> Settle(
    const plan::Plan& plan, const data::Dataset& dataset, const Options& options
);

}  // namespace slate::evaluate
