// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "runtime/base/result.h"
#include "runtime/plan/plan.h"

namespace slate::settings {

// A value supplied from outside, written as in an agreement: "1_000 EUR", "99.5%", "1h30min",
// "2026-03-01", "gold". An error says why the text is no value of the type.
Result<plan::Constant> ParseQuantity(
    std::string_view text, const plan::Type& type, const plan::Plan& plan
);

}  // namespace slate::settings
