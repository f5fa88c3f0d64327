// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/to_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/diag/text_width.h"
#include "runtime/report/page.h"

namespace slate::report {

namespace {

// A text as a terminal shows it, with the columns it takes.
struct Shown {
  std::string text;
  std::size_t width = 0;
};

Shown Show(std::string_view text) {
  diag::ShownLine line = diag::Show(text);
  return {std::move(line.text), line.columns.back()};
}

std::string Aligned(const Shown& shown, std::size_t width, bool right) {
  const std::string blanks(width - std::min(width, shown.width), ' ');
  return right ? blanks + shown.text : shown.text + blanks;
}

std::string Line(
    const std::vector<Shown>& cells, const std::vector<std::size_t>& widths, const Table& table
) {
  std::string line = "  ";
  for (std::size_t at = 0; at < cells.size(); ++at) {
    line += Aligned(cells[at], widths[at], table.columns[at].right) + "  ";
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string ToText(const Table& table) {
  std::vector<std::vector<Shown>> lines(1);
  for (const TableColumn& column : table.columns) {
    lines[0].push_back(Show(column.title));
  }
  for (const std::vector<Cell>& row : table.rows) {
    std::vector<Shown>& line = lines.emplace_back();
    for (const Cell& cell : row) {
      line.push_back(Show(cell.text));
    }
  }
  std::vector<std::size_t> widths(table.columns.size(), 0);
  for (std::size_t at = 0; at < widths.size(); ++at) {
    for (const std::vector<Shown>& line : lines) {
      widths[at] = std::max(widths[at], line[at].width);
    }
  }
  std::string text = Show(table.caption).text + "\n";
  for (const std::vector<Shown>& line : lines) {
    text += Line(line, widths, table);
  }
  return text;
}

std::string ToText(const Section& section) {
  std::string text = fmt::format("\n{}\n", Show("== " + section.heading).text);
  for (const std::string& note : section.notes) {
    text += Show(note).text + "\n";
  }
  for (const Table& table : section.tables) {
    text += "\n" + ToText(table);
  }
  return text;
}

}  // namespace

std::string ToText(const Settlement& settlement) {
  const Page page = BuildPage(settlement);
  std::string text = Show(page.title).text + "\n";
  std::size_t width = 0;
  for (const auto& [name, value] : page.facts) {
    width = std::max(width, name.size());
  }
  for (const auto& [name, value] : page.facts) {
    text += fmt::format("  {:<{}}  {}\n", name, width, Show(value).text);
  }
  for (const Section& section : page.sections) {
    text += ToText(section);
  }
  return text;
}

}  // namespace slate::report
