// SPDX-License-Identifier: Apache-2.0
#include "cli/findings.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/console.h"
#include "runtime/diag/render_text.h"

namespace slate::cli {

namespace {

using Findings = std::vector<const diag::Diagnostic*>;

std::size_t CountOf(const Findings& findings, diag::Severity severity) {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(),
      findings.end(),
      [&](const diag::Diagnostic* finding) { return finding->severity == severity; }
  ));
}

std::string SummaryOf(const Findings& findings) {
  std::string text;
  for (const diag::Severity severity :
       {diag::Severity::kError, diag::Severity::kWarning, diag::Severity::kRemark}) {
    const std::size_t count = CountOf(findings, severity);
    if (count > 0) {
      text += fmt::format(
          "{}{} {}{}",
          text.empty() ? "" : ", ",
          count,
          diag::SeverityName(severity),
          count == 1 ? "" : "s"
      );
    }
  }
  return text;
}

}  // namespace

void SayFindings(const Session& session) {
  const Findings findings = session.sink.Sorted();
  Say(diag::RenderText(findings, session.files, {.colour = ColourMessages()}));
  if (findings.size() > 1) {
    Say("\n" + SummaryOf(findings) + "\n");
  }
}

int CodeOfFindings(const Session& session) {
  if (session.could_not_run) {
    return kCouldNotRun;
  }
  const Findings findings = session.sink.Sorted();
  const bool clean = CountOf(findings, diag::Severity::kRemark) == findings.size();
  return clean ? kClean : kFindings;
}

}  // namespace slate::cli
