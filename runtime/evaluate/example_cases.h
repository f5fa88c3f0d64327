// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/evaluate/labels.h"
#include "runtime/evaluate/value.h"
#include "runtime/plan/plan.h"

namespace slate::evaluate {

using Cells = std::map<std::string, Value>;  // by column; the others have no value

// What an example says of a case, and when that was known where it says so.
struct StatedCase {
  Cells cells;
  std::optional<std::int64_t> at = {};
  std::int64_t weight = 1;
};

struct FoldedCase {
  Cells cells;
  std::map<std::string, std::vector<std::pair<std::int64_t, Value>>> histories = {};
  std::int64_t weight = 1;
};

// The cases of an example: what is said of one key is one case, or one for each time it was opened
// where `reopened counts as new`. Of what was known at one instant the later statement counts.
std::vector<FoldedCase> FoldCases(const plan::Input& input, const std::vector<StatedCase>& stated);

}  // namespace slate::evaluate
