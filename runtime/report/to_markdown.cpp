// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/to_markdown.h"

#include <fmt/format.h>

#include "runtime/diag/render_text.h"
#include "runtime/report/page.h"

namespace slate::report {

namespace {

// Empty columns say nothing; the table stays one for readers of its source as well.
std::string TableToMarkdown(const Table& table) {
  std::string text;
  text = table.caption.empty() ? "" : fmt::format("\n**{}**\n", EscapeMarkdown(table.caption));
  text += "\n|";
  std::string line = "|";
  for (const TableColumn& column : table.columns) {
    text += fmt::format(" {} |", EscapeMarkdown(column.title));
    line += column.right ? " ---: |" : " --- |";
  }
  text += "\n" + line + "\n";
  for (const std::vector<Cell>& row : table.rows) {
    text += "|";
    for (const Cell& cell : row) {
      text += fmt::format(" {} |", EscapeMarkdown(cell.text));
    }
    text += "\n";
  }
  return text;
}

}  // namespace

std::string EscapeMarkdown(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_[]<>|#~&$!";
  std::string escaped;
  const std::string shown = diag::EscapeForTerminal(text);
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const char c = shown[at];
    // At the start of a line these begin a list or a rule.
    const bool list = at == 0 && (c == '-' || c == '+' || c == '=');
    escaped += kMarkup.find(c) != std::string_view::npos || list ? "\\" : "";
    escaped += c;
  }
  return escaped;
}

std::string ToMarkdown(const Settlement& settlement) {
  const Page page = BuildPage(settlement);
  std::string text = fmt::format("# {}\n\n| | |\n| --- | --- |\n", EscapeMarkdown(page.title));
  for (const auto& [name, value] : page.facts) {
    text += fmt::format("| {} | {} |\n", EscapeMarkdown(name), EscapeMarkdown(value));
  }
  for (const Section& section : page.sections) {
    text += fmt::format("\n## {}\n", EscapeMarkdown(section.heading));
    for (const std::string& note : section.notes) {
      text += fmt::format("\n{}\n", EscapeMarkdown(note));
    }
    for (const Table& table : section.tables) {
      text += TableToMarkdown(table);
    }
  }
  return text;
}

}  // namespace slate::report
