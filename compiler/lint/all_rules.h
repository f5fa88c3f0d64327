// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "compiler/lint/rule.h"

namespace slate::lint {

// Every rule, by code.
std::span<const Rule* const> AllRules();

}  // namespace slate::lint
