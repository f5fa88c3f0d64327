// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "compiler/fmt/formatter.h"
#include "tests/unit/compiler/corpus.h"
#include "tests/unit/compiler/parsed_text.h"

namespace slate {

namespace {

std::string Formatted(std::string text) {
  const ParsedText parsed(std::move(text));
  REQUIRE(parsed.Findings().empty());
  return layout::Format(parsed.file, parsed.files);
}

}  // namespace

TEST_CASE("formatting keeps the tree and is done at once") {
  for (CorpusFile& file : Corpus()) {
    CAPTURE(file.path);
    const ParsedText before(std::move(file.text));
    const std::string once = layout::Format(before.file, before.files);
    const ParsedText after(once);
    CHECK(after.Findings().empty());
    CHECK(after.Tree() == before.Tree());
    CHECK(layout::Format(after.file, after.files) == once);
  }
}

TEST_CASE("statements stand on lines of their own, first words in a column") {
  CHECK(
      Formatted("agreement a{\nzone\"UTC\" currency EUR   period month\nobjective o{\nmeasure 1 "
                "target>=2}}") ==
      "agreement a {\n"
      "  zone     \"UTC\"\n"
      "  currency EUR\n"
      "  period   month\n"
      "  objective o {\n"
      "    measure 1\n"
      "    target  >= 2\n"
      "  }\n"
      "}\n"
  );
}

TEST_CASE("a block on one line stays there while it fits") {
  const std::string kept =
      "agreement a { settle { sum of b  cap 5 EUR  round half_up to 0.01 EUR } }\n";
  CHECK(Formatted(kept) == kept);
  CHECK(
      Formatted("agreement a { settle { sum of b cap 5 EUR } }") ==
      "agreement a { settle { sum of b  cap 5 EUR } }\n"
  );
}

TEST_CASE("a table that does not fit has a row a line") {
  CHECK(
      Formatted("agreement a {\n  let x = by tier { gold: 1_000_000 EUR, silver: 1_000_000 EUR, "
                "bronze: 1_000_000 EUR, "
                "copper: 1_000_000 EUR }\n}\n") ==
      "agreement a {\n"
      "  let x = by tier {\n"
      "    gold: 1_000_000 EUR,\n"
      "    silver: 1_000_000 EUR,\n"
      "    bronze: 1_000_000 EUR,\n"
      "    copper: 1_000_000 EUR\n"
      "  }\n"
      "}\n"
  );
}

TEST_CASE("comments stay where they were") {
  const std::string text =
      "// First.\n"
      "\n"
      "/// Documentation.\n"
      "agreement a {  // behind\n"
      "  // inside\n"
      "  let x = ladder {\n"
      "    < 1: 2,  // a row\n"
      "    // between\n"
      "    else: 3\n"
      "  }\n"
      "\n"
      "  let y = a\n"
      "    // in a statement\n"
      "    except b\n"
      "  // last\n"
      "}\n"
      "// End.\n";
  CHECK(Formatted(text) == text);
}

TEST_CASE("blank lines are few") {
  CHECK(
      Formatted(
          "agreement a {\n\n\n  zone \"UTC\"\n\n\n\n  let x = 1\n\n}\n\n\n\n\nagreement b {}\n\n\n"
      ) == "agreement a {\n  zone     \"UTC\"\n\n  let x = 1\n}\n\n\nagreement b {}\n"
  );
}

TEST_CASE("signs before and between") {
  CHECK(
      Formatted("agreement a { let x = -a+b - - c*( -d )/f( - 1,2 ) [ g ] }") ==
      "agreement a { let x = -a + b - -c * (-d) / f(-1, 2)[g] }\n"
  );
}

}  // namespace slate
