// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/find_files.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <glob.h>
#include <sys/stat.h>

#include "runtime/readers/kinds.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

namespace fs = std::filesystem;

// The folder is a name and no pattern.
std::string EscapePattern(const std::string& folder) {
  std::string escaped;
  for (const char c : folder) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) {
      escaped += '\\';
    }
    escaped += c;
  }
  return escaped;
}

std::string PatternIn(const std::string& folder, const std::string& pattern) {
  if (folder.empty() || pattern.starts_with('/')) {
    return pattern;
  }
  return EscapePattern(folder) + (folder.ends_with('/') ? "" : "/") + pattern;
}

std::vector<std::string> Matches(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  // Sorted by us: glob sorts by the locale.
  if (::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0) {
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  }
  ::globfree(&found);
  std::sort(paths.begin(), paths.end());
  return paths;
}

// What tells one file from another, whatever its names; nothing for one that is gone meanwhile.
using FileIdentity = std::pair<std::uint64_t, std::uint64_t>;
std::optional<FileIdentity> Identity(const std::string& path) {
  struct stat status {};
  if (path == "-") {
    return FileIdentity{};
  }
  return ::stat(path.c_str(), &status) == 0
             ? std::optional(FileIdentity{status.st_dev, status.st_ino})
             : std::nullopt;
}

// ---- A pattern that matches nothing ----

std::vector<std::string> NamesIn(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    names.push_back(at->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// "it has a.csv, b.csv, c.csv and 9 more"
std::string SomeOf(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  std::string text = "it is empty";
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) {
    text = i == 0 ? "it has " : text + ", ";
    text += settings::Escaped(names[i]);
  }
  return names.size() > kShown ? fmt::format("{} and {} more", text, names.size() - kShown) : text;
}

// How far the way of the pattern goes, and what is there instead.
std::string WhereItEnds(const std::string& folder, const std::string& pattern) {
  fs::path nearest = pattern.starts_with('/') ? fs::path("/") : fs::path(folder);
  std::string lacking;
  for (const fs::path& part : fs::path(pattern).relative_path()) {
    lacking = part.string();
    std::error_code failed;
    const bool fixed = lacking.find_first_of("*?[\\") == std::string::npos;
    if (!fixed || !fs::is_directory(nearest / part, failed)) {
      break;
    }
    nearest /= part;
  }
  const std::vector<std::string> names = NamesIn(nearest.empty() ? "." : nearest);
  const std::string near = settings::DidYouMean(lacking, names);
  return fmt::format(
      "{} has no {}; {}",
      nearest.empty() ? "the folder of slate.toml" : settings::Escaped(nearest.string()),
      settings::Escaped(lacking),
      near.empty() ? SomeOf(names) : near
  );
}

void ReportNoMatch(const settings::Text& pattern, const std::string& folder, diag::Sink& sink) {
  auto& problem = sink.Report(
      kNoFileMatches,
      pattern.span,
      fmt::format("no file matches {}", settings::Quoted(pattern.value))
  );
  problem.help = WhereItEnds(folder, pattern.value);
}

}  // namespace

std::vector<std::string> FindFiles(
    const settings::InputBinding& binding, const std::string& folder, diag::Sink& sink
) {
  std::vector<std::string> files;
  std::set<FileIdentity> seen;
  for (const settings::Text& pattern : binding.files) {
    const std::vector<std::string> matches = pattern.value == "-"
                                                 ? std::vector<std::string>{"-"}
                                                 : Matches(PatternIn(folder, pattern.value));
    if (matches.empty()) {
      ReportNoMatch(pattern, folder, sink);
    }
    for (const std::string& path : matches) {
      const std::optional<FileIdentity> identity = Identity(path);
      if (!identity || seen.insert(*identity).second) {
        files.push_back(path);
      } else {
        sink.Report(
            kFileTwice, pattern.span, fmt::format("{} is read twice", settings::Quoted(path))
        );
      }
    }
  }
  return files;
}

}  // namespace slate::readers
