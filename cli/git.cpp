// SPDX-License-Identifier: Apache-2.0
#include "cli/git.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slate::cli {

namespace {

constexpr std::size_t kLongestOutput = std::size_t{256} << 20U;

struct Ran {
  std::string out;
  bool succeeded = false;
};

// All that is written to the pipe; false if it is too long or cannot be read.
bool Drain(int pipe, std::string& out) {
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t got = read(pipe, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      return got == 0;
    }
    out.append(buffer.data(), static_cast<std::size_t>(got));
    if (out.size() > kLongestOutput) {
      return false;
    }
  }
}

bool Succeeds(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) {
      return false;
    }
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Ran RunGit(std::vector<std::string> words) {
  words.insert(words.begin(), {"git", "--no-pager"});
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) {
    return {};
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "git", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  Ran ran;
  if (failed == 0) {
    const bool whole = Drain(pipe_ends[0], ran.out);
    close(pipe_ends[0]);
    ran.succeeded = Succeeds(child) && whole;
  } else {
    close(pipe_ends[0]);
  }
  return ran;
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
  Ran ran = RunGit({"rev-parse", "--verify", "--quiet", word + "^{commit}"});
  if (!ran.succeeded) {
    return std::nullopt;
  }
  while (!ran.out.empty() && ran.out.back() == '\n') {
    ran.out.pop_back();
  }
  return ran.out;
}

Result<std::string> ReadAtCommit(const std::string& commit, const std::string& path) {
  Ran ran = RunGit({"cat-file", "blob", AtCommit(commit, path)});
  if (!ran.succeeded) {
    return Error{fmt::format("there is no {} in that revision", path)};
  }
  return std::move(ran.out);
}

Result<std::vector<std::string>> TextsAtCommit(const std::string& commit, const std::string& path) {
  const Ran type = RunGit({"cat-file", "-t", AtCommit(commit, path)});
  if (!type.succeeded) {
    return Error{fmt::format("there is no {} in that revision", path)};
  }
  if (type.out == "blob\n") {
    return std::vector<std::string>{path};
  }
  const std::string folder = path.back() == '/' ? path : path + '/';
  const Ran list = RunGit({"ls-tree", "-r", "-z", "--name-only", commit, "--", folder});
  std::vector<std::string> paths;
  constexpr std::string_view kEnding = ".slate";
  for (std::size_t at = 0; list.succeeded && at < list.out.size();) {
    const std::size_t end = std::min(list.out.find('\0', at), list.out.size());
    std::string found = list.out.substr(at, end - at);
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
