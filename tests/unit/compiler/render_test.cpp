// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "runtime/diag/render_json.h"
#include "runtime/diag/render_text.h"

namespace slate::diag {

namespace {

constexpr Kind kOdd{
    .code = "SL9999", .name = "odd", .severity = Severity::kError, .explanation = "For tests."};

struct Scene {
  source::FileSet files;
  Sink sink;
  source::FileId id;

  explicit Scene(std::string text) : id(files.Add("a.slate", std::move(text))) {}

  source::Span Find(std::string_view part) const {
    const auto at = static_cast<std::uint32_t>(files[id].text().find(part));
    return {id, at, at + static_cast<std::uint32_t>(part.size())};
  }
};

}  // namespace

TEST_CASE("a finding shows its line, marks, notes and help") {
  Scene scene("agreement a {\n  let x = fee + hours\n\n\n  given fee: money\n}\n");
  auto& d = scene.sink.Report(kOdd, scene.Find("fee + hours"), "money plus a duration");
  d.label = "no sum";
  d.secondary.push_back({scene.Find("given fee"), "money comes from here"});
  d.notes.push_back("they measure different things");
  d.help = "divide by a duration";
  CHECK(
      RenderText(scene.sink, scene.files) ==
      "error[SL9999]: money plus a duration\n"
      " --> a.slate:2:11\n"
      "  |\n"
      "2 |   let x = fee + hours\n"
      "  |           ^^^^^^^^^^^ no sum\n"
      "...\n"
      "5 |   given fee: money\n"
      "  |   --------- money comes from here\n"
      "  |\n"
      "  = note: they measure different things\n"
      "  = help: divide by a duration\n"
  );
}

TEST_CASE("marks stand under wide letters, tabs and combined marks") {
  Scene scene("价格\tx = й\n");
  scene.sink.Report(kOdd, scene.Find("x"), "odd");
  CHECK(
      RenderText(scene.sink, scene.files) ==
      "error[SL9999]: odd\n --> a.slate:1:4\n  |\n1 | 价格    x = й\n  |         ^\n"
  );
}

TEST_CASE("two marks on a line have their words apart") {
  Scene scene("a < b < c\n");
  auto& d = scene.sink.Report(kOdd, source::Span{scene.id, 6, 7}, "second");
  d.secondary.push_back({{scene.id, 2, 3}, "the first"});
  CHECK(
      RenderText(scene.sink, scene.files) ==
      "error[SL9999]: second\n --> a.slate:1:7\n  |\n1 | a < b < c\n  |   -   ^\n  |   the first\n"
  );
}

TEST_CASE("what a terminal would obey is escaped") {
  Scene scene("a \x1b[31m\n");
  scene.sink.Report(kOdd, source::Span{scene.id, 2, 3}, "an \x1b escape");
  const std::string text = RenderText(scene.sink, scene.files);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("a \\x1b[31m") != std::string::npos);
  CHECK(EscapeForTerminal("a\xE2\x80\xAE\xFF") == "a\\u{202e}\\xff");
  CHECK(
      RenderText(scene.sink, scene.files, {.colour = true}).find("\x1b[1;31m") != std::string::npos
  );
}

TEST_CASE("a place in data shows file, line, column and bytes") {
  Scene scene("");
  scene.sink.Report(
      kOdd,
      DataPlace{.path = "probe.csv", .line = 7, .column = 3, .column_name = "up", .raw = "ye\x01s"},
      "not a bool"
  );
  CHECK(
      RenderText(scene.sink, scene.files) ==
      "error[SL9999]: not a bool\n  --> probe.csv:7, column 3 `up`\n   |\n   | ye\\x01s\n"
  );
}

TEST_CASE("a flood is cut with its rest counted") {
  Scene scene("abcdefgh\n");
  for (std::uint32_t i = 0; i < 8; ++i) {
    scene.sink.Report(kOdd, source::Span{scene.id, i, i + 1}, "odd");
  }
  const std::string text = RenderText(scene.sink, scene.files, {.colour = false, .max_shown = 3});
  CHECK(text.find("+5 more\n") != std::string::npos);
}

TEST_CASE("JSON has ranges, labels and fixes and escapes all that is not text") {
  Scene scene("é x\n");
  auto& d = scene.sink.Report(kOdd, scene.Find("x"), "a \"quoted\"\x01\xFF word");
  d.secondary.push_back({scene.Find("é"), "here"});
  d.fixes.push_back({"remove it", Safety::kSafe, {{scene.Find("x"), ""}}});
  CHECK(
      RenderJson(scene.sink.Sorted(), scene.files) ==
      "[\n"
      "{\"code\":\"SL9999\",\"name\":\"odd\",\"severity\":\"error\",\"message\":\"a "
      "\\\"quoted\\\"\\u0001\\u00ff word\","
      "\"where\":{\"file\":\"a.slate\",\"begin\":3,\"end\":4,\"line\":1,\"column\":3,\"end_line\":"
      "1,\"end_column\":4},"
      "\"label\":\"\",\"secondary\":[{\"file\":\"a.slate\",\"begin\":0,\"end\":2,\"line\":1,"
      "\"column\":1,\"end_line\":1,"
      "\"end_column\":2,\"text\":\"here\"}],\"notes\":[],\"help\":\"\",\"fixes\":[{\"title\":"
      "\"remove it\",\"safe\":true,"
      "\"edits\":[{\"file\":\"a.slate\",\"begin\":3,\"end\":4,\"line\":1,\"column\":3,\"end_line\":"
      "1,\"end_column\":4,"
      "\"replacement\":\"\"}]}]}\n"
      "]\n"
  );
  CHECK(RenderJson({}, scene.files) == "[\n]\n");
}

}  // namespace slate::diag
