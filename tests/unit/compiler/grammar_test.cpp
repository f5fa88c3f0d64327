// SPDX-License-Identifier: Apache-2.0
#include <SlateLexer.h>
#include <SlateParser.h>
#include <antlr4-runtime.h>
#include <doctest/doctest.h>

#include "compiler/syntax/lexer.h"
#include "compiler/syntax/rule.h"
#include "tests/unit/compiler/corpus.h"

namespace slate::syntax {

namespace {

// ANTLR counts code points; this gives the byte of each.
std::vector<std::uint32_t> BytesOfCodePoints(std::string_view text) {
  std::vector<std::uint32_t> bytes;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
      bytes.push_back(i);
    }
  }
  bytes.push_back(static_cast<std::uint32_t>(text.size()));
  return bytes;
}

struct AllTokens {
  std::vector<Token> visible;
  std::vector<Token> comments;
};

AllTokens LexByGrammar(const std::string& text) {
  antlr4::ANTLRInputStream input(text);
  SlateLexer lexer(&input);
  const std::vector<std::uint32_t> bytes = BytesOfCodePoints(text);
  AllTokens all;
  for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF;
       token = lexer.nextToken()) {
    const auto kind = static_cast<TokenKind>(token->getType());
    if (kind != TokenKind::kBlank) {
      const Token ours{kind, bytes[token->getStartIndex()], bytes[token->getStopIndex() + 1]};
      (IsComment(kind) ? all.comments : all.visible).push_back(ours);
    }
  }
  const auto end = static_cast<std::uint32_t>(text.size());
  all.visible.push_back({TokenKind::kEnd, end, end});
  return all;
}

void CheckSame(const std::string& text) {
  const AllTokens grammar = LexByGrammar(text);
  const TokenList ours = Tokenize(text);
  CHECK(ours.tokens == grammar.visible);
  CHECK(ours.comments == grammar.comments);
}

class CountReports final : public antlr4::BaseErrorListener {
 public:
  int errors = 0;
  int ambiguities = 0;
  int full_context = 0;

  void syntaxError(
      antlr4::Recognizer*,
      antlr4::Token*,
      std::size_t,
      std::size_t,
      const std::string&,
      std::exception_ptr
  ) override {
    ++errors;
  }
  void
  reportAmbiguity(antlr4::Parser*, const antlr4::dfa::DFA&, std::size_t, std::size_t, bool, const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*)
      override {
    ++ambiguities;
  }
  void
  reportAttemptingFullContext(antlr4::Parser*, const antlr4::dfa::DFA&, std::size_t, std::size_t, const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*)
      override {
    ++full_context;
  }
};

}  // namespace

TEST_CASE("the lexer by hand gives the tokens of the grammar") {
  for (const CorpusFile& file : Corpus()) {
    CAPTURE(file.path);
    CheckSame(file.text);
  }
}

TEST_CASE("the lexers agree on what numbers, words and signs can touch") {
  for (const char* text :
       {"2026-03-10T10:00 2026-03-10T10:00Z 2026-03-10T10:00:01.5+01:00 2026-03-10T10 2026-03-10T1",
        "2026-03-10 2026-03 2026-0 2026-Q1 2026-Q5 20260-03 202-03 2026-03-1 2026-03-010",
        "10:00 10:000 10:00:00 10:00:0 10:00:00.25 1:00 10:0",
        "1h30min 1h30 1.5h 1h.5 5mins 5m 3us2ns 7ms 1_000s 1s5 1hh 1_0h30min",
        "1 1.5 1. 1..2 1_000 1__000 1_ 1_a 1.5_0 99.95% 2‰ 1_0% 1.% 5% 5 %",
        "30d 5Uhr 5слов 5_x 5é a5 _ _5 größe 价格 x٣ ٣ 12:30h 2026-03T",
        "-> - > <- .. ... . , : ? = == <= >= < > != ! * / + ( ) [ ] { } & | ; @ € – ",
        "/// doc\n// slate: allow(X)\n//slate: y\n// slate\n//// four\n//\n/ /",
        "\"a\" \"\\\"\" \"a\\\\\" \"\" \"\"\"a\nb\"\"\" \"\"\"\"\"\" \"é价\"",
        "and andx not reads periods bad good none first x.first",
        ""}) {
    CAPTURE(text);
    CheckSame(text);
  }
}

TEST_CASE("the corpus parses without a doubt") {
  for (const CorpusFile& file : Corpus()) {
    CAPTURE(file.path);
    antlr4::ANTLRInputStream input(file.text);
    SlateLexer lexer(&input);
    antlr4::CommonTokenStream tokens(&lexer);
    SlateParser parser(&tokens);
    CountReports reports;
    parser.removeErrorListeners();
    parser.addErrorListener(&reports);
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
        antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION
    );
    parser.file();
    CHECK(reports.errors == 0);
    CHECK(reports.ambiguities == 0);
    CHECK(reports.full_context == 0);
  }
}

TEST_CASE("tokens and rules have the numbers of the grammar") {
  antlr4::ANTLRInputStream input("");
  SlateLexer lexer(&input);
  const antlr4::dfa::Vocabulary& vocabulary = lexer.getVocabulary();
  REQUIRE(vocabulary.getMaxTokenType() == Index(TokenKind::kStray));
  for (std::size_t i = 1; i <= Index(TokenKind::kRightBrace); ++i) {
    std::string literal = vocabulary.getLiteralName(i);
    literal.front() = literal.back() = '`';
    CHECK(Describe(static_cast<TokenKind>(i)) == literal);
  }
  CHECK(vocabulary.getSymbolicName(Index(TokenKind::kText)) == "TEXT");
  CHECK(vocabulary.getSymbolicName(Index(TokenKind::kNumber)) == "NUMBER");
  CHECK(vocabulary.getSymbolicName(Index(TokenKind::kDoc)) == "DOC");
  antlr4::CommonTokenStream tokens(&lexer);
  SlateParser parser(&tokens);
  CHECK(parser.getRuleNames().size() == Index(Rule::kWord) + 1);
  CHECK(parser.getRuleNames()[Index(Rule::kExpr)] == "expr");
  CHECK(parser.getRuleNames()[Index(Rule::kFact)] == "fact");
}

}  // namespace slate::syntax
