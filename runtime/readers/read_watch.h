// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace slate::readers {

// How far the reading of all inputs of a run is. Bytes are those on disk; `total_bytes` is 0 where
// it is not known, as with standard input.
struct ReadState {
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::uint64_t total_bytes = 0;
};

// Where the reading is.
struct ReadPlace {
  std::string path = {};
  std::uint64_t line = 0;
  std::string input = {};
  std::uint64_t rows = 0;  // of the input
};

// Looks on while the rows of a run are read, and ends the reading when it takes more memory than it
// may. One for all inputs of a run.
class ReadWatch {
 public:
  using Listener = std::function<void(const ReadState&)>;

  // No limit: 0.
  explicit ReadWatch(std::uint64_t memory_limit = 0, Listener listener = {})
      : memory_limit_(memory_limit), listener_(std::move(listener)) {}

  bool has_limit() const { return memory_limit_ > 0; }
  bool listens() const { return static_cast<bool>(listener_); }
  // Whether the memory was used up; the rows are then not all there.
  bool stopped() const { return stopped_; }
  // The last place that was looked at.
  const ReadPlace& place() const { return place_; }

  void Expect(std::uint64_t bytes) { finished_.total_bytes = bytes; }
  // In the midst of a file, of which so many rows and bytes were read. False: read no more.
  bool Look(ReadPlace place, std::uint64_t rows, std::uint64_t bytes);
  void FinishFile(std::uint64_t rows, std::uint64_t bytes);

 private:
  std::uint64_t memory_limit_;
  Listener listener_;
  ReadState finished_;  // files that are read
  ReadPlace place_;
  bool stopped_ = false;
};

// What the process holds for itself, without files that are mapped; 0 if the system does not say.
std::uint64_t MemoryInUse();
// What it may write to and has not yet used.
std::uint64_t MemoryReserved();

}  // namespace slate::readers
