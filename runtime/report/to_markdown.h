// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "runtime/report/settlement.h"

namespace slate::report {

// The settlement as Markdown with tables; the same as the other forms say.
std::string ToMarkdown(const Settlement& settlement);

// A text in which nothing is markup, for one cell or line.
std::string EscapeMarkdown(std::string_view text);

}  // namespace slate::report
