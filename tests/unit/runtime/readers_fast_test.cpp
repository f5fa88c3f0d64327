// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/readers/csv_reader.h"
#include "runtime/readers/separators.h"
#include "tests/unit/runtime/readers_pieces.h"

namespace slate::test {
namespace {

// All that a reader says of a text, row by row. In pieces of one byte no row is ever plain: a whole
// block is never there.
std::vector<std::string> RowsOf(
    const std::string& text, std::size_t piece, const readers::CsvDialect& dialect
) {
  Pieces source(text, piece);
  readers::Limits limits;
  limits.longest_field = 4'096;
  limits.longest_row = 16'384;
  readers::Window window(source, limits);
  diag::Sink sink;
  std::vector<readers::WantedColumn> wanted = {{"b", {}}, {"d", {}}, {"a", {}}};
  if (!dialect.header) {
    wanted = {{"2", {}}, {"4", {}}, {"1", {}}};
  }
  const auto reader = readers::CsvReader::Start(window, "t.csv", dialect, wanted, sink);
  std::vector<std::string> rows;
  readers::Record record;
  while (reader != nullptr && reader->Next(record)) {
    std::string row = std::to_string(record.line) + "@" + std::to_string(record.offset) + ":" +
                      std::string(record.raw) + (record.ascii ? "" : " (not ASCII)");
    if (record.problem.kind != nullptr) {
      row += "!" + record.problem.reason + "#" + std::to_string(record.problem_column);
    } else {
      for (const readers::Field& field : record.fields) {
        row += "|" + std::string(field.text);
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

class CsvTexts {
 public:
  explicit CsvTexts(std::uint32_t seed) : random_(seed) {}

  // Mostly rows as they should be, some broken in one of the ways files are broken.
  std::string Next(char delimiter) {
    const bool returns = Below(4) == 0;
    std::string text = Below(5) == 0 ? "\xEF\xBB\xBF" : "";
    text = std::string("a") + delimiter + "b" + delimiter + "c" + delimiter + "d\n";
    const int rows = 1 + Below(120);
    for (int i = 0; i < rows; ++i) {
      AddRow(delimiter, text);
      text += returns ? "\r\n" : "\n";
    }
    if (Below(3) == 0) {
      text.resize(text.size() - static_cast<std::size_t>(Below(20)) % text.size());
    }
    return text;
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }

  void AddRow(char delimiter, std::string& text) {
    const int fields = Below(40) == 0 ? Below(7) : 4;
    for (int i = 0; i < fields; ++i) {
      text += i > 0 ? std::string(1, delimiter) : "";
      AddField(text);
    }
  }

  void AddField(std::string& text) {
    switch (Below(60)) {
      case 0: text += "\"quoted, \"\"twice\"\"\nover lines\""; return;
      case 1: text += "\"never closed"; return;
      case 2: text += "a \" inside"; return;
      case 3: text += "gr\xC3\xBC\xC3\x9F"; return;
      case 4: text += "\xFF\xC0"; return;
      case 5: text += '\0'; return;
      case 6: text += "lone\rreturn"; return;
      case 7: text += "\t"; return;
      case 8: text += std::string(static_cast<std::size_t>(Below(9'000)), 'x'); return;
      case 9: text += "\x7F"; return;
      case 10: text += "\n"; return;
      default: break;
    }
    text += std::string(static_cast<std::size_t>(Below(12)), static_cast<char>('a' + Below(26)));
  }

  std::mt19937 random_;
};

TEST_CASE("rows read ahead are the rows read one by one") {
  CsvTexts texts(7);
  for (int i = 0; i < 1'500; ++i) {
    const char delimiter = i % 3 == 0 ? ';' : (i % 3 == 1 ? ',' : '\t');
    const readers::CsvDialect dialect{
        .delimiter = delimiter, .header = i % 7 != 0, .latin1 = i % 5 == 0};
    const std::string text = texts.Next(delimiter);
    INFO(i, ": ", text.substr(0, 2'000));
    const auto ahead = RowsOf(text, SIZE_MAX, dialect);
    const auto apart = RowsOf(text, 1, dialect);
    REQUIRE(ahead == apart);
    REQUIRE(RowsOf(text, 100, dialect) == apart);
  }
}

TEST_CASE("separators are found by blocks as they are byte by byte") {
  std::mt19937 random(11);
  const std::string_view alphabet = "abc,;\n\n,,,\r\"\t\x7F\x80";
  for (int i = 0; i < 3'000; ++i) {
    std::string text(random() % 700, 'x');
    for (char& c : text) {
      c = random() % 40 == 0 ? alphabet[random() % alphabet.size()] : c;
      c = random() % 9 == 0 ? ',' : (random() % 30 == 0 ? '\n' : c);
    }
    std::vector<std::uint32_t> fast;
    std::vector<std::uint32_t> plain;
    readers::FindSeparators(text, ',', fast);
    readers::FindSeparatorsPlainly(text, ',', plain);
    REQUIRE(fast == plain);
  }
}

}  // namespace
}  // namespace slate::test
