// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "runtime/plan/plan.h"

namespace slate::plan {

enum class Origins : std::uint8_t { kKeep, kDrop };

// One agreement as an element of `agreements`.
std::string AgreementJson(const Plan& plan, Origins origins);

}  // namespace slate::plan
