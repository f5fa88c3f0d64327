// SPDX-License-Identifier: Apache-2.0
#include "runtime/findings/report.h"

#include <algorithm>
#include <utility>

namespace slate::findings {

namespace {

bool IsOpen(const Finding& finding) {
  return !finding.suppression.has_value();
}

}  // namespace

std::size_t CountOpen(const Report& report, diag::Severity severity) {
  return static_cast<std::size_t>(std::count_if(
      report.findings.begin(),
      report.findings.end(),
      [&](const Finding& finding) { return IsOpen(finding) && finding.what.severity == severity; }
  ));
}

void LeaveOutBeyond(std::size_t most, Report& report) {
  std::size_t room = most;
  std::vector<bool> kept(report.findings.size(), false);
  for (const diag::Severity severity :
       {diag::Severity::kError, diag::Severity::kWarning, diag::Severity::kRemark}) {
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      const bool candidate =
          IsOpen(report.findings[i]) && report.findings[i].what.severity == severity;
      if (candidate && room > 0) {
        kept[i] = true;
        --room;
      }
    }
  }
  std::vector<Finding> rest;
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    if (kept[i] || !IsOpen(report.findings[i])) {
      rest.push_back(std::move(report.findings[i]));
    } else {
      ++report.left_out;
    }
  }
  report.findings = std::move(rest);
}

std::string WholeMessage(const diag::Diagnostic& finding) {
  std::string text = finding.message;
  for (const std::string& note : finding.notes) {
    text += "\nnote: " + note;
  }
  return finding.help.empty() ? text : text + "\nhelp: " + finding.help;
}

}  // namespace slate::findings
