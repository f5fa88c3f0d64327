// SPDX-License-Identifier: Apache-2.0
#include "cli/child_process.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slate::cli {

namespace {

// Bytes in memory that a child sees as a file: neither side can wait for the other.
class MemoryFile {
 public:
  explicit MemoryFile(const char* name) : file_(memfd_create(name, MFD_CLOEXEC)) {}
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() {
    if (file_ >= 0) {
      close(file_);
    }
  }

  int get() const { return file_; }

  bool Fill(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t put = write(file_, bytes.data(), bytes.size());
      if (put < 0) {
        return false;
      }
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return lseek(file_, 0, SEEK_SET) == 0;
  }

  std::string Take() const {
    std::string bytes;
    if (lseek(file_, 0, SEEK_SET) != 0) {
      return bytes;
    }
    std::string block(std::size_t{1} << 16U, '\0');
    for (ssize_t got = 1; got > 0;) {
      got = read(file_, block.data(), block.size());
      bytes.append(block.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    return bytes;
  }

 private:
  int file_;
};

std::string LastLine(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
    text.pop_back();
  }
  const std::size_t line = text.rfind('\n');
  return line == std::string::npos ? text : text.substr(line + 1);
}

std::vector<std::string> EnvironmentWith(const std::vector<std::string>& variables) {
  std::vector<std::string> all = variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view held = *variable;
    const std::string_view name = held.substr(0, held.find('=') + 1);
    const bool replaced =
        std::any_of(variables.begin(), variables.end(), [&](const std::string& other) {
          return other.starts_with(name);
        });
    if (!replaced) {
      all.emplace_back(held);
    }
  }
  return all;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
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

}  // namespace

Result<std::string> RunChild(std::vector<std::string> words, const ChildInput& input) {
  const MemoryFile in("input");
  const MemoryFile out("output");
  const MemoryFile errors("errors");
  if (in.get() < 0 || out.get() < 0 || errors.get() < 0 || !in.Fill(input.bytes)) {
    return Error{fmt::format("cannot run {}: {}", words[0], std::strerror(errno))};
  }
  std::vector<std::string> variables = EnvironmentWith(input.variables);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.get(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors.get(), STDERR_FILENO);
  pid_t child = 0;
  const int failed = posix_spawnp(
      &child,
      words[0].c_str(),
      &actions,
      nullptr,
      Pointers(words).data(),
      Pointers(variables).data()
  );
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    return Error{fmt::format("cannot run {}: {}", words[0], std::strerror(failed))};
  }
  if (!Succeeds(child)) {
    const std::string said = LastLine(errors.Take() + out.Take());
    return Error{fmt::format("{} failed{}", words[0], said.empty() ? "" : ": " + said)};
  }
  return out.Take();
}

bool HasProgram(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string_view folders = path != nullptr ? path : "/usr/bin:/bin";
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    const std::string file = std::string(folders.substr(0, end)) + "/" + name;
    if (access(file.c_str(), X_OK) == 0) {
      return true;
    }
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return false;
}

}  // namespace slate::cli
