// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/evaluate.h"

#include <memory>
#include <utility>

#include "runtime/evaluate/build_outcome.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/ground.h"

namespace slate::evaluate {

Result<Outcome> Settle(
    const plan::Plan& plan, const data::Dataset& dataset, const Options& options
) {
  Result<std::unique_ptr<Ground>> ground = Ground::Prepare(plan, options);
  if (!ground) {
    return ground.error();
  }
  const std::unique_ptr<Ground> held = std::move(ground).value();
  Evaluator evaluator(*held, {.as_of = options.as_of, .past = options.past});
  const Run term = TermOf(evaluator.zone(), plan.term_first, plan.term_last);
  evaluator.StartPeriods(term, plan.term_first, options.periods);
  evaluator.StartData(dataset);
  Outcome outcome = BuildOutcome(evaluator);
  outcome.zone_edition = options.zones.Edition();
  return outcome;
}

}  // namespace slate::evaluate
