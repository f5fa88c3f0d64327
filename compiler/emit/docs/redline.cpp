// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/redline.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

// Both sides of two sequences in one order; a place is absent where only the other has something.
struct Step {
  std::optional<std::size_t> left;
  std::optional<std::size_t> right;
};

// Longest common subsequence; contracts are short, so the quadratic table is small.
template <typename T>
std::vector<Step> Align(const std::vector<T>& left, const std::vector<T>& right) {
  const std::size_t width = right.size() + 1;
  std::vector<std::uint32_t> common((left.size() + 1) * width, 0);
  for (std::size_t i = left.size(); i-- > 0;) {
    for (std::size_t j = right.size(); j-- > 0;) {
      common[i * width + j] =
          left[i] == right[j] ? common[(i + 1) * width + j + 1] + 1
                              : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::vector<Step> steps;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < left.size() || j < right.size()) {
    if (i < left.size() && j < right.size() && left[i] == right[j]) {
      steps.push_back({i++, j++});
    } else if (j == right.size() || (i < left.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      steps.push_back({i++, std::nullopt});
    } else {
      steps.push_back({std::nullopt, j++});
    }
  }
  return steps;
}

void MarkAll(Line& line, Mark mark) {
  for (Ink& ink : line) {
    ink.mark = mark;
  }
}

Line Marked(Line line, Mark mark) {
  MarkAll(line, mark);
  return line;
}

// Words with the blanks after them; a Chinese character is a word.
std::vector<Ink> WordsOf(const Line& line) {
  std::vector<Ink> words;
  for (const Ink& ink : line) {
    std::string word;
    const auto close = [&] {
      if (!word.empty()) {
        words.push_back({.text = word, .style = ink.style, .link = ink.link});
        word.clear();
      }
    };
    for (std::size_t at = 0; at < ink.text.size();) {
      const auto lead = static_cast<unsigned char>(ink.text[at]);
      const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      if (size == 3) {
        close();
      }
      word += ink.text.substr(at, size);
      at += size;
      if (size == 3 || (size == 1 && word.back() == ' ')) {
        close();
      }
    }
    close();
  }
  return words;
}

bool SameWord(const Ink& a, const Ink& b) {
  return a.text == b.text && a.style == b.style;
}

void AddInk(Ink ink, Mark mark, Line& line) {
  ink.mark = mark;
  const bool joins = !line.empty() && line.back().mark == mark && line.back().style == ink.style &&
                     line.back().link == ink.link && ink.style != Ink::Style::kNumber;
  if (joins) {
    line.back().text += ink.text;
  } else {
    line.push_back(std::move(ink));
  }
}

struct Word {
  const Ink* ink;
  bool operator==(const Word& other) const { return SameWord(*ink, *other.ink); }
};

Line Merge(const Line& old_line, const Line& new_line) {
  const std::vector<Ink> left = WordsOf(old_line);
  const std::vector<Ink> right = WordsOf(new_line);
  std::vector<Word> left_words;
  std::vector<Word> right_words;
  for (const Ink& ink : left) {
    left_words.push_back({&ink});
  }
  for (const Ink& ink : right) {
    right_words.push_back({&ink});
  }
  Line line;
  for (const Step& step : Align(left_words, right_words)) {
    if (step.left && step.right) {
      AddInk(right[*step.right], Mark::kSame, line);
    } else if (step.left) {
      AddInk(left[*step.left], Mark::kRemoved, line);
    } else {
      AddInk(right[*step.right], Mark::kAdded, line);
    }
  }
  return line;
}

std::vector<Line> MergeItems(const std::vector<Line>& left, const std::vector<Line>& right) {
  std::vector<std::string> left_texts;
  std::vector<std::string> right_texts;
  for (const Line& line : left) {
    left_texts.push_back(PlainText(line));
  }
  for (const Line& line : right) {
    right_texts.push_back(PlainText(line));
  }
  std::vector<Line> items;
  for (const Step& step : Align(left_texts, right_texts)) {
    items.push_back(
        step.left && step.right ? right[*step.right]
        : step.left             ? Marked(left[*step.left], Mark::kRemoved)
                                : Marked(right[*step.right], Mark::kAdded)
    );
  }
  return items;
}

using TableRow = std::vector<Line>;

TableRow MarkedRow(TableRow row, Mark mark) {
  for (Line& cell : row) {
    MarkAll(cell, mark);
  }
  return row;
}

std::string TextOf(const TableRow& row) {
  std::string text;
  for (const Line& cell : row) {
    text += PlainText(cell) + '\n';
  }
  return text;
}

Table MergeTables(const Table& left, const Table& right) {
  std::vector<std::string> left_texts;
  std::vector<std::string> right_texts;
  for (const TableRow& row : left.rows) {
    left_texts.push_back(TextOf(row));
  }
  for (const TableRow& row : right.rows) {
    right_texts.push_back(TextOf(row));
  }
  Table table{.header = right.header, .rows = {}};
  for (const Step& step : Align(left_texts, right_texts)) {
    table.rows.push_back(
        step.left && step.right ? right.rows[*step.right]
        : step.left             ? MarkedRow(left.rows[*step.left], Mark::kRemoved)
                                : MarkedRow(right.rows[*step.right], Mark::kAdded)
    );
  }
  return table;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

Code MergeCode(const Code& left, const Code& right) {
  const std::vector<std::string> old_lines = LinesOf(left.text);
  const std::vector<std::string> new_lines = LinesOf(right.text);
  Code code;
  for (const Step& step : Align(old_lines, new_lines)) {
    code.text += (step.right ? new_lines[*step.right] : old_lines[*step.left]) + '\n';
    code.marks.push_back(
        step.left && step.right ? Mark::kSame
        : step.left             ? Mark::kRemoved
                                : Mark::kAdded
    );
  }
  return code;
}

std::string TextOf(const Block& block) {
  return std::visit(
      Overloaded{
          [](const Heading& n) { return n.anchor + '\n' + PlainText(n.title); },
          [](const Clause& n) { return n.anchor + '\n' + PlainText(n.text); },
          [](const Paragraph& n) { return PlainText(n.text); },
          [](const Steps& n) { return TextOf(n.items); },
          [](const Bullets& n) { return TextOf(n.items); },
          [](const Table& n) {
            std::string text = TextOf(n.header);
            for (const TableRow& row : n.rows) {
              text += TextOf(row);
            }
            return text;
          },
          [](const Code& n) { return n.text; },
      },
      block
  );
}

Block Marked(Block block, Mark mark) {
  std::visit(
      Overloaded{
          [&](Heading& n) { MarkAll(n.title, mark); },
          [&](Clause& n) { MarkAll(n.text, mark); },
          [&](Paragraph& n) { MarkAll(n.text, mark); },
          [&](Steps& n) { n.items = MarkedRow(n.items, mark); },
          [&](Bullets& n) { n.items = MarkedRow(n.items, mark); },
          [&](Table& n) {
            n.header = MarkedRow(n.header, mark);
            for (TableRow& row : n.rows) {
              row = MarkedRow(row, mark);
            }
          },
          [&](Code& n) { n.marks.assign(LinesOf(n.text).size(), mark); },
      },
      block
  );
  return block;
}

// Two blocks that are one with changes inside; nothing if they are two.
std::optional<Block> MergeBlocks(const Block& left, const Block& right) {
  return std::visit(
      Overloaded{
          [](const Heading& a, const Heading& b) -> std::optional<Block> {
            Heading merged = b;
            merged.title = Merge(a.title, b.title);
            return a.anchor == b.anchor ? std::optional<Block>(merged) : std::nullopt;
          },
          [](const Clause& a, const Clause& b) -> std::optional<Block> {
            Clause merged = b;
            merged.text = Merge(a.text, b.text);
            return a.anchor == b.anchor ? std::optional<Block>(merged) : std::nullopt;
          },
          [](const Paragraph& a, const Paragraph& b) -> std::optional<Block> {
            return Paragraph{Merge(a.text, b.text)};
          },
          [](const Steps& a, const Steps& b) -> std::optional<Block> {
            return Steps{MergeItems(a.items, b.items)};
          },
          [](const Bullets& a, const Bullets& b) -> std::optional<Block> {
            return Bullets{MergeItems(a.items, b.items)};
          },
          [](const Table& a, const Table& b) -> std::optional<Block> {
            const bool same = TextOf(a.header) == TextOf(b.header);
            return same ? std::optional<Block>(MergeTables(a, b)) : std::nullopt;
          },
          [](const Code& a, const Code& b) -> std::optional<Block> { return MergeCode(a, b); },
          [](const auto&, const auto&) -> std::optional<Block> { return std::nullopt; },
      },
      left,
      right
  );
}

// Between two blocks that are the same: pair what can be one, keep the order of both.
void AddGap(
    const std::vector<const Block*>& removed,
    const std::vector<const Block*>& added,
    std::vector<Block>& blocks
) {
  std::size_t next = 0;
  for (const Block* block : added) {
    std::optional<Block> merged;
    std::size_t partner = next;
    for (; partner < removed.size() && !merged; ++partner) {
      merged = MergeBlocks(*removed[partner], *block);
    }
    if (!merged) {
      blocks.push_back(Marked(*block, Mark::kAdded));
      continue;
    }
    for (; next + 1 < partner; ++next) {
      blocks.push_back(Marked(*removed[next], Mark::kRemoved));
    }
    next = partner;
    blocks.push_back(std::move(*merged));
  }
  for (; next < removed.size(); ++next) {
    blocks.push_back(Marked(*removed[next], Mark::kRemoved));
  }
}

// Rows of the cover by their names.
std::vector<std::pair<Line, Line>> MergeCovers(const Document& old_one, const Document& new_one) {
  std::vector<std::string> left;
  std::vector<std::string> right;
  for (const auto& [name, value] : old_one.cover) {
    left.push_back(PlainText(name));
  }
  for (const auto& [name, value] : new_one.cover) {
    right.push_back(PlainText(name));
  }
  std::vector<std::pair<Line, Line>> cover;
  for (const Step& step : Align(left, right)) {
    if (step.left && step.right) {
      const Line& now = new_one.cover[*step.right].second;
      cover.emplace_back(
          new_one.cover[*step.right].first, Merge(old_one.cover[*step.left].second, now)
      );
      continue;
    }
    const Mark mark = step.left ? Mark::kRemoved : Mark::kAdded;
    const auto& [name, value] = step.left ? old_one.cover[*step.left] : new_one.cover[*step.right];
    cover.emplace_back(Marked(name, mark), Marked(value, mark));
  }
  return cover;
}

// A removed clause keeps no anchor: the new document may use it elsewhere.
void DropAnchors(std::vector<Block>& blocks) {
  for (Block& block : blocks) {
    if (auto* heading = std::get_if<Heading>(&block)) {
      heading->anchor = LineMark(heading->title) == Mark::kRemoved ? "" : heading->anchor;
    } else if (auto* clause = std::get_if<Clause>(&block)) {
      clause->anchor = LineMark(clause->text) == Mark::kRemoved ? "" : clause->anchor;
    }
  }
}

}  // namespace

Document Redline(const Document& old_one, const Document& new_one) {
  std::vector<std::string> left;
  std::vector<std::string> right;
  for (const Block& block : old_one.blocks) {
    left.push_back(TextOf(block));
  }
  for (const Block& block : new_one.blocks) {
    right.push_back(TextOf(block));
  }
  Document document = new_one;
  document.cover = MergeCovers(old_one, new_one);
  document.blocks.clear();
  std::vector<const Block*> removed;
  std::vector<const Block*> added;
  for (const Step& step : Align(left, right)) {
    if (step.left && step.right) {
      AddGap(removed, added, document.blocks);
      removed.clear();
      added.clear();
      document.blocks.push_back(new_one.blocks[*step.right]);
    } else if (step.left) {
      removed.push_back(&old_one.blocks[*step.left]);
    } else {
      added.push_back(&new_one.blocks[*step.right]);
    }
  }
  AddGap(removed, added, document.blocks);
  DropAnchors(document.blocks);
  return document;
}

}  // namespace slate::emit::docs
