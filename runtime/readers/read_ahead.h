// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace slate::readers {

// Calls a source of bytes on a thread of its own, a few blocks ahead of who reads.
class ReadAhead {
 public:
  // How many bytes were written; 0 at the end; negative: an error, and nothing comes after it.
  using Fetch = std::function<std::ptrdiff_t(std::span<char>)>;

  explicit ReadAhead(Fetch fetch);
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  // What Fetch would say.
  std::ptrdiff_t Read(std::span<char> into);

 private:
  struct Block {
    std::vector<char> bytes;
    std::ptrdiff_t count = 0;
    std::size_t given = 0;  // to the reader
  };

  void Run(const std::stop_token& stop);

  Fetch fetch_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Block> ready_;
  std::vector<std::vector<char>> free_;
  std::jthread thread_;  // last, so that it ends first
};

}  // namespace slate::readers
