// SPDX-License-Identifier: Apache-2.0
#include "runtime/findings/baseline.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "runtime/findings/location.h"

namespace slate::findings {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

bool MayBeKnown(const Finding& finding) {
  return !finding.suppression && finding.what.kind->severity != diag::Severity::kError;
}

Known KnownOf(const Finding& finding, const Report& report) {
  return {
      .fingerprint = finding.fingerprint,
      .code = std::string(finding.what.kind->code),
      .file = ProjectPathOf(PathOf(finding.what.where, report.files), report)};
}

bool HasTexts(const Json& entry) {
  constexpr std::array kMembers = {"file", "code", "fingerprint"};
  return std::all_of(kMembers.begin(), kMembers.end(), [&](const char* member) {
    return entry.contains(member) && entry[member].is_string();
  });
}

}  // namespace

std::string WriteBaseline(const Report& report) {
  std::vector<Known> all;
  for (const Finding& finding : report.findings) {
    if (MayBeKnown(finding)) {
      all.push_back(KnownOf(finding, report));
    }
  }
  std::sort(all.begin(), all.end(), [](const Known& a, const Known& b) {
    return std::tie(a.file, a.code, a.fingerprint) < std::tie(b.file, b.code, b.fingerprint);
  });
  std::string lines;
  for (const Known& known : all) {
    const Json entry = {
        {"file", known.file}, {"code", known.code}, {"fingerprint", known.fingerprint}};
    lines += (lines.empty() ? "\n    " : ",\n    ") +
             entry.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return fmt::format(
      "{{\n  \"slate_baseline\": {},\n  \"findings\": [{}\n  ]\n}}\n", kVersion, lines
  );
}

Result<std::vector<Known>> ReadBaseline(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  const bool is_baseline = json.is_object() && json.contains("slate_baseline") &&
                           json.contains("findings") && json["findings"].is_array();
  if (!is_baseline) {
    return Error{"it is no baseline; `slate check --write-baseline` makes one"};
  }
  if (json["slate_baseline"] != kVersion) {
    return Error{"it was written by another version of slate; write it anew"};
  }
  std::vector<Known> known;
  for (const Json& entry : json["findings"]) {
    if (!entry.is_object() || !HasTexts(entry)) {
      return Error{"a finding in it lacks its file, code or fingerprint; write it anew"};
    }
    known.push_back(
        {.fingerprint = entry["fingerprint"].get<std::string>(),
         .code = entry["code"].get<std::string>(),
         .file = entry["file"].get<std::string>()}
    );
  }
  return known;
}

std::vector<Known> ApplyBaseline(
    const std::vector<Known>& known, std::string_view name, Report& report
) {
  std::set<std::string> names;
  for (const Known& one : known) {
    names.insert(one.fingerprint);
  }
  std::set<std::string> met;
  for (Finding& finding : report.findings) {
    if (MayBeKnown(finding) && names.contains(finding.fingerprint)) {
      finding.suppression = Suppression{HeldBackBy::kBaseline, fmt::format("known in {}", name)};
      met.insert(finding.fingerprint);
    }
  }
  std::set<std::string> looked_at;
  for (const std::string& path : report.checked) {
    looked_at.insert(ProjectPathOf(TidyPath(path), report));
  }
  std::vector<Known> gone;
  for (const Known& one : known) {
    if (looked_at.contains(one.file) && !met.contains(one.fingerprint)) {
      gone.push_back(one);
    }
  }
  return gone;
}

}  // namespace slate::findings
