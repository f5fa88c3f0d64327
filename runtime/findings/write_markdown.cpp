// SPDX-License-Identifier: Apache-2.0

// GitHub Flavored Markdown for a comment on a pull request. Texts of agreements are other people's
// words: nothing in them may become markup, a link or a mention.

#include <fmt/format.h>

#include "runtime/diag/render_text.h"
#include "runtime/findings/comment_text.h"
#include "runtime/findings/formats.h"
#include "runtime/findings/location.h"

namespace slate::findings {

namespace {

// Source text stands in backticks in a message and stays so.
std::string Escaped(std::string_view raw) {
  const std::string text = diag::EscapeForTerminal(raw);
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('`', at);
    const std::size_t close = open == std::string::npos ? open : text.find('`', open + 1);
    if (close == std::string::npos) {
      return out + WordsInComment(std::string_view(text).substr(at));
    }
    const std::string_view inside = std::string_view(text).substr(open + 1, close - open - 1);
    out += WordsInComment(std::string_view(text).substr(at, open - at));
    out += CodeInComment(inside);
    at = close + 1;
  }
  return out;
}

std::string RowOf(const Finding& finding, const source::FileSet& files) {
  const diag::Diagnostic& what = finding.what;
  std::string text = Escaped(what.message);
  if (!what.help.empty()) {
    text += "<br>" + Escaped(what.help);
  }
  return fmt::format(
      "| {} | {} | {} | {} |\n",
      diag::SeverityName(what.severity),
      Escaped(fmt::format("`{}`", PlaceInWords(what.where, files))),
      what.kind->code,
      text
  );
}

std::string Counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string Heading(const Report& report) {
  std::string text;
  for (const diag::Severity severity :
       {diag::Severity::kError, diag::Severity::kWarning, diag::Severity::kRemark}) {
    const std::size_t count = CountOpen(report, severity);
    if (count > 0) {
      text += (text.empty() ? "" : ", ") + Counted(count, diag::SeverityName(severity));
    }
  }
  const std::string texts = Counted(report.checked.size(), "text");
  if (text.empty()) {
    return fmt::format("### Slate: nothing found in {}\n", texts);
  }
  return fmt::format("### Slate: {} in {}\n", text, texts);
}

}  // namespace

std::string WriteMarkdown(const Report& report) {
  std::string rows;
  std::size_t held_back = 0;
  for (const Finding& finding : report.findings) {
    held_back += finding.suppression ? 1U : 0U;
    rows += finding.suppression ? "" : RowOf(finding, report.files);
  }
  std::string out = Heading(report);
  if (!rows.empty()) {
    out += "\n| | where | code | finding |\n| --- | --- | --- | --- |\n" + rows;
  }
  if (report.left_out > 0) {
    out += fmt::format("\n{} more left out.\n", Counted(report.left_out, "finding"));
  }
  if (held_back > 0) {
    out += fmt::format(
        "\n{} held back by the texts or the baseline.\n", Counted(held_back, "finding")
    );
  }
  if (!rows.empty()) {
    out += "\n`slate explain CODE` says what a code means.\n";
  }
  return out;
}

}  // namespace slate::findings
