// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/parser.h"

#include <chrono>
#include <set>

#include <doctest/doctest.h>

#include "compiler/diag/catalog/all.h"
#include "runtime/base/edit_distance.h"
#include "tests/unit/compiler/corpus.h"
#include "tests/unit/compiler/parsed_text.h"

namespace slate {

namespace {

// An agreement around one statement, which begins at 2:3.
std::string Around(std::string_view statement) {
  return fmt::format("agreement a {{\n  {}\n}}\n", statement);
}

std::string Repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) {
    text += part;
  }
  return text;
}

std::string LetTree(std::string_view value) {
  const ParsedText text(Around(fmt::format("let x = {}", value)));
  REQUIRE(text.Findings().empty());
  const auto& let = std::get<ast::Let>(text.file.agreements.at(0).items.at(0).node);
  return ast::PrintExpr(text.file, let.value);
}

struct BadText {
  std::string_view text;
  std::string_view findings;
};

}  // namespace

TEST_CASE("the corpus has no findings") {
  for (CorpusFile& file : Corpus()) {
    CAPTURE(file.path);
    CHECK(ParsedText(std::move(file.text)).Findings().empty());
  }
}

TEST_CASE("operators bind as the table says") {
  CHECK(LetTree("a + b * c - d") == "(- (+ a (* b c)) d)");
  CHECK(LetTree("not a <= b") == "(not (<= a b))");
  CHECK(LetTree("a / b otherwise 0") == "(/ a (otherwise b 0))");
  CHECK(LetTree("4h of office + d") == "(+ (of 14400000000000ns office) d)");
  CHECK(LetTree("a with b except c in d") == "(in (except (with a b) c) d)");
  CHECK(LetTree("if a then b else if c then d else e") == "(if a b (if c d e))");
  CHECK(LetTree("-a .. b + 1") == "(.. (- a) (+ b 1))");
  CHECK(LetTree("a.b(c)[d, e].f") == "(. ([] (call a b [c]) d e) f)");
  CHECK(LetTree("count(t by d as x where c: v)") == "(count [(placed-by t d) as x where c: v])");
}

TEST_CASE("literals have their exact values") {
  CHECK(LetTree("99.95%") == "(1999/2000 percent)");
  CHECK(LetTree("2‰") == "(1/500 permille)");
  CHECK(LetTree("1h30min") == "5400000000000ns");
  CHECK(LetTree("5_000.50 EUR") == "(quantity 10001/2 EUR)");
  CHECK(LetTree("1970-01-02") == "(date 1)");
  CHECK(LetTree("2000-02-29") == "(date 11016)");  // 30 years, 7 leap days, 31 + 28 days
  CHECK(LetTree("2026-03-01T10:00+01:00") == "(instant day 20513 ns 36000000000000 offset 3600)");
  CHECK(LetTree("24:00") == "(time 86400000000000)");
  CHECK(LetTree("\"a\\\"b\\\\c\\n\"") == "\"a\\\"b\\\\c\\n\"");
}

TEST_CASE("documentation belongs to what follows") {
  const ParsedText text(
      "/// One.\n/// Two.\nagreement a {\n  /// Three.\n  zone \"UTC\" // no\n  currency EUR\n}\n"
  );
  REQUIRE(text.Findings().empty());
  const ast::Agreement& agreement = text.file.agreements.at(0);
  CHECK(agreement.doc.text == "One.\nTwo.");
  CHECK(agreement.items.at(0).doc.text == "Three.");
  CHECK(agreement.items.at(1).doc.text.empty());
}

TEST_CASE("silences are kept with their reasons") {
  const ParsedText text("// slate: allow(SL7003, SL7004) because both know\nslate 1\n");
  REQUIRE(text.file.silences.size() == 1);
  CHECK(text.file.silences[0].codes == std::vector<std::string>{"SL7003", "SL7004"});
  CHECK(text.file.silences[0].reason == "both know");
}

TEST_CASE("line ends of Windows and a byte order mark change nothing") {
  const ParsedText plain(Around("let x = 1\n  let y = 2"));
  const ParsedText windows(
      "\xEF\xBB\xBF"
      "agreement a {\r\n  let x = 1\r\n  let y = 2\r\n}\r\n"
  );
  CHECK(windows.Findings().empty());
  CHECK(windows.Tree() == plain.Tree());
}

