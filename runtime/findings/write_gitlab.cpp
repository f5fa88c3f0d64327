// SPDX-License-Identifier: Apache-2.0

// GitLab's Code Quality report, a part of Code Climate's: an array of findings told apart by their
// fingerprints from one pipeline to the next.

#include <algorithm>

#include <nlohmann/json.hpp>

#include "runtime/findings/formats.h"
#include "runtime/findings/location.h"

namespace slate::findings {

namespace {

using Json = nlohmann::ordered_json;

std::string_view SeverityOf(diag::Severity severity) {
  switch (severity) {
    case diag::Severity::kError: return "critical";
    case diag::Severity::kWarning: return "major";
    case diag::Severity::kRemark: return "info";
  }
  Unreachable("a severity without a word of GitLab's");
}

// A file as a whole has no line for GitLab; its first stands for it.
Json LinesOf(const diag::Place& place, const source::FileSet& files) {
  Json lines;
  lines["begin"] = std::max<std::uint64_t>(LineOf(place, files), 1);
  if (const auto* span = std::get_if<source::Span>(&place)) {
    lines["end"] = RegionOf(*span, files, ColumnUnit::kCodePoint).end_line;
  }
  return lines;
}

}  // namespace

std::string WriteGitLab(const Report& report) {
  Json all = Json::array();
  for (const Finding& finding : report.findings) {
    if (finding.suppression) {
      continue;
    }
    const diag::Diagnostic& what = finding.what;
    Json one;
    one["description"] = WholeMessage(what);
    one["check_name"] = what.kind->code;
    one["fingerprint"] = finding.fingerprint;
    one["severity"] = SeverityOf(what.severity);
    one["location"]["path"] = PathOf(what.where, report.files);
    one["location"]["lines"] = LinesOf(what.where, report.files);
    all.push_back(std::move(one));
  }
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace slate::findings
