// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/data/table.h"
#include "runtime/evaluate/derivation.h"
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

// The single rows behind an objective's value, where one aggregate over rows gives it.
struct Sample {
  std::int64_t at = 0;
  Rational value = 1;  // counts: 1
  std::int64_t weight = 1;
};
struct Samples {
  plan::Aggregate aggregate = plan::Aggregate::kDistinct;
  plan::Type type = {};           // of a value
  bool is_whole_measure = false;  // nothing is done with the aggregate any more
  std::vector<Sample> all = {};
};

// A settlement that can be asked how its figures came about. The plan, the data and what the
// options point to outlive it.
class Evaluation {
 public:
  static Result<std::unique_ptr<Evaluation>> Start(
      const plan::Plan& plan, const data::Dataset& dataset, const Options& options
  );
  ~Evaluation();
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  const Outcome& outcome() const;
  // Whether rows were needed that were only counted: it has to be started anew with all rows.
  bool missed_rows() const;

  // A field of an objective: value, target, met, credit, bonus or let:NAME. `period` is a place in
  // the outcome's periods, `objective` one in the period's objectives.
  Derivation DeriveField(std::size_t period, std::size_t objective, const std::string& field);
  Derivation DeriveStage(std::size_t period, std::size_t stage);
  Derivation DeriveRight(std::size_t period, std::size_t right);
  std::vector<Change> ChangesOf(std::size_t period, std::size_t objective);
  Samples SamplesOf(std::size_t period, std::size_t objective);
  // Of the inputs that an objective reads and that must cover the time it is in force.
  SpanSet GapsOf(std::size_t period, std::size_t objective);

 private:
  struct Parts;
  explicit Evaluation(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace slate::evaluate
