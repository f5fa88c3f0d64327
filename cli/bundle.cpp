// SPDX-License-Identifier: Apache-2.0
#include "cli/bundle.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/child_process.h"
#include "cli/files.h"
#include "cli/problems.h"
#include "cli/tool_version.h"
#include "runtime/plan/json.h"
#include "runtime/readers/sha256.h"
#include "runtime/report/to_csv.h"
#include "runtime/report/to_html.h"
#include "runtime/report/to_json.h"
#include "runtime/report/to_markdown.h"
#include "runtime/report/to_text.h"
#include "runtime/report/why.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;
using RunJson = nlohmann::ordered_json;

constexpr int kBundleVersion = 1;

std::string HashOfBytes(std::string_view bytes) {
  readers::Sha256 hash;
  hash.Add(bytes);
  return hash.Finish();
}

// What a file name may safely be anywhere.
std::string PlainName(const std::string& path) {
  std::string name = fs::path(path).filename().string();
  for (char& c : name) {
    const bool plain = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
                       c == '.' || c == '-' || c == '_';
    c = plain ? c : '_';
  }
  return name;
}

// The tables by which working days were told from others.
std::set<std::string> HolidaysOf(const plan::Plan& plan) {
  std::set<std::string> tables;
  for (const plan::Calendar& calendar : plan.calendars) {
    tables.insert(calendar.except_tables.begin(), calendar.except_tables.end());
    tables.insert(calendar.also_tables.begin(), calendar.also_tables.end());
  }
  for (const plan::Plan& version : plan.amended) {
    tables.merge(HolidaysOf(version));
  }
  return tables;
}

std::string RunFileToJson(const Arguments& arguments, const Settling& settling) {
  RunJson json = {
      {"slate_bundle", kBundleVersion},
      {"tool", ToolVersion()},
      {"zone_edition", settling.outcome().zone_edition},
      {"options", RunJson::object()},
      {"inputs", RunJson::array()},
  };
  for (const std::string_view option : kDecidingOptions) {
    const std::vector<std::string> values = arguments.ValuesOf(option);
    if (!values.empty()) {
      json["options"][std::string(option)] = values;
    }
  }
  json["holidays"] = HolidaysOf(settling.plan());
  for (const report::Source& source : settling.settlement().sources) {
    for (const readers::FileRecord& file : source.files) {
      json["inputs"].push_back(
          {{"input", source.input},
           {"path", file.path},
           {"bytes", file.size},
           {"sha256", file.sha256}}
      );
    }
  }
  return json.dump(1, ' ', false, RunJson::error_handler_t::replace) + "\n";
}

// The texts of a plan by Origin::file; what is not at hand is empty.
std::vector<source::File> TextsOf(const Settling& settling) {
  std::vector<source::File> texts;
  const source::FileSet& files = settling.session().files;
  for (const std::string& name : settling.plan().source_files) {
    std::string bytes;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const source::File& file = files[static_cast<source::FileId>(i)];
      bytes = file.path() == name ? std::string(file.text()) : bytes;
    }
    texts.emplace_back(name, std::move(bytes));
  }
  return texts;
}

std::string Explanations(Settling& settling, const report::Settlement& settlement) {
  std::vector<report::Reason> reasons;
  for (const report::FigurePath& path : report::PathsOf(settlement)) {
    const bool field = path.kind == report::FigurePath::Kind::kField;
    if (!field || (path.field == "met" && path.text == path.base) || path.field == "credit" ||
        path.field == "bonus") {
      reasons.push_back(report::ReasonOf(settling.evaluation(), path));
    }
  }
  return report::WhyToJson(reasons, settlement);
}

std::optional<Error> WriteFiles(const fs::path& folder, const std::vector<BundleFile>& files) {
  std::error_code failed;
  for (const BundleFile& file : files) {
    const fs::path path = folder / file.path;
    fs::create_directories(path.parent_path(), failed);
    if (const std::optional<Error> failure = WriteWholeFile(path.string(), file.bytes)) {
      return failure;
    }
  }
  return WriteWholeFile((folder / kManifest).string(), ManifestOf(files));
}

