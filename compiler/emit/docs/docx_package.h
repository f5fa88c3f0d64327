// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/result.h"

namespace slate::emit::docs {

using Parts = std::vector<std::pair<std::string, std::string>>;  // path and bytes, in order

// A zip file of these parts, all of the same second.
Result<std::string> Zip(const Parts& parts, std::int64_t made_at);

// 2026-03-01T00:00:00Z
std::string IsoTime(std::int64_t seconds);

// The parts of a DOCX that do not depend on what it says: styles, numbering, footer, relations.
Parts FixedParts(std::string_view tag, std::string_view title, std::int64_t made_at, int lists);

// Numberings of word/numbering.xml: the contract's own, bullets, and from kFirstSteps on one for
// each list of steps.
inline constexpr int kContractNumbers = 1;
inline constexpr int kBullets = 2;
inline constexpr int kFirstSteps = 3;

}  // namespace slate::emit::docs
