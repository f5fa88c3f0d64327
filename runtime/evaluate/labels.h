// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/evaluate/value.h"

namespace slate::evaluate {

// Numbers for members and texts, so that comparing them is comparing integers. Equal texts have
// equal numbers, whatever key they belong to.
class Labels {
 public:
  Label Intern(std::string_view text) {
    const auto [place, added] =
        codes_.try_emplace(std::string(text), static_cast<std::int32_t>(texts_.size()));
    if (added) {
      texts_.emplace_back(text);
    }
    return {place->second};
  }
  const std::string& TextOf(Label label) const {
    return texts_[static_cast<std::size_t>(label.code)];
  }
  std::size_t size() const { return texts_.size(); }

 private:
  std::unordered_map<std::string, std::int32_t> codes_;
  std::vector<std::string> texts_;
};

}  // namespace slate::evaluate
