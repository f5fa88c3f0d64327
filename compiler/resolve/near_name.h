// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/edit_distance.h"

namespace slate {

// The name that was most likely meant, among those in reach.
inline std::optional<std::string> NearestName(
    const std::string& word, const std::vector<std::string>& names
) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const std::string_view near = ClosestWord(word, candidates);
  return near.empty() ? std::nullopt : std::optional<std::string>(near);
}

}  // namespace slate
