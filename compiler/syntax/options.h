// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace slate::syntax {

// What a text may ask of the reader. Beyond a limit there is a finding, never a crash.
struct ParseOptions {
  std::uint32_t max_depth = 200;  // of brackets, and of the tree of an expression
  std::uint32_t max_file_bytes = 8U << 20U;
  std::uint32_t max_name_bytes = 256;
  std::uint32_t max_text_bytes = 64U << 10U;
  std::uint32_t max_digits = 40;
  std::uint32_t max_mistakes = 100;  // after these, the rest of the file is not read
};

}  // namespace slate::syntax
