// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/readers/read_ahead.h"
#include "runtime/readers/record.h"
#include "runtime/readers/sha256.h"

namespace slate::readers {

// What a settlement records of a file it read: the bytes on disk, before decompression.
struct FileRecord {
  std::string path;
  std::uint64_t size = 0;
  std::string sha256 = {};  // empty: nobody asked
  std::uint64_t rows = 0;
};

// A regular file (or standard input) that is open; its bytes may be hashed as they go by.
class RawFile {
 public:
  // Nothing, and a finding, if there is no such file or it is none.
  static std::unique_ptr<RawFile> Open(
      const std::string& path, diag::Sink& sink, bool hashes = true
  );
  ~RawFile();
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;

  // Reads and hashes on a thread of its own from here on, if there is enough to be worth it.
  void StartReadingAhead();
  // 0 at the end and after a problem.
  std::size_t Read(std::span<char> into);
  // Reads what is left. A finding for the first problem, which may be that the file changed since
  // it was opened.
  FileRecord Finish();

  const std::string& path() const { return path_; }
  // For who reads at places of his own choice.
  int DuplicateDescriptor() const;
  std::uint64_t size() const { return opened_.size; }
  std::uint64_t bytes_read() const { return size_; }
  bool failed() const { return failed_; }
  // May be called by whoever reads, on whatever thread.
  void Fail(const diag::Kind& kind, std::string message);

 private:
  // What tells one state of a file from another; the change time cannot be set back.
  struct Stamp {
    std::uint64_t size = 0;
    std::int64_t modified_ns = 0;
    std::int64_t changed_ns = 0;

    bool operator==(const Stamp&) const = default;
  };
  RawFile(std::string path, int descriptor, diag::Sink& sink, bool hashes);
  Stamp StampOf() const;
  std::ptrdiff_t Fetch(std::span<char> into);
  bool is_stdin() const { return path_ == "-"; }

  std::string path_;
  int descriptor_;
  diag::Sink& sink_;
  bool hashes_;
  Stamp opened_;
  std::atomic<std::uint64_t> size_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex failing_;
  Problem failure_;  // the first
  Sha256 hash_;
  std::unique_ptr<ReadAhead> ahead_;  // last: it uses the others
};

// The bytes of a file as its rows see them: decompressed when the name ends in .gz or .zst.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  // 0 at the end and after a problem, which the file knows.
  virtual std::size_t Read(std::span<char> into) = 0;

  // `ahead`: what has to be unpacked is unpacked on a thread of its own. The file is then not to be
  // touched before the source is gone.
  static std::unique_ptr<ByteSource> Over(RawFile& file, bool ahead = false);
};

}  // namespace slate::readers
