// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/descent.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "compiler/syntax/antlr_parse.h"
#include "compiler/syntax/lexer.h"

namespace slate::syntax {

namespace {

constexpr std::uint32_t kMaxDepth = 200;

// One tree has its nodes breadth first, the other has them in the order of the text.
bool AreSame(const ParseTree& a, const ParseTree& b) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open{{0, 0}};
  while (!open.empty()) {
    const auto [i, j] = open.back();
    open.pop_back();
    const ParseTree::Node& left = a.nodes[i];
    const ParseTree::Node& right = b.nodes[j];
    if (left.rule != right.rule || left.child_count != right.child_count ||
        left.first_token != right.first_token || left.last_token != right.last_token) {
      return false;
    }
    for (std::uint32_t child = 0; child < left.child_count; ++child) {
      const ParseTree::Child& x = a.children[left.first_child + child];
      const ParseTree::Child& y = b.children[right.first_child + child];
      if (x.is_token != y.is_token || (x.is_token && x.id != y.id)) {
        return false;
      }
      if (!x.is_token) {
        open.emplace_back(x.id, y.id);
      }
    }
  }
  return a.nodes.size() == b.nodes.size();
}

// Whether both read the tokens, to the same tree, or neither does.
bool DoAgree(Descent& descent, std::span<const Token> tokens, std::uint32_t max_depth = kMaxDepth) {
  const ParseResult antlr = ParseTokens(tokens, max_depth);
  const std::optional<ParseTree> ours = descent.Read(tokens, max_depth);
  if (antlr.failure || !ours) {
    return antlr.failure.has_value() && !ours;
  }
  return AreSame(antlr.tree, *ours);
}

// Every text of the project, sound or not.
std::vector<std::string> AllTexts() {
  namespace fs = std::filesystem;
  std::vector<std::string> texts;
  for (const char* folder :
       {"tests/cases", "tests/corpus", "tests/fuzz/corpus", "stdlib", "examples"}) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".slate") {
        std::ifstream stream(entry.path(), std::ios::binary);
        texts.emplace_back(
            std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()
        );
      }
    }
  }
  return texts;
}

std::vector<Token> TokensOf(const std::string& text) {
  return Tokenize(text).tokens;
}

}  // namespace

TEST_CASE("the descent reads what ANTLR reads, to the same trees") {
  Descent descent(StatesOfGrammar());
  std::size_t read = 0;
  for (const std::string& text : AllTexts()) {
    const std::vector<Token> tokens = TokensOf(text);
    CAPTURE(text);
    CHECK(DoAgree(descent, tokens));
    read += descent.Read(tokens, kMaxDepth).has_value() ? 1U : 0U;
  }
  CHECK(read > 250);
}

// One token less, twice or exchanged for another of the text: most are mistakes, some mean
// something else.
TEST_CASE("the descent and ANTLR agree about texts with a token changed") {
  Descent descent(StatesOfGrammar());
  std::mt19937 random(1);
  for (const std::string& text : AllTexts()) {
    std::vector<Token> tokens = TokensOf(text);
    if (tokens.size() < 3 || tokens.size() > 600) {
      continue;
    }
    const std::size_t at = random() % (tokens.size() - 1);
    const std::size_t other = random() % (tokens.size() - 1);
    switch (random() % 3) {
      case 0: tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at)); break;
      case 1: tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(at), tokens[at]); break;
      default: tokens[at] = tokens[other];
    }
    CAPTURE(text);
    CAPTURE(at);
    CHECK(DoAgree(descent, tokens));
  }
}

TEST_CASE("the descent and ANTLR agree how deep expressions may stand") {
  Descent descent(StatesOfGrammar());
  for (const char* open : {"(", "not ", "- ", "f("}) {
    for (std::size_t depth = 1; depth < 9; ++depth) {
      std::string nested;
      std::string closing;
      for (std::size_t i = 0; i < depth; ++i) {
        nested += open;
        closing += std::string(open).back() == '(' ? ")" : "";
      }
      const std::vector<Token> tokens =
          TokensOf("metric m() -> number = " + nested + "1" + closing);
      CAPTURE(nested);
      CHECK(DoAgree(descent, tokens, 6));
      CHECK(descent.Read(tokens, 6).has_value() == (depth < 6));
    }
  }
}

// What looks alike for any number of tokens: a quantity of rows, or the moments where one stands.
TEST_CASE("the descent looks as far ahead as it takes") {
  Descent descent(StatesOfGrammar());
  std::string sum = "1";
  for (int i = 0; i < 2000; ++i) {
    sum += " + (1)";
  }
  for (const char* end : {" times", " .. 2", ""}) {
    const std::vector<Token> tokens =
        TokensOf("example \"e\" of a { data probe " + sum + end + " }");
    CAPTURE(end);
    CHECK(DoAgree(descent, tokens));
    CHECK(descent.Read(tokens, kMaxDepth).has_value());
  }
}

}  // namespace slate::syntax