TEST_CASE("one mistake is one finding at its place") {
  const BadText cases[] = {
      {"let x = a and b or c", "SL1026@2:19"},
      {"let x = a < b < c", "SL1025@2:17"},
      {"let x = 30d", "SL1004@2:11"},
      {"let x = 99.95 %", "SL1005@2:16"},
      {"let x = a % b", "SL1005@2:13"},
      {"let x = a == b", "SL1003@2:13"},
      {"let x = a && b", "SL1003@2:13"},
      {"let x = a ≤ b;", "SL1003@2:13 SL1003@2:16"},
      {"zone \"UTC", "SL1006@2:8"},
      {"zone 'UTC'", "SL1003@2:8"},
      {"let by = 3", "SL1024@2:7"},
      {"input i { at: instant  each: bool } complete", "SL1024@2:26"},
      {"key tier { gold, none }", "SL1024@2:20"},
      {"objctive x { measure 1 }", "SL1023@2:3"},
      {"target >= 1", "SL1023@2:3"},
      {"let x = (1 + )", "SL1027@2:14"},
      {"let x = f(1, )", "SL1027@2:14"},
      {"let x = by t { a: 1 b: 2 }", "SL1029@2:23"},
      {"let x = ladder { < 1: 2 < 3: 4 }", "SL1029@2:27"},
      {"let x = f(1 2)", "SL1029@2:15"},
      {"let x = a except b with c", "SL1028@2:22"},
      {"let x = (1 + 2", "SL1020@2:11"},
      {"let x = 1 + 2)", "SL1021@2:16"},
      {"let x = 2026-02-30", "SL1030@2:11"},
      {"let x = 2025-02-29T10:00", "SL1030@2:11"},
      {"let x = 25:00", "SL1031@2:11"},
      {"let x = 2026-01-01T10:60", "SL1031@2:22"},
      {"let x = 1969-12", "SL1032@2:11"},
      {"term from 2201-01-01", "SL1032@2:13"},
      {"period 1.5 months", "SL1033@2:10"},
      {"zone \"a\\q\"", "SL1007@2:10"},
      {"let caf\x65\xCC\x81 = 1", "SL1008@2:10"},
      {"let x = 1 // \xE2\x80\xAE", "SL1002@2:16"},
      {"let x\xE2\x80\x8B = 1", "SL1002@2:8"},
      {"let x = \xC2\xA0 1", "SL1003@2:11"},
      {"let x = 😀 1", "SL1003@2:11"},
      {"given fee money", "SL1022@2:13"},
      {"/* no */ let x = 1", "SL1003@2:3"},
      {"# no", "SL1003@2:3"},
  };
  for (const BadText& bad : cases) {
    CAPTURE(bad.text);
    CHECK(ParsedText(Around(bad.text)).Findings() == bad.findings);
  }
}

TEST_CASE("a mistake hides only its statement") {
  const ParsedText text(
      Around("let a = (1 + )\n  let b = 2\n  objective o {\n    mesure 1\n    target >= 2\n  }\n  "
             "let c = 3 %\n  zone UTC")
  );
  CHECK(text.Findings() == "SL1027@2:14 SL1023@5:5 SL1005@8:12 SL1022@9:8");
  CHECK(
      text.Tree() ==
      "agreement a\n  let b = 2\n  objective o\n    target >= 2\n  let c = (3/100 percent)\n"
  );
}

TEST_CASE("a forgotten brace is found by how far lines are set in") {
  const ParsedText text(
      "agreement a {\n  objective x {\n    measure 1\n  objective y {\n    measure 2\n  "
      "}\n}\nagreement b {\n}\n"
  );
  CHECK(text.Findings() == "SL1020@2:15");
  CHECK(text.file.agreements.size() == 2);
}

TEST_CASE("texts that are not UTF-8 are refused with the byte") {
  CHECK(ParsedText("zone \xC0\xAF").Findings() == "SL1001@1:6");
  CHECK(ParsedText("\xED\xA0\x80").Findings() == "SL1001@1:1");
  CHECK(ParsedText("\xF5\x80\x80\x80").Findings() == "SL1001@1:1");
  CHECK(ParsedText("agreement \xE4").Findings() == "SL1001@1:11");
  CHECK(ParsedText(std::string("\xFF\xFEs\0", 4)).Findings() == "SL1001@1:1");
  CHECK(ParsedText(std::string("slate 1\0", 8)).Findings() == "SL1002@1:8");
  CHECK(ParsedText("slate 1 \xEF\xBB\xBF").Findings() == "SL1002@1:9");
}

