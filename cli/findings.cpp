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

Findings OpenOf(const findings::Report& report) {
  Findings open;
  for (const findings::Finding& finding : report.findings) {
    if (!finding.suppression) {
      open.push_back(&finding.what);
    }
  }
  return open;
}

}  // namespace

void SayFindings(const Session& session) {
  const Findings findings = session.sink.Sorted();
  Say(diag::RenderText(findings, session.files, {.colour = ColourMessages()}));
  if (findings.size() > 1) {
    Say("\n" + SummaryOf(findings) + "\n");
  }
}

void SayFindings(findings::Report report, std::size_t most) {
  const std::string summary = SummaryOf(OpenOf(report));
  LeaveOutBeyond(most, report);
  const Findings open = OpenOf(report);
  Say(diag::RenderText(open, report.files, {.colour = ColourMessages(), .max_shown = open.size()}));
  if (report.left_out > 0) {
    Say(fmt::format("\n+{} more\n", report.left_out));
  }
  if (open.size() + report.left_out > 1) {
    Say("\n" + summary + "\n");
  }
}

int CodeOfFindings(const findings::Report& report) {
  if (!report.could_run) {
    return kCouldNotRun;
  }
  const bool clean = CountOpen(report, diag::Severity::kError) == 0 &&
                     CountOpen(report, diag::Severity::kWarning) == 0;
  return clean ? kClean : kFindings;
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
