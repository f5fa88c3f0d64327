// SPDX-License-Identifier: Apache-2.0
#include "cli/session.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "cli/files.h"
#include "runtime/base/side_by_side.h"
#include "runtime/settings/read_settings.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSettingsName = "slate.toml";
constexpr std::string_view kTextEnding = ".slate";

bool IsHidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.size() > 1 && name[0] == '.';
}

// All texts below a folder, in the order of their paths.
Result<std::vector<std::string>> TextsBelow(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code failed;
  fs::recursive_directory_iterator at(folder, failed);
  while (!failed && at != fs::recursive_directory_iterator()) {
    if (IsHidden(at->path())) {
      at.disable_recursion_pending();
    } else if (at->path().extension() == kTextEnding && IsFile(at->path().string())) {
      paths.push_back(at->path().lexically_normal().string());
    }
    at.increment(failed);
  }
  if (failed) {
    return Error{fmt::format("cannot list {}: {}", folder, failed.message())};
  }
  if (paths.empty()) {
    return Error{fmt::format("no *.slate in {}", folder)};
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Paths in the order in which they came, each once.
class Paths {
 public:
  void Add(const std::string& path) {
    if (known_.insert(path).second) {
      paths_.push_back(path);
    }
  }
  std::vector<std::string> Take() { return std::move(paths_); }

 private:
  std::vector<std::string> paths_;
  std::set<std::string> known_;
};

Result<std::vector<std::string>> Expand(const std::vector<std::string>& operands) {
  Paths paths;
  for (const std::string& operand : operands) {
    if (!IsFolder(operand)) {
      paths.Add(operand);
      continue;
    }
    const Result<std::vector<std::string>> below = TextsBelow(operand);
    if (!below) {
      return below.error();
    }
    for (const std::string& path : *below) {
      paths.Add(path);
    }
  }
  return paths.Take();
}

std::vector<std::string> AgreementsOf(const settings::Settings& settings) {
  Paths paths;
  for (const settings::Text& agreement : settings.agreements) {
    paths.Add((fs::path(settings.folder) / agreement.value).lexically_normal().string());
  }
  return paths.Take();
}

}  // namespace

std::string StdlibFolder() {
  const char* named = std::getenv("SLATE_STDLIB");
  if (named != nullptr && *named != '\0') {
    return named;
  }
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed).parent_path();
  // Installed; in build/bin of a checkout; in build/<preset>/bin of a checkout; beside the program.
  const fs::path places[] = {
      program / "../share/slate/stdlib",
      program / "../../stdlib",
      program / "../../../stdlib",
      program / "../stdlib",
      program / "stdlib",
  };
  for (const fs::path& place : places) {
    if (IsFolder(place.string())) {
      return place.lexically_normal().string();
    }
  }
  return places[0].lexically_normal().string();
}

std::optional<std::string> FindSettings() {
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  fs::path shown;
  for (fs::path folder = here; !folder.empty(); folder = folder.parent_path()) {
    const fs::path path = shown / kSettingsName;
    if (IsFile(path.string())) {
      return path.string();
    }
    if (folder == folder.parent_path()) {
      break;
    }
    shown /= "..";
  }
  return std::nullopt;
}

std::optional<Error> ReadSettingsFile(const std::string& path, Session& session) {
  Result<std::string> text = ReadWholeFile(path);
  if (!text) {
    return text.error();
  }
  const source::FileId file = session.files.Add(path, std::move(text).value());
  session.settings = settings::ReadSettings(session.files, file, session.sink);
  return std::nullopt;
}

Result<std::vector<std::string>> FindTexts(const Arguments& arguments, Session& session) {
  std::optional<std::string> path = arguments.ValueOf("settings");
  if (!path && arguments.operands.empty()) {
    path = FindSettings();
    if (!path) {
      return Error{"name a text, or work in a folder with a slate.toml"};
    }
  }
  if (path) {
    if (const std::optional<Error> failure = ReadSettingsFile(*path, session)) {
      return *failure;
    }
  }
  if (const std::optional<Error> failure = ReadLimits(arguments, session)) {
    return *failure;
  }
  if (!arguments.operands.empty()) {
    return Expand(arguments.operands);
  }
  return session.settings ? AgreementsOf(*session.settings) : std::vector<std::string>();
}

driver::Compilation CompileTexts(const std::vector<std::string>& paths, Session& session) {
  const auto read = [&](const std::string& path) {
    const auto overlay = session.overlay.find(path);
    if (overlay != session.overlay.end()) {
      return Result<std::string>(overlay->second);
    }
    Result<std::string> text = ReadWholeFile(path);
    if (!text && std::find(paths.begin(), paths.end(), path) != paths.end()) {
      session.could_not_run = true;
    }
    return text;
  };
  resolve::ModuleOptions modules = session.limits.texts;
  modules.stdlib = StdlibFolder();
  modules.read = read;
  const driver::Options options{
      .paths = paths,
      .modules = std::move(modules),
      .zones = session.zones,
      .wants_lint = session.wants_lint,
      .wants_plans = session.wants_plans,
      .threads = ProcessorsForUs(),
  };
  return driver::Compile(options, session.files, session.sink);
}

std::optional<Error> ReadZones(const Arguments& arguments, Session& session) {
  const std::optional<std::string> folder = arguments.ValueOf("tzdata");
  if (!folder) {
    return std::nullopt;
  }
  if (!IsFolder(*folder)) {
    return Error{fmt::format("--tzdata: {} is no folder", *folder)};
  }
  session.zones = calendar::TimeZoneSource(*folder);
  return std::nullopt;
}

}  // namespace slate::cli
