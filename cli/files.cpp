// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupts.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestFile = std::size_t{256} << 20U;

// Closes a file however the function that opened it ends.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > STDERR_FILENO) {
      close(number_);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

std::string Reason() {
  return std::generic_category().message(errno);
}

Error Failure(std::string_view what, const std::string& path) {
  return Error{fmt::format("cannot {} {}: {}", what, path, Reason())};
}

Result<std::string> ReadAll(int file, const std::string& name) {
  std::string text;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t got = read(file, buffer.data(), buffer.size());
    if (got == 0) {
      return text;
    }
    if (got < 0 && errno != EINTR) {
      return Failure("read", name);
    }
    text.append(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    if (text.size() > kLongestFile) {
      return Error{fmt::format("{} is longer than {} MiB", name, kLongestFile >> 20U)};
    }
  }
}

bool SameState(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

Result<std::string> ReadRegular(const std::string& path) {
  // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat before {};
  struct stat after {};
  if (!file.is_open() || fstat(file.get(), &before) != 0) {
    return Failure("open", path);
  }
  if (!S_ISREG(before.st_mode)) {
    return Error{fmt::format("{} is not a regular file", path)};
  }
  Result<std::string> text = ReadAll(file.get(), path);
  if (text && (fstat(file.get(), &after) != 0 || !SameState(before, after))) {
    return Error{fmt::format("{} changed while it was read", path)};
  }
  return text;
}

bool WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(file, bytes.data(), bytes.size());
    if (put < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
  }
  return true;
}

mode_t ModeOfNewFile() {
  constexpr mode_t kEverybody = 0666;
  const mode_t mask = umask(0);
  umask(mask);
  return kEverybody & ~mask;
}

// So that the new name survives a crash too. Some file systems cannot; then it is as good as it
// gets.
void SyncFolder(const fs::path& folder) {
  const Descriptor file(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.is_open()) {
    fsync(file.get());
  }
}

std::optional<Error> Replace(const fs::path& target, mode_t mode, std::string_view bytes) {
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  std::string beside = (folder / ".slate-XXXXXX").string();
  const Descriptor file(mkostemp(beside.data(), O_CLOEXEC));
  if (!file.is_open()) {
    return Failure("write", target.string());
  }
  if (!WriteAll(file.get(), bytes) || fchmod(file.get(), mode) != 0 || fsync(file.get()) != 0 ||
      rename(beside.c_str(), target.c_str()) != 0) {
    Error failure = Failure("write", target.string());
    unlink(beside.c_str());
    return failure;
  }
  SyncFolder(folder);
  return std::nullopt;
}

}  // namespace

Result<std::string> ReadWholeFile(const std::string& path) {
  return path == "-" ? ReadAll(STDIN_FILENO, "standard input") : ReadRegular(path);
}

std::optional<Error> WriteWholeFile(const std::string& path, std::string_view bytes) {
  std::error_code failed;
  const fs::path resolved = fs::canonical(path, failed);
  const fs::path target = failed ? fs::path(path) : resolved;
  struct stat known {};
  const bool exists = stat(target.c_str(), &known) == 0;
  if (exists && !S_ISREG(known.st_mode)) {
    return Error{fmt::format("{} is not a regular file", path)};
  }
  constexpr mode_t kPermissions = 07777;
  const InterruptsHeld held;
  return Replace(target, exists ? known.st_mode & kPermissions : ModeOfNewFile(), bytes);
}

bool IsFile(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) && !fs::is_directory(path, ignored);
}

bool IsFolder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

}  // namespace slate::cli
