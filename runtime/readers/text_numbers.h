// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slate::readers {

// Numbers texts from 0 on, in the order in which they first come.
class TextNumbers {
 public:
  std::uint32_t NumberOf(std::string_view text);
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  // Open addressing; a text is only looked at where its hash is met.
  struct Place {
    std::uint32_t hash = 0;
    std::uint32_t number = kNone;
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;

  void Grow();

  std::vector<std::string> texts_;
  std::vector<Place> places_;  // a power of two of them, half empty
};

}  // namespace slate::readers
