// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "compiler/emit/docs/speech.h"

namespace slate::emit::docs {

// 2026-03 is March 2026; 2026-Q1 the first quarter; anything else stays.
std::string PeriodWords(const Speaker& speaker, const std::string& label);
// 2026-07-01 as a date.
std::string SinceWords(const Speaker& speaker, const std::string& day);

}  // namespace slate::emit::docs
