// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "runtime/findings/baseline.h"
#include "runtime/findings/fingerprint.h"
#include "runtime/findings/fixes.h"
#include "runtime/findings/levels.h"
#include "runtime/findings/location.h"

namespace slate::findings {

namespace {

constexpr diag::Kind kBad{
    .code = "SL1001", .name = "bad", .severity = diag::Severity::kError, .explanation = ""};
constexpr diag::Kind kOdd{
    .code = "SL7001", .name = "odd", .severity = diag::Severity::kWarning, .explanation = ""};
constexpr diag::Kind kNote{
    .code = "SL7002", .name = "note", .severity = diag::Severity::kRemark, .explanation = ""};

// One text with findings at stretches of it.
struct OneText {
  explicit OneText(const std::string& text) { id = files.Add("./a.slate", text); }

  source::Span At(std::uint32_t begin, std::uint32_t end) const { return {id, begin, end}; }
  diag::Diagnostic& Find(const diag::Kind& kind, source::Span where) {
    report.findings.push_back(
        {.what = {.kind = &kind, .severity = kind.severity, .where = where, .message = "found"}}
    );
    return report.findings.back().what;
  }
  void Fix(source::Span where, const std::string& replacement, diag::Safety safety) {
    Find(kOdd, where).fixes.push_back({"fix it", safety, {{where, replacement}}});
  }
  FixedTexts Fixed(diag::Safety permitted = diag::Safety::kSafe) const {
    return ApplyFixes(report, permitted, {"./a.slate"});
  }

  source::FileSet files;
  source::FileId id{};
  Report report{.files = files, .checked = {"./a.slate"}};
};

TEST_CASE("fixes that change the same place wait") {
  OneText t("abcdef\n");
  t.Fix(t.At(0, 3), "X", diag::Safety::kSafe);
  t.Fix(t.At(2, 5), "Y", diag::Safety::kSafe);
  t.Fix(t.At(3, 4), "Z", diag::Safety::kSafe);
  t.Fix(t.At(5, 5), "!", diag::Safety::kSafe);
  t.Fix(t.At(5, 5), "?", diag::Safety::kSafe);
  const FixedTexts fixed = t.Fixed();
  CHECK(fixed.texts.at("./a.slate") == "XZe!f\n");
  CHECK(fixed.applied == 3);
  CHECK(fixed.overlapping == 2);
}

TEST_CASE("what is not safe is counted, and put in when asked for") {
  OneText t("abc\n");
  t.Fix(t.At(0, 1), "X", diag::Safety::kUnsafe);
  CHECK(t.Fixed().texts.empty());
  CHECK(t.Fixed().unsafe == 1);
  CHECK(t.Fixed(diag::Safety::kUnsafe).texts.at("./a.slate") == "Xbc\n");
}

TEST_CASE("other texts and what is held back stay as they are") {
  OneText t("abc\n");
  t.Fix(t.At(0, 1), "X", diag::Safety::kSafe);
  CHECK(ApplyFixes(t.report, diag::Safety::kSafe, {"b.slate"}).texts.empty());
  t.report.findings[0].suppression = Suppression{};
  CHECK(t.Fixed().texts.empty());
}

TEST_CASE("a line that is left blank goes as a whole, blanks before an end too") {
  OneText lines("a\n  gone\nb  // gone\r\nc gone d\n");
  lines.Fix(lines.At(4, 8), "", diag::Safety::kSafe);
  lines.Fix(lines.At(12, 19), "", diag::Safety::kSafe);
  lines.Fix(lines.At(23, 27), "", diag::Safety::kSafe);
  CHECK(lines.Fixed().texts.at("./a.slate") == "a\nb\r\nc  d\n");
}

TEST_CASE("columns count code points or UTF-16 units, and not the mark of a file") {
  OneText t(
      "\xEF\xBB\xBF"
      "x\n\xF0\x9D\x94\x96y\xC3\xA9z\n"
  );
  const Region first = RegionOf(t.At(3, 4), t.files, ColumnUnit::kUtf16);
  CHECK(first.line == 1);
  CHECK(first.column == 1);
  const source::Span z = t.At(12, 13);
  CHECK(RegionOf(z, t.files, ColumnUnit::kCodePoint).column == 4);
  CHECK(RegionOf(z, t.files, ColumnUnit::kUtf16).column == 5);
  CHECK(PathOf(z, t.files) == "a.slate");
}

TEST_CASE("a flood keeps what is most serious, in its order") {
  OneText t("abcdef\n");
  t.Find(kNote, t.At(0, 1));
  t.Find(kOdd, t.At(1, 2));
  t.Find(kBad, t.At(2, 3));
  t.Find(kOdd, t.At(3, 4));
  LeaveOutBeyond(2, t.report);
  REQUIRE(t.report.findings.size() == 2);
  CHECK(t.report.findings[0].what.kind == &kOdd);
  CHECK(t.report.findings[1].what.kind == &kBad);
  CHECK(t.report.left_out == 2);
}

TEST_CASE("fingerprints outlive moved lines and tell equal lines apart") {
  OneText before("let a = 1\nlet a = 1\n");
  before.Find(kOdd, before.At(4, 5));
  before.Find(kOdd, before.At(14, 15));
  AddFingerprints(before.report);
  OneText after("\n\n  let   a = 1\n");
  after.Find(kOdd, after.At(10, 11));
  AddFingerprints(after.report);
  CHECK(before.report.findings[0].fingerprint == after.report.findings[0].fingerprint);
  CHECK(before.report.findings[0].fingerprint != before.report.findings[1].fingerprint);
}

TEST_CASE("a baseline holds back warnings, never errors, and says what is gone") {
  OneText t("abc\ndef\n");
  t.Find(kBad, t.At(0, 1));
  t.Find(kOdd, t.At(4, 5));
  AddFingerprints(t.report);
  const Result<std::vector<Known>> known = ReadBaseline(WriteBaseline(t.report));
  REQUIRE(known.has_value());
  REQUIRE(known->size() == 1);
  CHECK(ApplyBaseline(*known, "known", t.report).empty());
  CHECK_FALSE(t.report.findings[0].suppression.has_value());
  CHECK(t.report.findings[1].suppression.has_value());
  t.report.findings.clear();
  CHECK(ApplyBaseline(*known, "known", t.report).size() == 1);
  for (const char* broken :
       {"",
        "[]",
        "{\"slate_baseline\": 2, \"findings\": []}",
        "{\"slate_baseline\": 1, \"findings\": [1]}"}) {
    CHECK_FALSE(ReadBaseline(broken).has_value());
  }
}

TEST_CASE("levels: a code's own goes first, errors stay") {
  OneText t("abc\n");
  t.Find(kBad, t.At(0, 1));
  t.Find(kOdd, t.At(1, 2));
  t.Find(kNote, t.At(2, 3));
  Levels levels{.ignore = {"SL7001", "SL7002", "SL1001"}, .deny_warnings = true};
  levels.own["SL7002"] = diag::Severity::kWarning;
  CHECK(ApplyLevels(levels, t.report) == std::set<std::string_view>{"SL7001"});
  REQUIRE(t.report.findings.size() == 2);
  CHECK(t.report.findings[0].what.kind == &kBad);
  CHECK(t.report.findings[1].what.severity == diag::Severity::kError);
}

}  // namespace

}  // namespace slate::findings
