// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "runtime/exact/rational.h"

namespace slate::spans {

// Nanoseconds since 1970-01-01T00:00Z. The two extremes stand for "without end" and "without
// beginning".
inline constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t kBeginning = std::numeric_limits<std::int64_t>::min();

// The instants t with from <= t < to.
struct Run {
  std::int64_t from = 0;
  std::int64_t to = 0;

  bool operator==(const Run&) const = default;
  bool bounded() const { return from != kBeginning && to != kForever; }
};

enum class Comparison : std::uint8_t { kAtLeast, kMore, kAtMost, kLess, kEqual, kNotEqual };

// A finite union of runs in normal form: sorted, disjoint, not touching, none empty. Lengths given
// to the operators are nanoseconds; an unbounded run is longer than any of them.
class SpanSet {
 public:
  SpanSet() = default;
  // Any order; overlapping and touching runs merge, runs with from >= to are dropped.
  static SpanSet FromRuns(std::vector<Run> runs);
  static SpanSet Of(Run run) { return FromRuns({run}); }

  std::span<const Run> runs() const { return runs_; }
  bool empty() const { return runs_.empty(); }
  bool bounded() const;
  bool Contains(std::int64_t t) const;
  // The total length of a bounded set.
  exact::Rational Length() const;

  SpanSet Union(const SpanSet& other) const;
  SpanSet Intersect(const SpanSet& other) const;
  SpanSet Except(const SpanSet& other) const;

  // The runs whose length compares so with `length`.
  SpanSet Lasting(Comparison cmp, std::int64_t length) const;
  // With the bounded gaps filled whose length compares so with `gap` (kAtMost or kLess).
  SpanSet Bridging(Comparison cmp, std::int64_t gap) const;
  // Each run without its first `length`.
  SpanSet Beyond(std::int64_t length) const;
  // The chronologically first `quota` of the set in each window. The windows are sorted and
  // disjoint; what lies in none of them is left out.
  SpanSet Upto(std::int64_t quota, std::span<const Run> windows) const;
  // The same where another set uses up the quota: { x : |counted in [start of window, x)| < quota
  // }.
  SpanSet UptoCounting(const SpanSet& counted, std::int64_t quota, std::span<const Run> windows)
      const;

  // Whole runs by where they start: from in [w.from, w.to). A run without beginning starts nowhere.
  SpanSet StartingIn(Run w) const;
  // Whole runs by where they end: to in (w.from, w.to], because the last instant of a run that ends
  // at w.to lies in w. Consecutive windows share out the runs. A run without end ends nowhere.
  SpanSet EndingIn(Run w) const;

  SpanSet Shift(std::int64_t by) const;

  bool operator==(const SpanSet&) const = default;

 private:
  explicit SpanSet(std::vector<Run> normal) : runs_(std::move(normal)) {}
  std::vector<Run> runs_;
};

}  // namespace slate::spans
