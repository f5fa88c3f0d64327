// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace slate::syntax {

struct CodePoint {
  char32_t value = 0;
  std::uint32_t length = 1;  // bytes
};

// The code point at a byte; nothing if the bytes there are not well-formed UTF-8 (overlong,
// surrogate, beyond U+10FFFF, cut off).
std::optional<CodePoint> DecodeAt(std::string_view text, std::size_t at);

}  // namespace slate::syntax
