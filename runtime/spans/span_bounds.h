// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "runtime/spans/span_set.h"

namespace slate::spans {

// What is known of a set when data has gaps: `must` lies in every possible set, every possible set
// lies in `may`. must is a subset of may.
struct SpanBounds {
  SpanSet must;
  SpanSet may;

  bool operator==(const SpanBounds&) const = default;
};

SpanBounds Union(const SpanBounds& a, const SpanBounds& b);
SpanBounds Intersect(const SpanBounds& a, const SpanBounds& b);
SpanBounds Except(const SpanBounds& a, const SpanBounds& b);

// kAtLeast and kMore only: the other comparisons are not monotone in the set.
SpanBounds Lasting(const SpanBounds& s, Comparison cmp, std::int64_t length);
SpanBounds Bridging(const SpanBounds& s, Comparison cmp, std::int64_t gap);
SpanBounds Beyond(const SpanBounds& s, std::int64_t length);
SpanBounds Upto(const SpanBounds& s, std::int64_t quota, std::span<const Run> windows);
SpanBounds StartingIn(const SpanBounds& s, Run w);
SpanBounds EndingIn(const SpanBounds& s, Run w);

}  // namespace slate::spans
