// SPDX-License-Identifier: Apache-2.0
#include "runtime/diag/text_width.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "runtime/diag/render_text.h"

namespace slate::diag {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// East Asian Wide and Fullwidth (UAX #11), and pictographs that terminals draw two cells wide.
constexpr std::array<Range, 12> kWide{{
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0x33FF},
    {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0x1F300, 0x1FAFF},
    {0x20000, 0x3FFFD},
}};

constexpr std::array<Range, 11> kUnsafe{{
    {0x00, 0x1F},
    {0x7F, 0x9F},
    {0xAD, 0xAD},
    {0x61C, 0x61C},
    {0x180E, 0x180E},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB},
    {0xE0000, 0xE007F},
}};

template <std::size_t N>
bool Contains(const std::array<Range, N>& table, char32_t c) {
  return std::any_of(table.begin(), table.end(), [c](const Range& r) {
    return c >= r.first && c <= r.last;
  });
}

struct Unit {
  char32_t value = 0;
  std::size_t length = 1;
  bool sound = false;
};

std::size_t LengthOf(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  return lead >= 0xF0 ? 4 : (lead >= 0xE0 ? 3 : 2);
}

// Lenient: what is not a whole sequence is one unsound byte.
Unit UnitAt(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = LengthOf(lead);
  if (length == 1) {
    return {lead, 1, true};
  }
  if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) {
    return {lead, 1, false};
  }
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0U) != 0x80U) {
      return {lead, 1, false};
    }
    value = (value << 6U) | (byte & 0x3FU);
  }
  return {value, length, true};
}

std::string Escaped(const Unit& unit) {
  const auto value = static_cast<std::uint32_t>(unit.value);
  return !unit.sound || value < 0x100 ? fmt::format(R"(\x{:02x})", value)
                                      : fmt::format(R"(\u{{{:x}}})", value);
}

bool IsMark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F);
}

}  // namespace

std::string EscapeForTerminal(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const Unit unit = UnitAt(bytes, at);
    const bool safe = unit.sound && !Contains(kUnsafe, unit.value);
    out += safe ? std::string(bytes.substr(at, unit.length)) : Escaped(unit);
    at += unit.length;
  }
  return out;
}

ShownLine Show(std::string_view line) {
  constexpr std::uint32_t kTab = 4;
  ShownLine shown;
  std::uint32_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const Unit unit = UnitAt(line, at);
    shown.columns.insert(shown.columns.end(), unit.length, column);
    if (unit.value == U'\t') {
      const std::uint32_t blanks = kTab - column % kTab;
      shown.text.append(blanks, ' ');
      column += blanks;
    } else if (!unit.sound || Contains(kUnsafe, unit.value)) {
      const std::string escaped = Escaped(unit);
      shown.text += escaped;
      column += static_cast<std::uint32_t>(escaped.size());
    } else {
      shown.text += line.substr(at, unit.length);
      column += IsMark(unit.value) ? 0U : (Contains(kWide, unit.value) ? 2U : 1U);
    }
    at += unit.length;
  }
  shown.columns.push_back(column);
  return shown;
}

}  // namespace slate::diag
