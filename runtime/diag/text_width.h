// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slate::diag {

// A line as it is shown: tabs spread, dangerous characters escaped, and for every byte of the
// source the column it begins at.
struct ShownLine {
  std::string text;
  std::vector<std::uint32_t> columns;  // one more than there are bytes
};

ShownLine Show(std::string_view line);

}  // namespace slate::diag
