// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "runtime/plan/plan.h"

namespace slate::lint {

// One place at which a settlement takes up the credit of an objective.
struct Payment {
  const plan::Settle* settle = nullptr;
  const plan::Settle::Part* part = nullptr;

  bool is_capped() const;
  // Credits are added: over keys and, outside a group, with other objectives.
  bool is_sum() const;
};
std::vector<Payment> PaymentsOf(const plan::Plan& plan, const std::string& objective);

}  // namespace slate::lint
