// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "runtime/report/day_strip.h"
#include "runtime/report/html.h"
#include "runtime/report/to_csv.h"
#include "runtime/report/to_html.h"
#include "runtime/report/to_json.h"
#include "runtime/report/to_markdown.h"
#include "runtime/report/to_text.h"
#include "tests/unit/runtime/report_fixture.h"

namespace slate::report {
namespace {

constexpr std::int64_t kDay = calendar::kNsPerDay;
bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("the text shows steps, sums and no control characters") {
  const std::string text = ToText(Case().settlement);
  CHECK(Has(text, "99.9499%"));
  CHECK_FALSE(Has(text, " 99.95%  >="));
  CHECK(Has(text, ">= 99.95%"));
  CHECK(Has(text, "1,234.3333… EUR"));
  CHECK(Has(text, "1,234.00 EUR"));
  // 5 taken + 3 duplicates + 2 rejected = 10 read
  CHECK(Has(text, "probe    10      5           3         2                    1"));
  CHECK_FALSE(Has(text, "\x1b"));
}

TEST_CASE("the page is inert whatever the labels say") {
  const std::string html = ToHtml(Case().settlement);
  CHECK_FALSE(Has(html, "<script"));
  CHECK_FALSE(Has(html, "http://"));
  CHECK_FALSE(Has(html, "https://"));
  CHECK_FALSE(Has(html, "\x1b"));
  CHECK(Has(html, "default-src 'none'; style-src 'sha256-"));
  CHECK(Has(html, "&lt;script&gt;"));
  CHECK(Has(html, "<svg"));
}

TEST_CASE("the JSON has exact figures as text") {
  const std::string json = ToJson(Case().settlement);
  CHECK(Has(json, R"("value": "99949999/100000000")"));
  CHECK(Has(json, R"("gross": "3703/3")"));
  CHECK(Has(json, R"("amount": "1234")"));
  CHECK(Has(json, R"("from": "1970-01-01T00:00Z")"));
  CHECK(json == ToJson(Case().settlement));
}

TEST_CASE("no spreadsheet takes a field for a formula") {
  CHECK(CsvField("=1+1") == "\"'=1+1\"");
  CHECK(CsvField("@SUM(A1)") == "\"'@SUM(A1)\"");
  CHECK(CsvField("+cmd|' /C calc'!A0").starts_with("\"'+"));
  CHECK(CsvField("-2+3").starts_with("\"'-"));
  CHECK(CsvField("\tx").starts_with("\"'"));
  CHECK(CsvField("-5/3") == "-5/3");
  CHECK(CsvField("a\"b") == "\"a\"\"b\"");
  CHECK(CsvField("plain") == "plain");
}

TEST_CASE("labels are no markup in Markdown and CSV") {
  const std::string markdown = ToMarkdown(Case().settlement);
  CHECK(Has(markdown, "\\<script"));
  CHECK_FALSE(Has(markdown, " <script"));
  CHECK_FALSE(Has(markdown, "\x1b"));
  CHECK(EscapeMarkdown("[x](y)|*_`") == "\\[x\\](y)\\|\\*\\_\\`");
  const std::string csv = ToCsv(Case().settlement);
  CHECK_FALSE(Has(csv, "\x1b"));
  CHECK(Has(csv, "99949999/100000000"));
}

TEST_CASE("the policy names the style by its hash") {
  // The SHA-256 of nothing and of `abc` in base64, as sha256sum and base64 give them.
  CHECK(PolicyHash("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
  CHECK(PolicyHash("abc") == "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
}

TEST_CASE("the shortest stretch is seen, and touching bars are one") {
  const spans::Run month{0, 30 * kDay};
  Strip strip{
      .label = "down",
      .words = "1 ns",
      .whole = month,
      .in_force = spans::SpanSet::Of(month),
      .certain = spans::SpanSet::Of({kDay, kDay + 1}),
      .possible = {}};
  // 1440 units for 30 days: a day has 48.
  CHECK(Has(DayStrip(strip, {}), R"(<rect class="certain" fill="#0969da" x="48" y="0" width="1")"));
  strip.certain = spans::SpanSet::FromRuns({{0, kDay}, {kDay + 1, 2 * kDay}});
  CHECK(Has(DayStrip(strip, {}), R"(<rect class="certain" fill="#0969da" x="0" y="0" width="96")"));
  const std::vector<std::int64_t> days = {0, kDay};
  CHECK(Has(DayStrip(strip, days), R"(d="M48 0V24")"));
  CHECK_FALSE(Has(DayStrip(strip, days), R"(d="M0 0V24")"));
}

}  // namespace
}  // namespace slate::report
