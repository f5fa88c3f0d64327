// SPDX-License-Identifier: Apache-2.0
#include "cli/bundle_folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/files.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;
using RunJson = nlohmann::ordered_json;

std::string PathIn(const std::string& bundle, std::string_view path) {
  return (fs::path(bundle) / path).string();
}

std::string ReadOrNothing(const std::string& path) {
  const Result<std::string> bytes = IsFile(path) ? ReadWholeFile(path) : Result<std::string>("");
  return bytes ? *bytes : std::string();
}

// The one that starts with `start`; they are numbered.
std::string TextThatStarts(const std::string& folder, const std::string& start) {
  std::error_code failed;
  fs::directory_iterator at(folder, failed);
  for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
    if (at->path().filename().string().starts_with(start)) {
      return ReadOrNothing(at->path().string());
    }
  }
  return {};
}

}  // namespace

std::optional<std::string> BundleAmong(const Arguments& arguments) {
  const bool one = arguments.operands.size() == 1;
  return one && IsFile(PathIn(arguments.operands.front(), kManifest))
             ? std::optional(arguments.operands.front())
             : std::nullopt;
}

Arguments AskedAgain(const Arguments& arguments, const std::string& bundle) {
  Arguments again = arguments;
  again.operands = {PathIn(bundle, kPlanFile)};
  const RunJson json = RunJson::parse(ReadOrNothing(PathIn(bundle, kRunFile)), nullptr, false);
  const bool whole = json.is_object() && json.contains("options") && json["options"].is_object();
  for (const std::string_view option : kDecidingOptions) {
    const std::string name(option);
    if (!whole || again.Has(option) || !json["options"].contains(name)) {
      continue;
    }
    for (const RunJson& value : json["options"][name]) {
      if (value.is_string()) {
        again.options[name].push_back(value.get<std::string>());
      }
    }
  }
  return again;
}

void AddTextsOfBundle(const std::string& bundle, const plan::Plan& plan, Session& session) {
  for (std::size_t i = 0; i < plan.source_files.size(); ++i) {
    session.files.Add(
        plan.source_files[i], TextThatStarts(PathIn(bundle, kTextFolder), fmt::format("{}-", i))
    );
  }
}

std::string ContractOfBundle(const std::string& bundle) {
  return ReadOrNothing(PathIn(bundle, kContractFile));
}

}  // namespace slate::cli
