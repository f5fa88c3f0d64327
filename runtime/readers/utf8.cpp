// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/utf8.h"

#include <cstdint>
#include <cstring>

namespace slate::readers {

namespace {

constexpr std::uint64_t kHighBits = 0x8080'8080'8080'8080U;
constexpr std::uint64_t kSpaces = 0x2020'2020'2020'2020U;

unsigned Byte(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// Table 3-7 of the Unicode standard: the second byte is limited after some first bytes.
bool SecondFits(unsigned first, unsigned second) {
  switch (first) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF;
    case 0xED: return second >= 0x80 && second <= 0x9F;
    case 0xF0: return second >= 0x90 && second <= 0xBF;
    case 0xF4: return second >= 0x80 && second <= 0x8F;
    default: return second >= 0x80 && second <= 0xBF;
  }
}

std::size_t LengthOf(unsigned first) {
  if (first < 0x80) {
    return 1;
  }
  if (first < 0xC2 || first > 0xF4) {
    return 0;
  }
  return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

bool IsCharacterAt(std::string_view bytes, std::size_t at, std::size_t length) {
  if (length == 0 || length > bytes.size() - at) {
    return false;
  }
  if (length > 1 && !SecondFits(Byte(bytes, at), Byte(bytes, at + 1))) {
    return false;
  }
  for (std::size_t i = 2; i < length; ++i) {
    if ((Byte(bytes, at + i) & 0xC0U) != 0x80U) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool IsAscii(std::string_view bytes) {
  std::size_t at = 0;
  std::uint64_t seen = 0;
  for (; at + sizeof seen <= bytes.size(); at += sizeof seen) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    seen |= word;
  }
  unsigned rest = 0;
  for (; at < bytes.size(); ++at) {
    rest |= Byte(bytes, at);
  }
  return (seen & kHighBits) == 0 && rest < 0x80;
}

bool IsPrintableAscii(std::string_view bytes) {
  std::size_t at = 0;
  std::uint64_t odd = 0;
  for (; at + sizeof odd <= bytes.size(); at += sizeof odd) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    // A byte below the space borrows from its high bit.
    odd |= word | ((word - kSpaces) & ~word);
  }
  for (; at < bytes.size(); ++at) {
    const unsigned byte = Byte(bytes, at);
    odd |= byte < 0x20 || byte >= 0x80 ? kHighBits : 0;
  }
  return (odd & kHighBits) == 0;
}

std::optional<std::size_t> FindMalformedUtf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = LengthOf(Byte(bytes, at));
    if (!IsCharacterAt(bytes, at, length)) {
      return at;
    }
    at += length;
  }
  return std::nullopt;
}

void AppendLatin1(std::string_view bytes, std::string& utf8) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0U | (byte >> 6U));
      utf8 += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
}

}  // namespace slate::readers
