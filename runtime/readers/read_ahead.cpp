// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/read_ahead.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace slate::readers {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10U;
constexpr std::size_t kBlocks = 8;

}  // namespace

ReadAhead::ReadAhead(Fetch fetch) : fetch_(std::move(fetch)), free_(kBlocks) {
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
}

ReadAhead::~ReadAhead() = default;

void ReadAhead::Run(const std::stop_token& stop) {
  for (;;) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [&] { return !free_.empty(); })) {
      return;
    }
    Block block{.bytes = std::move(free_.back())};
    free_.pop_back();
    lock.unlock();
    block.bytes.resize(kBlockBytes);
    block.count = fetch_(block.bytes);
    const bool last = block.count <= 0;
    lock.lock();
    ready_.push_back(std::move(block));
    changed_.notify_all();
    if (last) {
      return;
    }
  }
}

std::ptrdiff_t ReadAhead::Read(std::span<char> into) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !ready_.empty(); });
  Block& block = ready_.front();
  if (block.count <= 0) {
    return block.count;  // and so for ever
  }
  lock.unlock();
  const std::size_t count =
      std::min(into.size(), static_cast<std::size_t>(block.count) - block.given);
  std::memcpy(into.data(), block.bytes.data() + block.given, count);
  block.given += count;
  if (block.given == static_cast<std::size_t>(block.count)) {
    lock.lock();
    free_.push_back(std::move(block.bytes));
    ready_.pop_front();
    changed_.notify_all();
  }
  return static_cast<std::ptrdiff_t>(count);
}

}  // namespace slate::readers
