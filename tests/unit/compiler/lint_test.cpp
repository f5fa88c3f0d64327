// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "compiler/lint/all_rules.h"
#include "tests/unit/compiler/lint_linted.h"

namespace slate {

namespace {

constexpr std::string_view kHeader =
    "provider acme\ncustomer buyer\nterm 2026-01-01 .. 2026-12-31\nzone \"UTC\"\ncurrency "
    "EUR\nperiod month\n";

bool Has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

// Puts the header into every agreement of a whole text.
std::string WithHeaders(std::string text) {
  for (auto at = text.find("agreement "); at != std::string::npos;
       at = text.find("agreement ", at)) {
    at = text.find('{', at) + 1;
    text.insert(at, "\n" + std::string(kHeader));
  }
  return text;
}

// Makes a whole text of lines of an objective, of an agreement, or of a text.
std::string Completed(std::string_view snippet) {
  std::string text(snippet);
  if (Has(text, "metric ")) {
    return "slate 1\n" + text;
  }
  if (!Has(text, "agreement ") && !Has(text, "objective ") && Has(text, "target ")) {
    text =
        "input outage { from, to: instant } complete\ngiven fee: money\nobjective uptime {\n"
        "measure availability(spans(outage), period)\n" +
        text + "\n}\nsettle { sum of uptime  cap fee  round half_up to 0.01 EUR }";
  }
  if (!Has(text, "agreement ")) {
    text = "agreement example {\n" + text + "\n}\n";
  }
  return "slate 1\nuse std.availability\n" + WithHeaders(text);
}

}  // namespace

TEST_CASE("each rule fires on its bad example alone and on no good one") {
  for (const lint::Rule* rule : lint::AllRules()) {
    const Linted bad(Completed(rule->bad_example));
    INFO(rule->kind->code, " bad:\n", bad.Text());
    CHECK(bad.Codes() == std::set<std::string>{std::string(rule->kind->code)});
    const Linted good(Completed(rule->good_example));
    INFO(rule->kind->code, " good:\n", good.Text());
    CHECK(good.Codes().empty());
  }
}

TEST_CASE("a silence with a reason takes the finding away, one of nothing is reported") {
  const std::string bad =
      "target >= 99.9%\n// slate: allow(SL7004) because the table is printed so\n"
      "credit fee * ladder { < 99.9%: 25%, < 99%: 10% }";
  const Linted silenced(Completed(bad));
  CHECK(silenced.Codes().empty());
  REQUIRE(silenced.silenced.size() == 1);
  CHECK(silenced.silenced[0].finding.kind->code == "SL7004");
  const std::string good =
      "target >= 99.9%\n// slate: allow(SL7004) because the table is printed so\n"
      "credit fee * ladder { < 99.9%: 10%, < 99%: 25% }";
  CHECK(Linted(Completed(good)).Codes() == std::set<std::string>{"SL7099"});
}

TEST_CASE("the twenty defects of published agreements are found") {
  const std::filesystem::path folder = "tests/cases/defects";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".slate") {
      continue;
    }
    const Linted linted(entry.path().generic_string(), std::nullopt);
    const std::string_view text = linted.files[source::FileId{0}].text();
    const std::string_view mark = "// found: ";
    const std::string expected(text.substr(text.find(mark) + mark.size(), 6));
    INFO(entry.path().string(), "\n", linted.Text());
    CHECK(linted.Codes() == std::set<std::string>{expected});
    ++count;
  }
  CHECK(count == 20);
}

TEST_CASE("the sound agreements have the findings that their comments announce") {
  const std::map<std::string, std::set<std::string>> announced{
      {"github_actions.slate", {"SL7005"}},
      {"fastly.slate", {"SL7002"}},
      {"back_to_back.slate", {"SL7014", "SL7015"}},
  };
  const std::filesystem::path folder = "tests/conformance";
  if (!std::filesystem::is_directory(folder)) {
    return;
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".slate") {
      continue;
    }
    const Linted linted(entry.path().generic_string(), std::nullopt);
    const auto expected = announced.find(entry.path().filename().string());
    INFO(entry.path().string(), "\n", linted.Text());
    CHECK(
        linted.Codes() == (expected == announced.end() ? std::set<std::string>{} : expected->second)
    );
  }
}

}  // namespace slate
