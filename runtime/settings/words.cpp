// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/words.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "runtime/base/edit_distance.h"

namespace slate::settings {

namespace {

constexpr std::size_t kLongestQuoted = 60;

bool ContinuesLetter(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// The length of the well-formed character at the start of `text`; 0 if there is none, or if it is a
// control (C0, DEL, C1).
std::size_t PrintableLength(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80U) {
    return first >= 0x20U && first != 0x7FU ? 1 : 0;
  }
  const std::size_t length = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
  if (first < 0xC2U || first > 0xF4U || text.size() < length) {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (!ContinuesLetter(text[i])) {
      return 0;
    }
  }
  const bool c1_control = first == 0xC2U && static_cast<unsigned char>(text[1]) < 0xA0U;
  return c1_control ? 0 : length;
}

}  // namespace

std::string Escaped(std::string_view raw) {
  std::string escaped;
  escaped.reserve(raw.size());
  while (!raw.empty()) {
    const std::size_t length = PrintableLength(raw);
    if (length == 0) {
      escaped += fmt::format("\\x{:02x}", static_cast<unsigned char>(raw.front()));
    } else {
      escaped += raw.substr(0, length);
    }
    raw.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return escaped;
}

std::string Quoted(std::string_view raw) {
  std::size_t end = std::min(raw.size(), kLongestQuoted);
  while (end < raw.size() && end > 0 && ContinuesLetter(raw[end])) {
    --end;
  }
  return fmt::format("`{}{}`", Escaped(raw.substr(0, end)), end < raw.size() ? "…" : "");
}

std::string DidYouMean(std::string_view name, std::span<const std::string> candidates) {
  const std::vector<std::string_view> words(candidates.begin(), candidates.end());
  const std::string_view closest = ClosestWord(name, words);
  return closest.empty() ? std::string{} : fmt::format("did you mean `{}`?", closest);
}

std::string ListOf(std::span<const std::string> names, std::string_view last_word) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) {
      list += i + 1 == names.size() ? fmt::format(" {} ", last_word) : ", ";
    }
    list += fmt::format("`{}`", names[i]);
  }
  return list;
}

}  // namespace slate::settings