std::optional<Error> Sign(const fs::path& folder, const std::string& key) {
  if (!HasProgram("minisign")) {
    return Error{
        "signatures are made by minisign, which is not installed: apt-get install minisign"};
  }
  const Result<std::string> signature = RunChild(
      {"minisign",
       "-S",
       "-s",
       key,
       "-m",
       (folder / kManifest).string(),
       "-x",
       (folder / kSignature).string()}
  );
  return signature ? std::nullopt : std::optional(signature.error());
}

}  // namespace

Arguments DecidedBy(const Arguments& arguments, const Settling& settling) {
  Arguments decided;
  for (const std::string_view option : kDecidingOptions) {
    if (const std::vector<std::string> values = arguments.ValuesOf(option); !values.empty()) {
      decided.options[std::string(option)] = values;
    }
  }
  if (settling.settings_path()) {
    decided.options["settings"] = {*settling.settings_path()};
  }
  decided.options["agreement"] = {settling.plan().name};
  return decided;
}

std::vector<BundleFile> BundleFiles(const Arguments& decided, Settling& settling) {
  report::Settlement settlement = settling.settlement();
  settlement.place = [&](const plan::Origin& origin) {
    return PlaceInWords(origin, settling.plan(), settling.session());
  };
  settlement.sentence = settling.Contract();
  std::vector<BundleFile> files = {
      {std::string(kRunFile), RunFileToJson(decided, settling)},
      {std::string(kPlanFile), plan::ToJson(settling.plan())},
  };
  if (std::string contract = settling.ContractFile(); !contract.empty()) {
    files.push_back({std::string(kContractFile), std::move(contract)});
  }
  const std::vector<source::File> texts = TextsOf(settling);
  if (settling.session().settings && settling.settings_path()) {
    const source::File& text = settling.session().files[settling.session().settings->file];
    files.push_back({"settings.toml", std::string(text.text())});
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    files.push_back(
        {fmt::format("{}/{}-{}", kTextFolder, i, PlainName(texts[i].path())),
         std::string(texts[i].text())}
    );
  }
  files.push_back({"settlement.json", report::ToJson(settlement)});
  files.push_back({"settlement.txt", report::ToText(settlement)});
  files.push_back({"settlement.csv", report::ToCsv(settlement)});
  files.push_back({"settlement.md", report::ToMarkdown(settlement)});
  files.push_back({"settlement.html", report::ToHtml(settlement)});
  files.push_back({"explanation.json", Explanations(settling, settlement)});
  files.push_back({"rejects.csv", settling.rejects().ToCsv()});
  return files;
}

std::string ManifestOf(const std::vector<BundleFile>& files) {
  std::string text = fmt::format("slate bundle {}\ntool {}\n", kBundleVersion, ToolVersion());
  for (const BundleFile& file : files) {
    text += fmt::format("{}  {}\n", HashOfBytes(file.bytes), file.path);
  }
  return text;
}

std::optional<Error> WriteBundle(
    const std::string& folder,
    const std::vector<BundleFile>& files,
    const std::optional<std::string>& key
) {
  std::error_code failed;
  fs::path target = fs::path(folder).lexically_normal();
  if (!target.has_filename()) {
    target = target.parent_path();
  }
  const bool there = fs::exists(target, failed);
  if (there && !(fs::is_directory(target, failed) && fs::is_empty(target, failed))) {
    return Error{fmt::format("{} is there already and not an empty folder", folder)};
  }
  const fs::path beside = fs::path(target).concat(".slate-new");
  fs::remove_all(beside, failed);
  if (!fs::create_directories(beside, failed)) {
    return Error{fmt::format("cannot write {}: {}", folder, failed.message())};
  }
  std::optional<Error> failure = WriteFiles(beside, files);
  if (!failure && key) {
    failure = Sign(beside, *key);
  }
  if (!failure) {
    fs::rename(beside, target, failed);
    failure =
        failed ? std::optional(Error{fmt::format("cannot write {}: {}", folder, failed.message())})
               : std::nullopt;
  }
  if (failure) {
    fs::remove_all(beside, failed);
  }
  return failure;
}

}  // namespace slate::cli
