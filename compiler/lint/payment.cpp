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
  return !StepsOf(*settle, plan::Step::Kind::kCap).empty();
}

bool Payment::is_sum() const {
  return settle->combine == plan::Combine::kSum && part->combine == plan::Combine::kSum;
}

std::vector<const plan::Step*> StepsOf(const plan::Settle& settle, plan::Step::Kind kind) {
  std::vector<const plan::Step*> steps;
  for (const plan::Step& step : settle.steps) {
    if (step.kind == kind) {
      steps.push_back(&step);
    }
  }
  return steps;
}

std::vector<Payment> PaymentsOf(const plan::Plan& plan, const std::string& objective) {
  std::vector<Payment> payments;
  for (const plan::Settle& settle : plan.settles) {
    const auto part = std::find_if(settle.parts.begin(), settle.parts.end(), [&](const auto& p) {
      return Takes(p, objective);
    });
    if (part != settle.parts.end()) {
      payments.push_back({&settle, &*part});
    }
  }
  return payments;
}

}  // namespace slate::lint
