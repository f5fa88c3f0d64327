// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/diag/render_text.h"
#include "runtime/readers/json_names.h"
#include "runtime/readers/json_reader.h"
#include "runtime/readers/json_shape.h"
#include "tests/unit/runtime/readers_pieces.h"

namespace slate::test {
namespace {

using readers::Field;
using readers::Record;

const std::vector<readers::WantedColumn> kWanted = {
    {"at", {}}, {"n", {}}, {"place.site", {}}, {"ok", {}}};

std::string Told(const Record& record) {
  std::string row = std::to_string(record.line) + "@" + std::to_string(record.offset) + ":" +
                    std::string(record.raw) + (record.ascii ? "" : " (not ASCII)");
  if (record.problem.kind != nullptr) {
    return row + "!" + std::string(record.problem.kind->code) + record.problem.reason;
  }
  for (const Field& field : record.fields) {
    row += field.present ? "|" + std::string(field.text) : "|-";
  }
  return row;
}

// All that a reader says of a text. In pieces of one byte no row is ever there as a whole, so that
// every one is parsed.
std::vector<std::string> RowsOf(const std::string& text, std::size_t piece, bool is_array) {
  Pieces source(text, piece);
  readers::Window window(source);
  diag::Sink sink;
  std::unique_ptr<readers::RecordReader> reader;
  if (is_array) {
    reader = std::make_unique<readers::JsonArrayReader>(window, "t.json", kWanted, sink);
  } else {
    reader = std::make_unique<readers::NdjsonReader>(window, kWanted);
  }
  std::vector<std::string> rows;
  Record record;
  while (reader->Next(record)) {
    rows.push_back(Told(record));
  }
  for (const diag::Diagnostic& problem : sink.items()) {
    rows.push_back(problem.message);
  }
  return rows;
}

// Rows of a few shapes, some broken in one of the ways rows are broken.
class JsonTexts {
 public:
  explicit JsonTexts(std::uint32_t seed) : random_(seed) {}

  std::string Next(bool is_array) {
    const int rows = 1 + Below(80);
    const bool spaced = Below(3) == 0;
    const bool returns = !is_array && Below(4) == 0;
    std::string text = is_array ? "[" : "";
    for (int i = 0; i < rows; ++i) {
      text += i == 0 || !is_array ? "" : (spaced ? ",\n  " : ",");
      const std::string row = Row(spaced);
      text += row;
      text += is_array ? "" : (returns ? "\r\n" : "\n");
      text += Below(50) == 0 ? " \n" : "";
    }
    text += is_array ? "]\n" : "";
    if (Below(4) == 0) {
      text.resize(text.size() - static_cast<std::size_t>(Below(30)) % text.size());
    }
    return text;
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }

  std::string Row(bool spaced) {
    const std::string gap = spaced ? " " : "";
    const std::string colon = ":" + gap;
    const std::string comma = "," + gap;
    std::string row = "{" + gap + "\"at\"" + colon + Text() + comma + "\"n\"" + colon + Value();
    if (Below(3) == 0) {
      row += comma + "\"tags\"" + colon + (Below(3) == 0 ? Odd() : "[1,{\"b]\":\"}\"},[]]");
    }
    if (Below(2) == 0) {
      row += comma + "\"place\"" + colon + "{\"site\"" + colon + Value() + comma + "\"x\"" + colon +
             Value() + "}";
    }
    row += comma + "\"ok\"" + colon + (Below(2) == 0 ? "true" : "false");
    row += Below(60) == 0 ? comma + "\"ok\"" + colon + "null" : "";
    row += Below(60) == 0 ? comma + "\"place.site\"" + colon + Value() : "";
    row += "}";
    row += Below(60) == 0 ? "x" : "";
    if (Below(60) == 0) {
      row[static_cast<std::size_t>(Below(static_cast<int>(row.size())))] =
          static_cast<char>(Below(256));
    }
    return row;
  }

  std::string Text() { return Below(30) == 0 ? Odd() : "\"2026-01-0" + Digits(1) + "\""; }
  std::string Value() {
    switch (Below(40)) {
      case 0: return Odd();
      case 1: return "null";
      case 2: return "\"" + std::string(static_cast<std::size_t>(Below(100)), 'x') + "\"";
      case 3: return "-" + Digits(2) + "." + Digits(3);
      default: return "1" + Digits(1 + Below(6));
    }
  }
  std::string Digits(int count) {
    std::string digits;
    for (int i = 0; i < count; ++i) {
      digits += static_cast<char>('0' + Below(10));
    }
    return digits;
  }

