// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/edit_distance.h"
#include "runtime/diag/diagnostic.h"

namespace slate {

// The name that was most likely meant, among those in reach.
inline std::optional<std::string> NearestName(
    const std::string& word, const std::vector<std::string>& names
) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const std::string_view near = ClosestWord(word, candidates);
  return near.empty() ? std::nullopt : std::optional<std::string>(near);
}

// Says which name is near and offers to write it. Not safe: another may have been meant.
inline void SuggestName(diag::Diagnostic& problem, source::Span span, const std::string& name) {
  problem.help = "`" + name + "` is near";
  problem.fixes.push_back({"write `" + name + "`", diag::Safety::kUnsafe, {{span, name}}});
}

}  // namespace slate
