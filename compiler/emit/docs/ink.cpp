// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/ink.h"

#include <algorithm>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace slate::emit::docs {

namespace {

constexpr char kOpen = '\x01';    // style, anchor
constexpr char kMiddle = '\x02';  // between anchor and text
constexpr char kClose = '\x03';
constexpr std::string_view kClauseEnd = "‸";
constexpr std::string_view kReplacement = "\uFFFD";

constexpr UChar32 kCaret = 0x2038;

// Characters that are seen as nothing and change what is seen around them.
bool IsHidden(UChar32 c) {
  const int category = u_charType(c);
  return category == U_CONTROL_CHAR || category == U_FORMAT_CHAR ||
         category == U_PRIVATE_USE_CHAR || category == U_LINE_SEPARATOR ||
         category == U_PARAGRAPH_SEPARATOR || category == U_UNASSIGNED || category == U_SURROGATE;
}

std::string Cleaned(std::string_view text, bool keeps_lines) {
  std::string result;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  std::int32_t at = 0;
  while (at < size) {
    const std::int32_t from = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c == '\n' || c == '\t' || c == '\r') {
      const bool shown = keeps_lines && c != '\r';
      result += shown ? static_cast<char>(c) : (c == '\r' && keeps_lines ? '\0' : ' ');
      if (result.back() == '\0') {
        result.pop_back();
      }
    } else if (c < 0 || IsHidden(c) || c == kCaret) {
      result += kReplacement;
    } else {
      result += text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from));
    }
  }
  return result;
}

char StyleSign(Ink::Style style) {
  switch (style) {
    case Ink::Style::kPlain: return 'p';
    case Ink::Style::kStrong: return 's';
    case Ink::Style::kEmphasis: return 'e';
    case Ink::Style::kCode: return 'c';
    case Ink::Style::kNumber: return 'n';
  }
  return 'p';
}

Ink::Style StyleOf(char sign) {
  switch (sign) {
    case 's': return Ink::Style::kStrong;
    case 'e': return Ink::Style::kEmphasis;
    case 'c': return Ink::Style::kCode;
    case 'n': return Ink::Style::kNumber;
    default: return Ink::Style::kPlain;
  }
}

std::string Wrapped(std::string_view plain, Ink::Style style, std::string_view anchor) {
  std::string text{kOpen, StyleSign(style)};
  text += anchor;
  text += kMiddle;
  text += plain;
  text += kClose;
  return text;
}

bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> starts) {
  for (const std::string_view start : starts) {
    if (text.substr(0, start.size()) == start) {
      return true;
    }
  }
  return false;
}

// A relative clause ends in a comma unless another sign, or nothing, follows.
std::string CloseClauses(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t at = text.find(kClauseEnd);
    result += text.substr(0, at);
    if (at == std::string_view::npos) {
      break;
    }
    text.remove_prefix(at + kClauseEnd.size());
    std::string_view next = text;
    next.remove_prefix(std::min(next.find_first_not_of(' '), next.size()));
    const bool closed = next.empty() ||
                        StartsWithAny(text, {kClauseEnd, ".", ",", ";", ":", ")", "?"}) ||
                        StartsWithAny(next, {"(", "÷", "×", "+", "−", "–"});
    result += closed ? "" : ",";
  }
  return result;
}

void Add(Ink ink, Line& line) {
  if (ink.text.empty() && ink.style != Ink::Style::kNumber) {
    return;
  }
  if (!line.empty() && line.back().style == ink.style && line.back().link == ink.link) {
    line.back().text += ink.text;
  } else {
    line.push_back(std::move(ink));
  }
}

Line Decode(std::string_view text) {
  Line line;
  while (!text.empty()) {
    const std::size_t open = text.find(kOpen);
    Add({.text = std::string(text.substr(0, open))}, line);
    if (open == std::string_view::npos) {
      break;
    }
    const std::size_t middle = text.find(kMiddle, open);
    const std::size_t close = text.find(kClose, middle);
    Add({.text = std::string(text.substr(middle + 1, close - middle - 1)),
         .style = StyleOf(text[open + 1]),
         .link = std::string(text.substr(open + 2, middle - open - 2))},
        line);
    text.remove_prefix(close + 1);
  }
  return line;
}

