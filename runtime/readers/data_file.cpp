// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/data_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/base/check.h"
#include "runtime/readers/kinds.h"

namespace slate::readers {

namespace {

constexpr std::size_t kDrainBlock = std::size_t{64} << 10U;

std::string_view DescribeMode(mode_t mode) {
  if (S_ISDIR(mode)) {
    return "a directory";
  }
  if (S_ISFIFO(mode)) {
    return "a pipe";
  }
  return S_ISSOCK(mode) ? "a socket" : "a device";
}

std::int64_t ToNs(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

diag::DataPlace PlaceOf(const std::string& path) {
  return {.path = path};
}

// Not blocking, so that a pipe nobody writes to does not keep us.
int OpenForReading(const std::string& path) {
  return path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                     : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
}

}  // namespace

std::unique_ptr<RawFile> RawFile::Open(const std::string& path, diag::Sink& sink, bool hashes) {
  const int descriptor = OpenForReading(path);
  if (descriptor < 0) {
    const int reason = errno;
    sink.Report(
        kFileUnreadable,
        PlaceOf(path),
        fmt::format("cannot open the file: {}", std::strerror(reason))
    );
    return nullptr;
  }
  std::unique_ptr<RawFile> file(new RawFile(path, descriptor, sink, hashes));
  struct stat status {};
  Check(::fstat(descriptor, &status) == 0, "an open file has no status");
  if (!S_ISREG(status.st_mode) && path != "-") {
    sink.Report(kNotAFile, PlaceOf(path), fmt::format("this is {}", DescribeMode(status.st_mode)));
    return nullptr;
  }
  return file;
}

RawFile::RawFile(std::string path, int descriptor, diag::Sink& sink, bool hashes)
    : path_(std::move(path)),
      descriptor_(descriptor),
      sink_(sink),
      hashes_(hashes),
      opened_(StampOf()) {}

RawFile::~RawFile() {
  ahead_.reset();
  ::close(descriptor_);
}

RawFile::Stamp RawFile::StampOf() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) {
    return {};
  }
  return {
      .size = static_cast<std::uint64_t>(status.st_size),
      .modified_ns = ToNs(status.st_mtim),
      .changed_ns = ToNs(status.st_ctim)};
}

void RawFile::Fail(const diag::Kind& kind, std::string message) {
  const std::lock_guard lock(failing_);
  if (!failed_) {
    failure_ = {&kind, std::move(message)};
  }
  failed_ = true;
}

void RawFile::StartReadingAhead() {
  constexpr std::uint64_t kWorthIt = std::uint64_t{4} << 20U;
  if (opened_.size >= kWorthIt) {
    ahead_ = std::make_unique<ReadAhead>([this](std::span<char> into) { return Fetch(into); });
  }
}

// Bytes of the file; 0 at the end, a negative error number.
std::ptrdiff_t RawFile::Fetch(std::span<char> into) {
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, into.data(), into.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    return -errno;
  }
  if (hashes_) {
    hash_.Add({into.data(), static_cast<std::size_t>(count)});
  }
  return count;
}

std::size_t RawFile::Read(std::span<char> into) {
  if (failed_ || into.empty()) {
    return 0;
  }
  const std::ptrdiff_t count = ahead_ ? ahead_->Read(into) : Fetch(into);
  if (count < 0) {
    const auto error = static_cast<int>(-count);
    Fail(kFileUnreadable, fmt::format("cannot read the file: {}", std::strerror(error)));
    return 0;
  }
  size_ += static_cast<std::uint64_t>(count);
  return static_cast<std::size_t>(count);
}

int RawFile::DuplicateDescriptor() const {
  constexpr int kFirst = 3;
  return ::fcntl(descriptor_, F_DUPFD_CLOEXEC, kFirst);
}

FileRecord RawFile::Finish() {
  std::vector<char> rest(kDrainBlock);
  while (Read(rest) > 0) {
  }
  ahead_.reset();
  if (!is_stdin() && (StampOf() != opened_ || size_ != opened_.size)) {
    Fail(kFileChanged, "the file changed while it was read");
  }
  if (failed_) {
    sink_.Report(*failure_.kind, PlaceOf(path_), failure_.reason);
  }
  return {.path = path_, .size = size_, .sha256 = hashes_ ? hash_.Finish() : ""};
}

}  // namespace slate::readers
