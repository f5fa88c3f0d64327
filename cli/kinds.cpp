// SPDX-License-Identifier: Apache-2.0
#include "cli/kinds.h"

#include <algorithm>

#include "cli/bundle.h"
#include "compiler/diag/catalog/all.h"
#include "compiler/diff/change_kinds.h"
#include "runtime/evaluate/limits.h"
#include "runtime/evaluate/problem.h"
#include "runtime/ledger/kinds.h"
#include "runtime/readers/kinds.h"
#include "runtime/settings/kinds.h"

namespace slate::cli {

namespace {

constexpr const diag::Kind* kEvaluationKinds[] = {
    &evaluate::kMissingGiven,
    &evaluate::kMissingInput,
    &evaluate::kUndecidedNoRule,
    &evaluate::kHolidaysEnd,
    &evaluate::kZoneUnknown,
    &evaluate::kTwoRowsInSlot,
    &evaluate::kNotWhole,
    &evaluate::kNoValue,
    &evaluate::kNoSuchPeriod,
    &evaluate::kNotSupported,
    &evaluate::kCircular,
    &evaluate::kOpenEnded,
    &evaluate::kNumberTooLong,
    &evaluate::kSampleCutsSlot,
};

template <typename Kinds>
void Append(const Kinds& kinds, std::vector<const diag::Kind*>& all) {
  all.insert(all.end(), std::begin(kinds), std::end(kinds));
}

}  // namespace

std::vector<const diag::Kind*> AllKindsOfFindings() {
  std::vector<const diag::Kind*> all;
  for (const auto kinds : diag::AllKinds()) {
    Append(kinds, all);
  }
  Append(settings::kKinds, all);
  Append(readers::kKinds, all);
  Append(kEvaluationKinds, all);
  Append(ledger::kKinds, all);
  for (const diff::KindOfChange& change : diff::AllKindsOfChange()) {
    all.push_back(&change.kind);
  }
  all.push_back(&diff::kNothingToCompare);
  all.push_back(&diff::kNoSuchRevision);
  Append(kBundleKinds, all);
  const auto by_code = [](const diag::Kind* a, const diag::Kind* b) {
    return a->code < b->code;
  };
  std::sort(all.begin(), all.end(), by_code);
  return all;
}

}  // namespace slate::cli
