// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/row_kernels.h"

namespace slate::evaluate::row_kernels {

std::optional<Range> RangeOf(plan::Compare compare, const Rational& bound) {
  const auto floor = bound.Floor().ToInt64();
  const auto ceil = bound.Ceil().ToInt64();
  constexpr std::int64_t kFar = INT64_MAX / 2;
  if (!floor || !ceil || *floor < -kFar || *ceil > kFar) {
    return std::nullopt;
  }
  switch (compare) {
    case plan::Compare::kLess: return Range{.high = *ceil - 1};
    case plan::Compare::kLessEqual: return Range{.high = *floor};
    case plan::Compare::kGreater: return Range{.low = *floor + 1};
    case plan::Compare::kGreaterEqual: return Range{.low = *ceil};
    case plan::Compare::kEqual: return Range{.low = *ceil, .high = *floor};
    case plan::Compare::kNotEqual: return Range{.low = *ceil, .high = *floor, .inside = false};
  }
  return std::nullopt;
}

}  // namespace slate::evaluate::row_kernels
