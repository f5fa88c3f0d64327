// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "runtime/plan/plan.h"

namespace slate::lint {

// A settlement that pays the credit of an objective, and the part that first takes it up.
struct Payment {
  const plan::Settle* settle = nullptr;
  const plan::Settle::Part* part = nullptr;

  bool is_capped() const;
  // Credits are added: over keys and, outside a group, with other objectives.
  bool is_sum() const;
};
// The steps of one kind.
std::vector<const plan::Step*> StepsOf(const plan::Settle& settle, plan::Step::Kind kind);
std::vector<Payment> PaymentsOf(const plan::Plan& plan, const std::string& objective);

}  // namespace slate::lint
