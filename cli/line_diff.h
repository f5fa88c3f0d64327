// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace slate::cli {

// The difference of two texts in the unified form, with three lines about every change; empty if
// they are equal. Where texts differ in thousands of lines, all between their equal ends is shown
// as replaced.
std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace slate::cli
