// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/evaluate/options.h"
#include "runtime/evaluate/outcome.h"
#include "runtime/evaluate/problem.h"
#include "runtime/plan/plan.h"

namespace slate::evaluate {

// What became of one expectation in one run.
struct ClaimOutcome {
  std::string text = {};    // as written
  std::string period = {};  // of which it speaks
  std::vector<std::pair<std::string, std::string>> tuple =
      {};                               // the variables of the run, in words
  std::optional<std::string> got = {};  // of a comparison: both sides in words
  std::optional<std::string> expected = {};
  std::string verdict = "false";  // or true, pending, undecided
  std::optional<plan::Origin> origin = {};
};

struct ExampleReport {
  std::string title = {};
  std::size_t runs = 0;                     // tuples of `try`; one without
  std::size_t claims = 0;                   // checked, over all runs
  std::vector<ClaimOutcome> outcomes = {};  // of all that were checked
  std::vector<ClaimOutcome> failures = {};  // of those that do not hold
  std::vector<Problem> problems = {};

  bool passed() const { return failures.empty() && problems.empty(); }
};

// Runs one example of the plan or of a later version in it, once for each tuple: its data and facts
// alone, its periods in turn. Of the options only zones and holidays matter.
ExampleReport RunExample(
    const plan::Plan& plan, const plan::Example& example, const Options& options
);

// Everything that an example's periods say, one outcome for each tuple of `try`. Nothing if the
// zone cannot be read.
std::vector<Outcome> SettleExample(
    const plan::Plan& plan, const plan::Example& example, const Options& options
);

}  // namespace slate::evaluate
