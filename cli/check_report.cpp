// SPDX-License-Identifier: Apache-2.0
#include "cli/check_report.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/kinds.h"
#include "cli/tool_version.h"
#include "runtime/findings/baseline.h"
#include "runtime/findings/fingerprint.h"
#include "runtime/settings/kinds.h"

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

void AddRemark(
    const diag::Kind& kind, diag::Place where, std::string message, findings::Report& report
) {
  report.findings.push_back(
      {.what =
           {.kind = &kind,
            .severity = kind.severity,
            .where = std::move(where),
            .message = std::move(message)}}
  );
}

}  // namespace

findings::Report MakeReport(
    const std::vector<std::string>& paths,
    const driver::Compilation& compiled,
    const CheckRules& rules,
    const Session& session
) {
  findings::Report report{
      .files = session.files,
      .checked = paths,
      .folder = rules.folder,
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

void AddIdleIgnores(const CheckRules& rules, findings::Report& report) {
  const std::vector<const diag::Kind*> kinds = AllKindsOfFindings();
  for (const auto& [word, span] : rules.switched_off) {
    const std::set<std::string_view> codes = findings::CodesOf(word, kinds);
    const bool idle = std::none_of(
        report.findings.begin(),
        report.findings.end(),
        [&codes = codes](const Finding& finding) { return codes.contains(finding.what.kind->code); }
    );
    if (idle) {
      AddRemark(
          settings::kIdleIgnore,
          span,
          fmt::format("nothing in these texts is switched off by `{}`", word),
          report
      );
    }
  }
  findings::AddFingerprints(report);
}

std::optional<Error> HoldBackKnown(const std::string& baseline, findings::Report& report) {
  const Result<std::string> text = ReadWholeFile(baseline);
  if (!text) {
    return text.error();
  }
  const Result<std::vector<findings::Known>> known = findings::ReadBaseline(*text);
  if (!known) {
    return Error{fmt::format("{}: {}", baseline, known.error().message)};
  }
  for (const findings::Known& gone : findings::ApplyBaseline(*known, baseline, report)) {
    AddRemark(
        settings::kBaselineShrinks,
        diag::DataPlace{.path = baseline, .column_name = {}, .raw = {}},
        fmt::format("a known {} is gone from {}", gone.code, gone.file),
        report
    );
  }
  findings::AddFingerprints(report);
  return std::nullopt;
}

}  // namespace slate::cli
