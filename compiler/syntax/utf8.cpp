// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/utf8.h"

#include <array>

namespace slate::syntax {

namespace {

std::uint32_t LengthOf(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    return 3;
  }
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool IsScalar(char32_t value, std::uint32_t length) {
  constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return value >= kSmallest[length] && value <= 0x10FFFF && !surrogate;
}

}  // namespace

std::optional<CodePoint> DecodeAt(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::uint32_t length = LengthOf(lead);
  if (length == 1) {
    return CodePoint{lead, 1};
  }
  if (length == 0 || text.size() - at < length) {
    return std::nullopt;
  }
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::uint32_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0U) != 0x80U) {
      return std::nullopt;
    }
    value = (value << 6U) | (byte & 0x3FU);
  }
  return IsScalar(value, length) ? std::optional(CodePoint{value, length}) : std::nullopt;
}

}  // namespace slate::syntax
