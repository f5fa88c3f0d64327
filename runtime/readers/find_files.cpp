// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/find_files.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include <fmt/format.h>
#include <glob.h>

#include "runtime/readers/kinds.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

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

std::string Identity(const std::string& path) {
  std::error_code ignored;
  const std::filesystem::path canonical = std::filesystem::canonical(path, ignored);
  return ignored ? path : canonical.string();
}

}  // namespace

std::vector<std::string> FindFiles(
    const settings::InputBinding& binding, const std::string& folder, diag::Sink& sink
) {
  std::vector<std::string> files;
  std::set<std::string> seen;
  for (const settings::Text& pattern : binding.files) {
    const std::vector<std::string> matches = pattern.value == "-"
                                                 ? std::vector<std::string>{"-"}
                                                 : Matches(PatternIn(folder, pattern.value));
    if (matches.empty()) {
      auto& problem = sink.Report(
          kNoFileMatches,
          pattern.span,
          fmt::format("no file matches {}", settings::Quoted(pattern.value))
      );
      problem.help = fmt::format(
          "patterns start in the folder of slate.toml, {}", folder.empty() ? "." : folder
      );
    }
    for (const std::string& path : matches) {
      if (seen.insert(Identity(path)).second) {
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
