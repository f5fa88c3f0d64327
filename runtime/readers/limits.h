// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace slate::readers {

// Bounds on what one row may ask of us.
struct Limits {
  std::size_t longest_row = std::size_t{16} << 20U;
  std::size_t longest_field = std::size_t{1} << 20U;
};

}  // namespace slate::readers