TEST_CASE("limits hold at their edge") {
  const auto in_parens = [](std::size_t n) {
    return Around("let x = " + Repeated("(", n) + "1" + Repeated(")", n));
  };
  CHECK(ParsedText(in_parens(199)).Findings().empty());
  CHECK(ParsedText(in_parens(200)).Findings() == "SL1011@2:210");
  CHECK(ParsedText(Around("let x = 1" + Repeated(" + 1", 199))).Findings().empty());
  CHECK(ParsedText(Around("let x = 1" + Repeated(" + 1", 200))).Findings() == "SL1011@2:11");
  CHECK(ParsedText(Around("let x = " + Repeated("if a then b else ", 199) + "c")).Findings().empty()
  );
  CHECK(
      ParsedText(Around("let x = " + Repeated("if a then b else ", 200) + "c")).Findings() ==
      "SL1011@2:3397"
  );
  CHECK(ParsedText(Around("let " + std::string(256, 'a') + " = 1")).Findings().empty());
  CHECK(ParsedText(Around("let " + std::string(257, 'a') + " = 1")).Findings() == "SL1010@2:7");
  CHECK(ParsedText(Around("let x = " + std::string(40, '9'))).Findings().empty());
  CHECK(ParsedText(Around("let x = " + std::string(41, '9'))).Findings() == "SL1010@2:11");
  CHECK(ParsedText(Around("zone \"" + std::string(65534, 'a') + "\"")).Findings().empty());
  CHECK(ParsedText(Around("zone \"" + std::string(65535, 'a') + "\"")).Findings() == "SL1010@2:8");
  CHECK(ParsedText(std::string(std::size_t{8} << 20U, ' ')).Findings().empty());
  CHECK(ParsedText(std::string((std::size_t{8} << 20U) + 1, ' ')).Findings() == "SL1010@1:1");
}

TEST_CASE("hostile texts give one finding") {
  for (const std::string_view part :
       {"(",
        "[",
        "{",
        "not ",
        "- ",
        "if ",
        "if a then b else ",
        "f(",
        "by k { a: ",
        "a + ",
        "a.",
        "a with "}) {
    CAPTURE(part);
    const ParsedText text(Around("let x = " + Repeated(part, 20'000) + "a"));
    CHECK(text.sink.Sorted().size() == 1);
  }
  CHECK(ParsedText(std::string(10'000'000, '(')).sink.Sorted().size() == 1);
}

TEST_CASE("a flood of mistakes ends") {
  const ParsedText text("agreement a {\n" + Repeated("  let = 1\n", 20'000) + "}\n");
  CHECK(text.sink.Sorted().size() > 20);
  CHECK(text.sink.Sorted().size() <= 100);
}

TEST_CASE("cut anywhere, a text is read without a crash") {
  const std::string whole = Corpus().front().text;
  for (std::size_t size = 0; size < whole.size(); size += 97) {
    const ParsedText text(whole.substr(0, size));
    CHECK(text.sink.items().size() < 30);
  }
}

TEST_CASE("messages are in the words of the house") {
  std::set<std::string_view> codes;
  for (const auto kinds : diag::AllKinds()) {
    for (const diag::Kind* kind : kinds) {
      CHECK(codes.insert(kind->code).second);
      CHECK_FALSE(kind->explanation.empty());
    }
  }
  const ParsedText text(Around("objctive x { }\n  let y = 500EUR\n  let z = (1 + )"));
  for (const diag::Diagnostic& d : text.sink.items()) {
    CAPTURE(d.message);
    CHECK(d.message.back() != '.');
    CHECK(d.message.find("expecting") == std::string::npos);
    CHECK(d.message.find("viable") == std::string::npos);
  }
}

TEST_CASE("the closest word is found") {
  const std::string_view words[] = {"measure", "target", "credit"};
  CHECK(EditDistance("mesaure", "measure") == 1);
  CHECK(EditDistance("", "abc") == 3);
  CHECK(ClosestWord("mesure", words) == "measure");
  CHECK(ClosestWord("tragte", words) == "target");
  CHECK(ClosestWord("window", words).empty());
}

}  // namespace slate
