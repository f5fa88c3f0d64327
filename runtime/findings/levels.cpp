// SPDX-License-Identifier: Apache-2.0
#include "runtime/findings/levels.h"

#include <algorithm>

namespace slate::findings {

namespace {

// Nothing for a finding that is not wanted.
std::optional<diag::Severity> LevelOf(const diag::Kind& kind, const Levels& levels) {
  const auto own = levels.own.find(kind.code);
  if (own != levels.own.end()) {
    return own->second;
  }
  const bool selected = !levels.select || levels.select->contains(kind.code);
  if (!selected || levels.ignore.contains(kind.code)) {
    return std::nullopt;
  }
  return kind.severity;
}

bool IsPrefix(std::string_view word) {
  constexpr std::string_view kStart = "SL";
  return word.size() > kStart.size() && word.starts_with(kStart);
}

}  // namespace

std::set<std::string_view> ApplyLevels(const Levels& levels, Report& report) {
  std::set<std::string_view> taken_out;
  std::vector<Finding> wanted;
  for (Finding& finding : report.findings) {
    const diag::Kind& kind = *finding.what.kind;
    if (kind.severity != diag::Severity::kError) {
      const std::optional<diag::Severity> level = LevelOf(kind, levels);
      if (!level) {
        taken_out.insert(kind.code);
        continue;
      }
      const bool denied = levels.deny_warnings && *level == diag::Severity::kWarning;
      finding.what.severity = denied ? diag::Severity::kError : *level;
    }
    wanted.push_back(std::move(finding));
  }
  report.findings = std::move(wanted);
  return taken_out;
}

std::set<std::string_view> CodesOf(
    std::string_view word, const std::vector<const diag::Kind*>& kinds
) {
  std::set<std::string_view> codes;
  for (const diag::Kind* kind : kinds) {
    const bool begins = IsPrefix(word) && kind->code.starts_with(word);
    if (word == "all" || word == kind->name || begins) {
      codes.insert(kind->code);
    }
  }
  return codes;
}

}  // namespace slate::findings
