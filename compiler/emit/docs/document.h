// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// A contract as people read it, before it is Markdown, HTML, PDF or DOCX. Numbers stand with what
// they number; an anchor is made of names in the formal text, so it stays when clauses move.
namespace slate::emit::docs {

// In a redline: which of the two documents alone has it.
enum class Mark : std::uint8_t { kSame, kRemoved, kAdded };

// A piece of a line in one look.
struct Ink {
  // kNumber is the number of what it links to: 6.1.
  enum class Style : std::uint8_t { kPlain, kStrong, kEmphasis, kCode, kNumber };

  std::string text;
  Style style = Style::kPlain;
  std::string link = {};  // anchor of what it names; empty = none
  Mark mark = Mark::kSame;

  bool operator==(const Ink&) const = default;
};
using Line = std::vector<Ink>;

struct Heading {
  int level = 1;       // 1 section, 2 part of one
  std::string number;  // 6 · 6.1; empty for the annex
  std::string anchor;
  Line title;
};
struct Clause {
  int level = 2;  // of its number: 2 = 6.1, 3 = 6.1.1
  std::string number;
  std::string anchor;
  Line text;
};
struct Paragraph {
  Line text;
};
struct Steps {  // (a), (b) … in order
  std::vector<Line> items;
  std::vector<std::string> anchors = {};  // names of the items in the formal text, or none
};
struct Bullets {
  std::vector<Line> items;
};
struct Table {
  std::vector<Line> header;
  std::vector<std::vector<Line>> rows;
  std::vector<int> widths = {};  // of the columns, in hundredths; empty = all alike
};
struct Code {  // the formal text, as it is
  std::string text;
  std::vector<Mark> marks = {};  // of its lines, in a redline
};
using Block = std::variant<Heading, Clause, Paragraph, Steps, Bullets, Table, Code>;

struct Document {
  std::string tag;  // language: en, de, ru, zh
  std::string title;
  std::string kind;           // Service level agreement
  std::string contents_word;  // Contents
  std::vector<std::pair<Line, Line>> cover;
  std::vector<Block> front = {};  // a page behind the cover that is no part of the contract
  std::vector<Block> blocks;
};

// The mark of a line that has the same all over; kSame if it has none or several.
Mark LineMark(const Line& line);

// The words of a line without their looks.
std::string PlainText(const Line& line);

// "(a)", "(b)", …, "(z)", "(aa)"; in Russian "а)", in Chinese "（一）".
std::string StepMark(std::size_t place, std::string_view tag);

}  // namespace slate::emit::docs
