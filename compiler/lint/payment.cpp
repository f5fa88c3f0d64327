// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/payment.h"

#include <algorithm>

namespace slate::lint {

namespace {

bool Takes(const plan::Settle::Part& part, const std::string& objective) {
  return std::any_of(part.of.begin(), part.of.end(), [&](const auto& term) {
    return term.objective == objective && term.field == "credit";
  });
}

}  // namespace

bool Payment::is_capped() const {
  return std::any_of(settle->steps.begin(), settle->steps.end(), [](const plan::Step& step) {
    return step.kind == plan::Step::Kind::kCap;
  });
}

bool Payment::is_sum() const {
  return settle->combine == plan::Combine::kSum && part->combine == plan::Combine::kSum;
}

std::vector<Payment> PaymentsOf(const plan::Plan& plan, const std::string& objective) {
  std::vector<Payment> payments;
  for (const plan::Settle& settle : plan.settles) {
    for (const plan::Settle::Part& part : settle.parts) {
      if (Takes(part, objective)) {
        payments.push_back({&settle, &part});
      }
    }
  }
  return payments;
}

}  // namespace slate::lint
