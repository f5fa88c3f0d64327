// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/lexer.h"

#include <algorithm>
#include <array>

#include "compiler/syntax/letters.h"
#include "compiler/syntax/utf8.h"

namespace slate::syntax {

namespace {

bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool IsLineEnd(char c) {
  return c == '\r' || c == '\n';
}

// Reads one token at a time. A position is a byte; every Skip function returns the byte after what
// it is named for, or `from` if that is not there.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  TokenList Run() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") {
      at_ = 3;
    }
    while (at_ < text_.size()) {
      if (IsBlank(text_[at_])) {
        ++at_;
      } else {
        Next();
      }
    }
    Add(TokenKind::kEnd, at_);
    return std::move(list_);
  }

 private:
  char At(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  bool StartsWith(std::size_t i, std::string_view what) const {
    return text_.substr(std::min(i, text_.size()), what.size()) == what;
  }

  void Add(TokenKind kind, std::size_t end) {
    const Token token{kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
    (IsComment(kind) ? list_.comments : list_.tokens).push_back(token);
    at_ = end;
  }

  void Next() {
    const char c = text_[at_];
    if (IsAsciiDigit(c)) {
      AddNumeral();
    } else if (c == '"') {
      AddQuoted();
    } else if (StartsWith(at_, "//")) {
      AddComment();
    } else if (const std::size_t end = SkipWord(at_); end != at_) {
      Add(KindOfWord(text_.substr(at_, end - at_)), end);
    } else {
      AddSign();
    }
  }

  // A letter (or a digit, once a word has begun) at `from`, in bytes.
  std::size_t SkipLetter(std::size_t from, bool or_digit) const {
    if (from >= text_.size()) {
      return from;
    }
    const auto point = DecodeAt(text_, from);
    const bool fits = point && (IsLetter(point->value) || (or_digit && IsDigit(point->value)));
    return fits ? from + point->length : from;
  }

  std::size_t SkipWord(std::size_t from) const {
    std::size_t end = SkipLetter(from, false);
    if (end == from) {
      return from;
    }
    for (std::size_t next = SkipLetter(end, true); next != end; next = SkipLetter(end, true)) {
      end = next;
    }
    return end;
  }

  std::size_t SkipDigits(std::size_t from) const {
    std::size_t end = from;
    while (IsAsciiDigit(At(end)) || (end > from && At(end) == '_' && IsAsciiDigit(At(end + 1)))) {
      ++end;
    }
    return end;
  }

  std::size_t SkipFraction(std::size_t from) const {
    std::size_t end = from;
    if (At(from) == '.' && IsAsciiDigit(At(from + 1))) {
      for (end = from + 1; IsAsciiDigit(At(end)); ++end) {
      }
    }
    return end;
  }

  std::size_t SkipUnit(std::size_t from) const {
    constexpr std::array<std::string_view, 6> kUnits{"ns", "us", "ms", "min", "s", "h"};
    for (std::string_view unit : kUnits) {
      if (StartsWith(from, unit)) {
        return from + unit.size();
      }
    }
    return from;
  }

  // `9` in the pattern is a digit; every other character stands for itself.
  std::size_t SkipPattern(std::size_t from, std::string_view pattern) const {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      const char c = At(from + i);
      if (pattern[i] == '9' ? !IsAsciiDigit(c) : c != pattern[i]) {
        return from;
      }
    }
    return from + pattern.size();
  }

  std::size_t SkipClock(std::size_t from) const {
    const std::size_t minutes = SkipPattern(from, "99:99");
    if (minutes == from) {
      return from;
    }
    const std::size_t seconds = SkipPattern(minutes, ":99");
    return seconds == minutes ? minutes : SkipFraction(seconds);
  }

  std::size_t SkipInstant(std::size_t from) const {
    const std::size_t day = SkipPattern(from, "9999-99-99T");
    const std::size_t clock = day == from ? from : SkipClock(day);
    if (clock == day) {
      return from;
    }
    if (At(clock) == 'Z') {
      return clock + 1;
    }
    return std::max(SkipPattern(clock, "+99:99"), SkipPattern(clock, "-99:99"));
  }

  std::size_t SkipQuarter(std::size_t from) const {
    const std::size_t end = SkipPattern(from, "9999-Q9");
    return end != from && (At(end - 1) < '1' || At(end - 1) > '4') ? from : end;
  }

  std::size_t SkipDuration(std::size_t from) const {
    std::size_t end = from;
    while (true) {
      const std::size_t digits = SkipFraction(SkipDigits(end));
      const std::size_t unit = digits == end ? end : SkipUnit(digits);
      if (unit == end || unit == digits) {
        return end;
      }
      end = unit;
    }
  }

  // The longest reading wins; among equals, the first of the list.
  void AddNumeral() {
    const std::size_t number = SkipFraction(SkipDigits(at_));
    const std::size_t percent = At(number) == '%'              ? number + 1
                                : StartsWith(number, "\u2030") ? number + 3
                                                               : at_;
    const std::size_t letters = SkipWord(number);
    const std::array<Token, 9> readings{{
        Reading(TokenKind::kInstant, SkipInstant(at_)),
        Reading(TokenKind::kDate, SkipPattern(at_, "9999-99-99")),
        Reading(TokenKind::kMonth, SkipPattern(at_, "9999-99")),
        Reading(TokenKind::kQuarter, SkipQuarter(at_)),
        Reading(TokenKind::kTime, SkipClock(at_)),
        Reading(TokenKind::kDuration, SkipDuration(at_)),
        Reading(TokenKind::kPercent, percent),
        Reading(TokenKind::kNumber, number),
        Reading(TokenKind::kGlued, letters == number ? at_ : letters),
    }};
    const auto* longest =
        std::max_element(readings.begin(), readings.end(), [](const Token& a, const Token& b) {
          return a.end < b.end;
        });
    Add(longest->kind, longest->end);
  }

  Token Reading(TokenKind kind, std::size_t end) const {
    return {kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
  }

  void AddQuoted() {
    if (StartsWith(at_, R"(""")")) {
      const std::size_t close = text_.find(R"(""")", at_ + 3);
      const bool closed = close != std::string_view::npos;
      Add(closed ? TokenKind::kText : TokenKind::kStray, closed ? close + 3 : text_.size());
      return;
    }
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '"' && !IsLineEnd(text_[end])) {
      end += text_[end] == '\\' && end + 1 < text_.size() && !IsLineEnd(text_[end + 1]) ? 2U : 1U;
    }
    const bool closed = At(end) == '"';
    Add(closed ? TokenKind::kString : TokenKind::kStray, closed ? end + 1 : end);
  }

  void AddComment() {
    const bool silence = StartsWith(at_, "//slate:") || StartsWith(at_, "// slate:");
    const TokenKind kind = StartsWith(at_, "///") ? TokenKind::kDoc
                           : silence              ? TokenKind::kSilence
                                                  : TokenKind::kComment;
    Add(kind, std::min(text_.find_first_of("\r\n", at_), text_.size()));
  }

  void AddSign() {
    struct Spelling {
      std::string_view text;
      TokenKind kind;
    };
    using enum TokenKind;
    constexpr std::array<Spelling, 22> kSigns{{
        {"->", kArrow},    {"..", kRange},     {"<=", kCmp},        {">=", kCmp},
        {"!=", kCmp},      {".", kDot},        {",", kComma},       {":", kColon},
        {"?", kQuestion},  {"=", kEqual},      {"*", kStar},        {"/", kSlash},
        {"(", kLeftParen}, {")", kRightParen}, {"[", kLeftBracket}, {"]", kRightBracket},
        {"{", kLeftBrace}, {"}", kRightBrace}, {"<", kCmp},         {">", kCmp},
        {"+", kSign},      {"-", kSign},
    }};
    for (const Spelling& sign : kSigns) {
      if (StartsWith(at_, sign.text)) {
        return Add(sign.kind, at_ + sign.text.size());
      }
    }
    const auto point = DecodeAt(text_, at_);
    Add(kStray, at_ + (point ? point->length : 1));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  TokenList list_;
};

}  // namespace

TokenList Tokenize(std::string_view text) {
  return Lexer(text).Run();
}

}  // namespace slate::syntax
