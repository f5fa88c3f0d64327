// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/plan/plan.h"

namespace slate::types {

// A type as words in messages: "a share", "money (EUR)", "a duration", "money per duration (EUR)".
std::string Describe(const plan::Type& type);

// The same as it is written in a text: share, money, duration, tier, spans, T?.
std::string Spell(const plan::Type& type);

}  // namespace slate::types
