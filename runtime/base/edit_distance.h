// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace slate {

// Insertions, deletions, replacements and swaps of neighbours (bytes) that turn `a` into `b`.
inline std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    last[j] = j;
  }
  const auto is_swap = [a, b](std::size_t i, std::size_t j) {
    return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
  };
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      const std::size_t swapped = is_swap(i, j) ? before_last[j - 2] + 1 : replaced;
      current[j] = std::min({replaced, swapped, last[j] + 1, current[j - 1] + 1});
    }
    before_last.swap(last);
    last.swap(current);
  }
  return last[b.size()];
}

// The candidate that `word` was most likely meant to be, or an empty text. A third of the letters
// may be wrong; among equals the first candidate wins.
inline std::string_view ClosestWord(
    std::string_view word, std::span<const std::string_view> candidates
) {
  if (word.size() > 64) {
    return {};
  }
  std::string_view closest;
  std::size_t limit = std::max<std::size_t>(word.size(), 3) / 3 + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = EditDistance(word, candidate);
    if (distance < limit && distance < candidate.size()) {
      limit = distance;
      closest = candidate;
    }
  }
  return closest;
}

}  // namespace slate
