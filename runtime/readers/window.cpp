// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/window.h"

#include <cstring>
#include <utility>

#include "runtime/base/check.h"

namespace slate::readers {

namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10U;

}  // namespace

Window::Window(ByteSource& source, const Limits& limits) : source_(source), limits_(limits) {
  Reserve(2 * kBlock + kPadding);
}

void Window::Reserve(std::size_t size) {
  auto larger = std::make_unique_for_overwrite<char[]>(size);
  if (buffer_ != nullptr) {
    std::memcpy(larger.get(), buffer_.get() + begin_, end_ - begin_);
  }
  buffer_ = std::move(larger);
  size_ = size;
  end_ -= begin_;
  begin_ = 0;
  std::memset(buffer_.get() + end_, 0, kPadding);
}

void Window::MakeRoom() {
  if (end_ - begin_ + kBlock + kPadding > size_) {
    Reserve(2 * size_);
    return;
  }
  std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
}

bool Window::Grow() {
  if (at_end_) {
    return false;
  }
  if (end_ + kBlock + kPadding > size_) {
    MakeRoom();
  }
  const std::size_t count = source_.Read({buffer_.get() + end_, kBlock});
  end_ += count;
  at_end_ = count == 0;
  std::memset(buffer_.get() + end_, 0, kPadding);
  return count > 0;
}

void Window::Drop(std::size_t count) {
  Check(count <= end_ - begin_, "more bytes were dropped than the window has");
  begin_ += count;
  offset_ += count;
}

std::optional<std::size_t> Window::Find(char wanted, std::size_t from, std::size_t limit) {
  for (std::size_t at = from;;) {
    const std::string_view all = bytes();
    const void* found =
        at < all.size() ? std::memchr(all.data() + at, wanted, all.size() - at) : nullptr;
    if (found != nullptr) {
      const auto index = static_cast<std::size_t>(static_cast<const char*>(found) - all.data());
      return index <= limit ? std::optional(index) : std::nullopt;
    }
    at = all.size();
    if (at > limit) {
      return std::nullopt;
    }
    if (!Grow()) {
      return at;
    }
  }
}

}  // namespace slate::readers
