// SPDX-License-Identifier: Apache-2.0

// SARIF 2.1.0 (OASIS). Columns count UTF-16 units, which readers assume that do not look at
// columnKind. Numbers in brackets are sections of the standard.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "runtime/findings/formats.h"
#include "runtime/findings/location.h"

namespace slate::findings {

namespace {

using Json = nlohmann::ordered_json;

std::string_view LevelOf(diag::Severity severity) {
  switch (severity) {
    case diag::Severity::kError: return "error";
    case diag::Severity::kWarning: return "warning";
    case diag::Severity::kRemark: return "note";
  }
  Unreachable("a severity without a level");
}

bool IsPlainInUri(char c) {
  constexpr std::string_view kPlain = "-._~/";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kPlain.find(c) != std::string_view::npos;
}

std::string UriOf(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    uri +=
        IsPlainInUri(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

Json TextOf(std::string_view text) {
  return {{"text", text}};
}

class SarifWriter {
 public:
  explicit SarifWriter(const Report& report) : report_(report) {
    for (const Finding& finding : report.findings) {
      rules_.emplace(finding.what.kind->code, finding.what.kind);
      artifacts_.emplace(PathOf(finding.what.where, report.files), 0);
    }
    for (const std::string& path : report.checked) {
      artifacts_.emplace(TidyPath(path), 0);
    }
    std::size_t index = 0;
    for (auto& [path, place] : artifacts_) {
      place = index++;
    }
  }

  std::string Write() const {
    Json log;
    log["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
    log["version"] = "2.1.0";
    log["runs"] = Json::array({Run()});
    return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  Json Run() const {
    Json run;
    run["tool"]["driver"] = Driver();
    run["invocations"] = Json::array({Invocation()});
    run["columnKind"] = "utf16CodeUnits";
    run["originalUriBaseIds"]["%SRCROOT%"]["description"] =
        TextOf("the folder in which the check ran");
    run["artifacts"] = Artifacts();
    run["results"] = Json::array();
    for (const Finding& finding : report_.findings) {
      run["results"].push_back(Result(finding));
    }
    return run;
  }

  Json Driver() const {
    Json driver;
    driver["name"] = "Slate";
    driver["semanticVersion"] = report_.version;
    driver["rules"] = Json::array();
    for (const auto& [code, kind] : rules_) {
      driver["rules"].push_back(Rule(*kind));
    }
    return driver;
  }

  static Json Rule(const diag::Kind& kind) {
    const std::string explanation(kind.explanation);
    Json rule;
    rule["id"] = kind.code;
    rule["name"] = kind.name;
    rule["shortDescription"] = TextOf(FirstSentence(explanation));
    rule["fullDescription"] = TextOf(explanation);
    rule["help"] = {
        {"text", explanation},
        {"markdown", fmt::format("**{} {}**\n\n{}", kind.code, kind.name, explanation)}};
    rule["defaultConfiguration"]["level"] = LevelOf(kind.severity);
    return rule;
  }

  static std::string FirstSentence(const std::string& text) {
    const std::size_t end = std::min(text.find(". "), text.find(": "));
    return end == std::string::npos ? text : text.substr(0, end) + ".";
  }

  // [3.20.21]: what the run could not say elsewhere.
  Json Invocation() const {
    Json invocation;
    invocation["executionSuccessful"] = report_.could_run;
    if (report_.left_out > 0) {
      Json notification;
      notification["level"] = "warning";
      notification["message"] =
          TextOf(fmt::format("{} more findings are left out", report_.left_out));
      invocation["toolExecutionNotifications"] = Json::array({notification});
    }
    return invocation;
  }

  Json Artifacts() const {
    Json artifacts = Json::array();
    for (const auto& [path, index] : artifacts_) {
      Json artifact;
      artifact["location"] = LocationOf(path);
      artifact["encoding"] = "utf-8";
      artifacts.push_back(std::move(artifact));
    }
    return artifacts;
  }

  static Json LocationOf(const std::string& path) {
    Json location;
    location["uri"] = UriOf(path);
    if (!path.starts_with('/')) {
      location["uriBaseId"] = "%SRCROOT%";
    }
    return location;
  }

  Json IndexedLocationOf(const std::string& path) const {
    Json location = LocationOf(path);
    const auto found = artifacts_.find(path);
    if (found != artifacts_.end()) {
      location["index"] = found->second;
    }
    return location;
  }

  Json RegionOfSpan(source::Span span) const {
    const Region region = RegionOf(span, report_.files, ColumnUnit::kUtf16);
    Json json;
    json["startLine"] = region.line;
    json["startColumn"] = region.column;
    json["endLine"] = region.end_line;
    json["endColumn"] = region.end_column;
    return json;
  }

  Json PhysicalOf(const diag::Place& place) const {
    Json physical;
    physical["artifactLocation"] = IndexedLocationOf(PathOf(place, report_.files));
    if (const auto* span = std::get_if<source::Span>(&place)) {
      physical["region"] = RegionOfSpan(*span);
      const std::string_view text = report_.files[span->file].TextOf(*span);
      constexpr std::size_t kLongest = 2000;
      if (!text.empty() && text.size() <= kLongest) {
        physical["region"]["snippet"] = TextOf(text);
      }
      return physical;
    }
    const auto& data = std::get<diag::DataPlace>(place);
    if (data.line > 0) {
      physical["region"]["startLine"] = data.line;
    }
    return physical;
  }

  Json Result(const Finding& finding) const {
    const diag::Diagnostic& what = finding.what;
    Json result;
    result["ruleId"] = what.kind->code;
    result["ruleIndex"] = std::distance(rules_.begin(), rules_.find(what.kind->code));
    result["level"] = LevelOf(what.severity);
    result["message"] = TextOf(WholeMessage(what));
    Json location;
    location["physicalLocation"] = PhysicalOf(what.where);
    result["locations"] = Json::array({location});
    AddRelated(what, result);
    result["partialFingerprints"]["slateFinding/v1"] = finding.fingerprint;
    AddFixes(what, result);
    AddSuppressions(finding, result);
    return result;
  }

  void AddRelated(const diag::Diagnostic& what, Json& result) const {
    for (std::size_t i = 0; i < what.secondary.size(); ++i) {
      Json related;
      related["id"] = i + 1;
      related["physicalLocation"] = PhysicalOf(what.secondary[i].span);
      if (!what.secondary[i].text.empty()) {
        related["message"] = TextOf(what.secondary[i].text);
      }
      result["relatedLocations"].push_back(std::move(related));
    }
  }

  void AddFixes(const diag::Diagnostic& what, Json& result) const {
    for (const diag::Fix& fix : what.fixes) {
      Json json;
      json["description"] = TextOf(fix.title);
      json["artifactChanges"] = ChangesOf(fix);
      json["properties"]["safe"] = fix.safety == diag::Safety::kSafe;
      result["fixes"].push_back(std::move(json));
    }
  }

  // [3.56]: the edits of one file together.
  Json ChangesOf(const diag::Fix& fix) const {
    std::map<std::string, Json> by_path;
    for (const diag::Edit& edit : fix.edits) {
      Json replacement;
      replacement["deletedRegion"] = RegionOfSpan(edit.span);
      replacement["insertedContent"] = TextOf(edit.replacement);
      by_path[PathOf(edit.span, report_.files)].push_back(std::move(replacement));
    }
    Json changes = Json::array();
    for (const auto& [path, replacements] : by_path) {
      Json change;
      change["artifactLocation"] = IndexedLocationOf(path);
      change["replacements"] = replacements;
      changes.push_back(std::move(change));
    }
    return changes;
  }

  // [3.27.23]: present and empty where the run knows of suppressions and this result has none.
  void AddSuppressions(const Finding& finding, Json& result) const {
    result["suppressions"] = Json::array();
    if (!finding.suppression) {
      return;
    }
    Json suppression;
    suppression["kind"] = finding.suppression->by == HeldBackBy::kText ? "inSource" : "external";
    suppression["justification"] = finding.suppression->reason;
    if (finding.suppression->where) {
      suppression["location"]["physicalLocation"] = PhysicalOf(*finding.suppression->where);
    }
    result["suppressions"].push_back(std::move(suppression));
  }

  const Report& report_;
  std::map<std::string_view, const diag::Kind*> rules_;
  std::map<std::string, std::size_t> artifacts_;
};

}  // namespace

std::string WriteSarif(const Report& report) {
  return SarifWriter(report).Write();
}

}  // namespace slate::findings
