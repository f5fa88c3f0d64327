// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "runtime/readers/data_file.h"
#include "runtime/readers/limits.h"

namespace slate::readers {

// The next bytes of a source, contiguous. Views into it hold until the next Grow.
class Window {
 public:
  // Bytes that may be read (not written) behind the window, for parsers that look ahead.
  static constexpr std::size_t kPadding = 64;

  explicit Window(ByteSource& source, const Limits& limits = {});

  const Limits& limits() const { return limits_; }

  std::string_view bytes() const { return {buffer_.get() + begin_, end_ - begin_}; }
  // How far bytes() may be read over its end, as simdjson wants it.
  std::size_t capacity() const { return end_ - begin_ + kPadding; }
  std::uint64_t offset() const { return offset_; }

  // Adds bytes at the end; false if the source has no more.
  bool Grow();
  void Drop(std::size_t count);

  // The first `wanted` at or behind `from`, growing as needed; bytes().size() when the source ends
  // first. Nothing if it does not come within `limit` bytes.
  std::optional<std::size_t> Find(char wanted, std::size_t from, std::size_t limit);

 private:
  void MakeRoom();
  void Reserve(std::size_t size);

  ByteSource& source_;
  Limits limits_;
  std::unique_ptr<char[]> buffer_;  // not cleared: many files are small
  std::size_t size_ = 0;            // of the buffer
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  bool at_end_ = false;
};

}  // namespace slate::readers
