// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/html.h"

#include <cstdint>

#include "runtime/base/escape_markup.h"
#include "runtime/diag/render_text.h"
#include "runtime/readers/sha256.h"

namespace slate::report {

namespace {

std::uint32_t HexDigit(char c) {
  return static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

// Base64 of bytes written as hexadecimal digits. Six digits make four letters.
std::string Base64OfHex(std::string_view hex) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kDigits = 6;
  std::string text;
  for (std::size_t at = 0; at < hex.size(); at += kDigits) {
    const std::string_view group = hex.substr(at, kDigits);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < kDigits; ++i) {
      bits = bits * 16 + (i < group.size() ? HexDigit(group[i]) : 0);
    }
    const std::size_t letters = group.size() / 2 + 1;
    for (std::size_t i = 0; i < 4; ++i) {
      text += i < letters ? kLetters[(bits >> (18 - 6 * i)) & 63U] : '=';
    }
  }
  return text;
}

}  // namespace

std::string EscapeHtml(std::string_view text) {
  return EscapeMarkup(diag::EscapeForTerminal(text));
}

std::string PolicyHash(std::string_view text) {
  readers::Sha256 hash;
  hash.Add(text);
  return "'sha256-" + Base64OfHex(hash.Finish()) + "'";
}

}  // namespace slate::report
