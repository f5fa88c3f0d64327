// SPDX-License-Identifier: Apache-2.0
#include "cli/git.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "cli/child_process.h"

namespace slate::cli {

namespace {

Result<std::string> RunGit(std::vector<std::string> words) {
  words.insert(words.begin(), {"git", "--no-pager"});
  return RunChild(std::move(words));
}

// `./` makes git read a path from the working folder and not from the root of the repository.
std::string AtCommit(const std::string& commit, const std::string& path) {
  const bool relative = path.rfind("../", 0) == 0 || path.rfind("./", 0) == 0 || path == "..";
  return fmt::format("{}:{}{}", commit, relative ? "" : "./", path);
}

}  // namespace

std::optional<std::string> FindCommit(const std::string& word) {
  if (word.empty() || word[0] == '-' || word.find('\n') != std::string::npos) {
    return std::nullopt;
  }
  const Result<std::string> said = RunGit({"rev-parse", "--verify", "--quiet", word + "^{commit}"});
  return said ? std::optional(said->substr(0, said->find('\n'))) : std::nullopt;
}

Result<std::string> ReadAtCommit(const std::string& commit, const std::string& path) {
  Result<std::string> text = RunGit({"cat-file", "blob", AtCommit(commit, path)});
  return text ? std::move(text)
              : Result<std::string>(Error{fmt::format("there is no {} in that revision", path)});
}

Result<std::vector<std::string>> TextsAtCommit(const std::string& commit, const std::string& path) {
  const Result<std::string> type = RunGit({"cat-file", "-t", AtCommit(commit, path)});
  if (!type) {
    return Error{fmt::format("there is no {} in that revision", path)};
  }
  if (*type == "blob\n") {
    return std::vector<std::string>{path};
  }
  const std::string folder = path.back() == '/' ? path : path + '/';
  const Result<std::string> listed =
      RunGit({"ls-tree", "-r", "-z", "--name-only", commit, "--", folder});
  const std::string list = listed ? *listed : std::string();
  std::vector<std::string> paths;
  constexpr std::string_view kEnding = ".slate";
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('\0', at), list.size());
    std::string found = list.substr(at, end - at);
    const bool is_text = found.size() > kEnding.size() && found.ends_with(kEnding);
    if (is_text) {
      paths.push_back(std::move(found));
    }
    at = end + 1;
  }
  if (paths.empty()) {
    return Error{fmt::format("no *.slate in {} of that revision", path)};
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace slate::cli
