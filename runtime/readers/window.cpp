// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/window.h"

#include <cstring>

#include "runtime/base/check.h"

namespace slate::readers {

namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10U;

}  // namespace

Window::Window(ByteSource& source, const Limits& limits)
    : source_(source), limits_(limits), buffer_(2 * kBlock + kPadding) {}

void Window::MakeRoom() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ + kBlock + kPadding > buffer_.size()) {
    buffer_.resize(2 * buffer_.size());
  }
}

bool Window::Grow() {
  if (at_end_) {
    return false;
  }
  if (end_ + kBlock + kPadding > buffer_.size()) {
    MakeRoom();
  }
  const std::size_t count = source_.Read({buffer_.data() + end_, kBlock});
  end_ += count;
  at_end_ = count == 0;
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
