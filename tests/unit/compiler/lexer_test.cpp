// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/lexer.h"

#include <string>

#include <doctest/doctest.h>

namespace slate::syntax {

namespace {

std::vector<TokenKind> Kinds(std::string_view text) {
  std::vector<TokenKind> kinds;
  for (const Token& token : Tokenize(text).tokens) {
    kinds.push_back(token.kind);
  }
  return kinds;
}

using enum TokenKind;
using List = std::vector<TokenKind>;

}  // namespace

TEST_CASE("numbers, dates and times are told apart by the longest reading") {
  CHECK(Kinds("2026-03-10T10:00Z") == List{kInstant, kEnd});
  CHECK(Kinds("2026-03-10 .. 10:50") == List{kDate, kRange, kTime, kEnd});
  CHECK(Kinds("2026-05") == List{kMonth, kEnd});
  CHECK(Kinds("2026 - 05") == List{kNumber, kSign, kNumber, kEnd});
  CHECK(Kinds("2026-Q4") == List{kQuarter, kEnd});
  CHECK(Kinds("1h30min 99.95% 2‰") == List{kDuration, kPercent, kPercent, kEnd});
  CHECK(Kinds("30d 30 days") == List{kGlued, kNumber, kIdent, kEnd});
  CHECK(Kinds("1..2") == List{kNumber, kRange, kNumber, kEnd});
}

TEST_CASE("bytes, not code points, are counted") {
  const TokenList list = Tokenize("größe = \"价\" // ж\n");
  REQUIRE(list.tokens.size() == 4);
  CHECK(list.tokens[0] == Token{kIdent, 0, 7});
  CHECK(list.tokens[2] == Token{kString, 10, 15});
  REQUIRE(list.comments.size() == 1);
  CHECK(list.comments[0] == Token{kComment, 16, 21});
}

TEST_CASE("a byte order mark at the start is no token") {
  CHECK(Kinds("\xEF\xBB\xBFslate 1") == List{kSlate, kNumber, kEnd});
}

TEST_CASE("unclosed texts end with their line or the file") {
  const TokenList list = Tokenize("\"abc\nx \"\"\"def\n");
  REQUIRE(list.tokens.size() == 4);
  CHECK(list.tokens[0] == Token{kStray, 0, 4});
  CHECK(list.tokens[2] == Token{kStray, 7, 14});
}

TEST_CASE("any bytes give tokens that cover them") {
  std::string bytes;
  for (int i = 0; i < 512; ++i) {
    bytes += static_cast<char>(i * 37);
  }
  const TokenList list = Tokenize(bytes);
  CHECK(list.tokens.back().end == bytes.size());
}

}  // namespace slate::syntax
