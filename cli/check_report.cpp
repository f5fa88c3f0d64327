// SPDX-License-Identifier: Apache-2.0
#include "cli/check_report.h"

#include <algorithm>
#include <tuple>

#include "cli/tool_version.h"
#include "runtime/findings/fingerprint.h"

namespace slate::cli {

namespace {

using findings::Finding;

// Where a finding of a text belongs among those of the sink, which sorts by the same.
auto KeyOf(const Finding& finding) {
  const auto* span = std::get_if<source::Span>(&finding.what.where);
  const bool in_text = span != nullptr;
  return std::tuple(
      in_text ? Index(span->file) : SIZE_MAX, in_text ? span->begin : 0, in_text ? span->end : 0
  );
}

}  // namespace

findings::Report MakeReport(
    const std::vector<std::string>& paths,
    const driver::Compilation& compiled,
    const Session& session
) {
  findings::Report report{
      .files = session.files,
      .checked = paths,
      .version = ToolVersion(),
      .could_run = !session.could_not_run};
  for (const diag::Diagnostic* found : session.sink.Sorted()) {
    report.findings.push_back({.what = *found});
  }
  for (const lint::Silenced& silenced : compiled.silenced) {
    report.findings.push_back(
        {.what = silenced.finding,
         .suppression =
             findings::Suppression{findings::HeldBackBy::kText, silenced.reason, silenced.silence}}
    );
  }
  std::stable_sort(
      report.findings.begin(),
      report.findings.end(),
      [](const Finding& a, const Finding& b) { return KeyOf(a) < KeyOf(b); }
  );
  findings::AddFingerprints(report);
  return report;
}

}  // namespace slate::cli
