// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <utility>

#include "runtime/readers/data_file.h"

namespace slate::test {

// A text given out in pieces of one size.
class Pieces : public readers::ByteSource {
 public:
  Pieces(std::string text, std::size_t size) : text_(std::move(text)), size_(size) {}

  std::size_t Read(std::span<char> into) override {
    const std::size_t count = std::min({size_, into.size(), text_.size() - at_});
    std::memcpy(into.data(), text_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t size_;
  std::size_t at_ = 0;
};

}  // namespace slate::test