struct Sign {
  std::string_view sign;
  Ink::Style style;
};
constexpr Sign kSigns[] = {
    {"**", Ink::Style::kStrong}, {"`", Ink::Style::kCode}, {"*", Ink::Style::kEmphasis}};

}  // namespace

std::string WithLargeFirst(const std::string& text) {
  if (text.empty() || text.front() == kOpen) {
    return text;
  }
  icu::UnicodeString letters = icu::UnicodeString::fromUTF8(text);
  const UChar32 first = letters.char32At(0);
  letters.replace(0, U16_LENGTH(first), u_toupper(first));
  std::string result;
  letters.toUTF8String(result);
  return result;
}

std::string Plain(std::string_view text) {
  return Cleaned(text, false);
}

std::string PlainLines(std::string_view text) {
  return Cleaned(text, true);
}

std::string WithStyle(std::string_view plain, Ink::Style style) {
  return Wrapped(plain, style, "");
}

std::string WithLink(std::string_view plain, std::string_view anchor) {
  return Wrapped(plain, Ink::Style::kPlain, anchor);
}

std::string NumberOf(std::string_view anchor) {
  return Wrapped("", Ink::Style::kNumber, anchor);
}

Line ToLine(std::string_view text) {
  return Decode(CloseClauses(text));
}

Line ToSentence(std::string_view text) {
  return Decode(WithLargeFirst(CloseClauses(text)));
}

std::string FromProse(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    bool marked = false;
    for (const Sign& mark : kSigns) {
      const std::size_t size = mark.sign.size();
      const std::size_t end = StartsWithAny(text, {mark.sign}) ? text.find(mark.sign, size) : 0;
      if (end != 0 && end != std::string_view::npos && end > size) {
        result += WithStyle(text.substr(size, end - size), mark.style);
        text.remove_prefix(end + size);
        marked = true;
        break;
      }
    }
    if (!marked) {
      result += text.front();
      text.remove_prefix(1);
    }
  }
  return result;
}

Mark LineMark(const Line& line) {
  const Mark mark = line.empty() ? Mark::kSame : line.front().mark;
  const bool whole =
      std::all_of(line.begin(), line.end(), [&](const Ink& ink) { return ink.mark == mark; });
  return whole ? mark : Mark::kSame;
}

std::string PlainText(const Line& line) {
  std::string text;
  for (const Ink& ink : line) {
    text += ink.text;
  }
  return text;
}

namespace {

std::string RussianMark(std::size_t place) {
  // As lists in contracts are lettered: without ё, й, ъ, ы and ь.
  constexpr std::string_view kLetters = "абвгдежзиклмнопрстуфхцчшщэюя";
  constexpr std::size_t kBytes = 2;
  const std::size_t count = kLetters.size() / kBytes;
  std::string letters;
  for (std::size_t times = 0; times <= place / count; ++times) {
    letters += kLetters.substr(place % count * kBytes, kBytes);
  }
  return letters + ")";
}

std::string ChineseMark(std::size_t place) {
  constexpr std::string_view kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  const std::size_t number = place + 1;
  const std::size_t tens = number / 10 % 10;
  std::string digits = tens > 1 ? std::string(kDigits[tens]) : std::string();
  digits += tens > 0 ? "十" : "";
  return "（" + digits + std::string(kDigits[number % 10]) + "）";
}

}  // namespace

std::string StepMark(std::size_t place, std::string_view tag) {
  if (tag == "ru") {
    return RussianMark(place);
  }
  if (tag == "zh") {
    return ChineseMark(place);
  }
  constexpr std::size_t kLetters = 26;
  std::string letters;
  for (std::size_t rest = place + 1; rest > 0; rest = (rest - 1) / kLetters) {
    letters.insert(letters.begin(), static_cast<char>('a' + (rest - 1) % kLetters));
  }
  return "(" + letters + ")";
}

}  // namespace slate::emit::docs
