// SPDX-License-Identifier: Apache-2.0
#include "cli/kinds.h"

#include <algorithm>

#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/all.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "runtime/evaluate/problem.h"
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
  Append(diag::kNameKinds, all);
  Append(diag::kTypeKinds, all);
  Append(diag::kAgreementKinds, all);
  Append(settings::kKinds, all);
  Append(readers::kKinds, all);
  Append(kEvaluationKinds, all);
  const auto by_code = [](const diag::Kind* a, const diag::Kind* b) {
    return a->code < b->code;
  };
  const auto same = [](const diag::Kind* a, const diag::Kind* b) {
    return a->code == b->code;
  };
  std::sort(all.begin(), all.end(), by_code);
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  return all;
}

}  // namespace slate::cli
