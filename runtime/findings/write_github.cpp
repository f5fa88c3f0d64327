// SPDX-License-Identifier: Apache-2.0

// Workflow commands of GitHub Actions: `::error file=…,line=…::message`. Its runner takes `%`, CR
// and LF apart everywhere, in properties `:` and `,` as well.

#include <fmt/format.h>

#include "runtime/diag/render_text.h"
#include "runtime/findings/formats.h"
#include "runtime/findings/location.h"

namespace slate::findings {

namespace {

std::string_view CommandOf(diag::Severity severity) {
  switch (severity) {
    case diag::Severity::kError: return "error";
    case diag::Severity::kWarning: return "warning";
    case diag::Severity::kRemark: return "notice";
  }
  Unreachable("a severity without a workflow command");
}

std::string Escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    out += special.find(c) == std::string_view::npos
               ? std::string(1, c)
               : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string Data(std::string_view text) {
  return Escaped(text, "%\r\n");
}

std::string Property(std::string_view text) {
  return Escaped(text, "%\r\n:,");
}

// Line ends are the layout of the message; what else could move a cursor is shown.
std::string Message(const diag::Diagnostic& finding) {
  std::string out;
  const std::string whole = WholeMessage(finding);
  std::string_view rest = whole;
  while (true) {
    const std::size_t end = rest.find('\n');
    out += diag::EscapeForTerminal(rest.substr(0, end));
    if (end == std::string_view::npos) {
      return Data(out);
    }
    out += '\n';
    rest.remove_prefix(end + 1);
  }
}

std::string PositionOf(const diag::Place& place, const source::FileSet& files) {
  if (const auto* span = std::get_if<source::Span>(&place)) {
    const Region region = RegionOf(*span, files, ColumnUnit::kCodePoint);
    std::string text = fmt::format(",line={},endLine={}", region.line, region.end_line);
    // Columns are refused where a finding has several lines.
    if (region.line == region.end_line) {
      text += fmt::format(",col={},endColumn={}", region.column, region.end_column);
    }
    return text;
  }
  const std::uint64_t line = LineOf(place, files);
  return line == 0 ? "" : fmt::format(",line={}", line);
}

}  // namespace

std::string WriteGitHub(const Report& report) {
  std::string out;
  for (const Finding& finding : report.findings) {
    if (finding.suppression) {
      continue;
    }
    const diag::Diagnostic& what = finding.what;
    out += fmt::format(
        "::{} file={}{},title={}::{}\n",
        CommandOf(what.severity),
        Property(PathOf(what.where, report.files)),
        PositionOf(what.where, report.files),
        Property(fmt::format("{} {}", what.kind->code, what.kind->name)),
        Message(what)
    );
  }
  if (report.left_out > 0) {
    out += fmt::format("::notice::{} more findings are left out\n", report.left_out);
  }
  return out;
}

}  // namespace slate::findings