  std::string Odd() {
    static const std::vector<std::string> kOdd = {
        "\"a\\\"b\"",
        "\"\\u00fc\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\q\"",
        "\"gr\xC3\xBC\xC3\x9F\"",
        "\"\xFF\"",
        "\"\xED\xA0\x80\"",
        "\"tab\there\"",
        "\"ends \\\\\"",
        "\"never closed",
        "123456789012345678901234567890.5",
        "1e5",
        "1E-05",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "-0",
        "1e",
        "nul",
        "True",
        "NaN",
        "",
        "{}",
        "[]",
        "{\"b\":{\"c\":[1,2]}}",
        "[\"\xC3\xBC\",\"\\\\\"]",
        "[1,2}",
        "]",
        "\"\"",
        "\"\x7F\"",
        "1 2",
        "\"a\" \"b\"",
        std::string("\"\0\"", 3),
    };
    return kOdd.at(static_cast<std::size_t>(Below(static_cast<int>(kOdd.size()))));
  }

  std::mt19937 random_;
};

TEST_CASE("rows that are followed are the rows that are parsed") {
  JsonTexts texts(5);
  for (int i = 0; i < 3'000; ++i) {
    const bool is_array = i % 2 == 1;
    const std::string text = texts.Next(is_array);
    INFO(i, ": ", text.substr(0, 3'000));
    const auto parsed = RowsOf(text, 1, is_array);
    REQUIRE(RowsOf(text, SIZE_MAX, is_array) == parsed);
    REQUIRE(RowsOf(text, 150, is_array) == parsed);
  }
}

TEST_CASE("rows of a megabyte and of many levels are followed") {
  const std::string big(std::size_t{1} << 20U, 'y');
  std::string text;
  for (int i = 0; i < 3; ++i) {
    text += "{\"at\":\"" + big + "\",\"n\":" + std::to_string(i) + "}\n";
    text += "{\"at\":1,\"deep\":" + std::string(2'000, '[') + std::string(2'000, ']') + "}\n";
    text += "{\"at\":1,\"deep\":" + std::string(200, '[') + std::string(200, ']') + "}\n";
  }
  CHECK(RowsOf(text, SIZE_MAX, false) == RowsOf(text, 1, false));
}

bool IsFollowed(std::string_view first, std::string next) {
  readers::JsonShapes shapes(kWanted);
  shapes.Learn(first);
  Record record;
  const std::size_t size = next.size();
  next.append(readers::Window::kPadding, '"');
  return shapes.Follow(std::string_view(next).substr(0, size), record) == size;
}

TEST_CASE("the rows of one writer are followed") {
  const std::string_view row = R"({"at":"x","n":1,"tags":["a"],"place":{"site":"s","z":0}})";
  CHECK(IsFollowed(row, R"({"at":"","n":null,"tags":[],"place":{"site":-1.5e3,"z":"\"\\"}})"));
  CHECK(IsFollowed(row, "{\"at\":\"\xC3\xBC\",\"n\":2,\"tags\":[1],\"place\":{\"site\":1,\"z\":0}}")
  );
  CHECK_FALSE(IsFollowed(row, R"({"at":"\n","n":1,"tags":[],"place":{"site":"s","z":0}})"));
  CHECK_FALSE(IsFollowed(row, R"({"at":"x","n":01,"tags":[],"place":{"site":"s","z":0}})"));
  CHECK_FALSE(IsFollowed(row, R"({"at":"x","n":1,"tags":[],"place":{"site":"s","z":0})"));
  CHECK_FALSE(IsFollowed(row, R"({"at":"x","m":1,"tags":[],"place":{"site":"s","z":0}})"));
  CHECK_FALSE(
      IsFollowed(row, "{\"at\":\"\xC3\",\"n\":2,\"tags\":[],\"place\":{\"site\":1,\"z\":0}}")
  );
}

TEST_CASE("numbers of JSON") {
  for (const char* good : {"0", "-0", "10", "1.5", "-0.05e+10", "1E5", "9999999999999999999999"}) {
    CHECK_MESSAGE(readers::IsJsonNumber(good), good);
  }
  for (const char* bad :
       {"", "-", "01", "+1", ".5", "1.", "1e", "1e+", "0x1", "1 ", "1,0", "NaN"}) {
    CHECK_FALSE_MESSAGE(readers::IsJsonNumber(bad), bad);
  }
}

}  // namespace
}  // namespace slate::test
