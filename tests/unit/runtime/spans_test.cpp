// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/spans/running_length.h"
#include "runtime/spans/span_bounds.h"
#include "runtime/spans/span_set.h"

namespace slate::spans {

namespace {

// The model: one bit for each of a few instants. Slow and obviously right.
constexpr std::int64_t kInstants = 48;
using Bits = std::bitset<kInstants>;

class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  std::int64_t Below(std::int64_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::int64_t>((state_ >> 33U) % static_cast<std::uint64_t>(n));
  }

 private:
  std::uint64_t state_;
};

std::size_t At(std::int64_t t) {
  return static_cast<std::size_t>(t);
}

Bits ToBits(const SpanSet& set) {
  Bits bits;
  for (std::int64_t t = 0; t < kInstants; ++t) {
    bits[At(t)] = set.Contains(t);
  }
  return bits;
}

std::vector<Run> RunsOf(const Bits& bits) {
  std::vector<Run> runs;
  for (std::int64_t t = 0; t < kInstants; ++t) {
    if (bits[At(t)] && (t == 0 || !bits[At(t - 1)])) {
      runs.push_back({t, t});
    }
    if (bits[At(t)]) {
      runs.back().to = t + 1;
    }
  }
  return runs;
}

SpanSet ToSet(const Bits& bits) {
  return SpanSet::FromRuns(RunsOf(bits));
}

Bits FromRunsModel(const std::vector<Run>& runs) {
  Bits bits;
  for (const Run& run : runs) {
    for (std::int64_t t = run.from; t < run.to; ++t) {
      bits[At(t)] = true;
    }
  }
  return bits;
}

std::vector<Run> RandomRuns(Numbers& numbers) {
  std::vector<Run> runs;
  const std::int64_t count = numbers.Below(9);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t from = numbers.Below(kInstants);
    runs.push_back({from, std::min(from + numbers.Below(8) - 1, kInstants)});
  }
  return runs;
}

Bits RandomBits(Numbers& numbers) {
  return FromRunsModel(RandomRuns(numbers));
}

std::vector<Run> RandomWindows(Numbers& numbers) {
  std::vector<Run> windows;
  for (std::int64_t t = 0; t < kInstants;) {
    const std::int64_t to = std::min(t + 1 + numbers.Below(15), kInstants);
    windows.push_back({t, to});
    t = to;
  }
  return windows;
}

// { x in s : |counted in [start of window, x)| < quota }, read off the definition.
Bits UptoModel(const Bits& s, const Bits& counted, std::int64_t quota, const std::vector<Run>& ws) {
  Bits bits;
  for (const Run& w : ws) {
    std::int64_t used = 0;
    for (std::int64_t t = w.from; t < w.to; ++t) {
      bits[At(t)] = s[At(t)] && used < quota;
      used += counted[At(t)] ? 1 : 0;
    }
  }
  return bits;
}

Bits Keep(const Bits& bits, const std::function<bool(Run)>& wanted) {
  std::vector<Run> runs = RunsOf(bits);
  std::erase_if(runs, [&](Run run) { return !wanted(run); });
  return FromRunsModel(runs);
}

bool IsNormal(const SpanSet& set) {
  const auto runs = set.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].from >= runs[i].to || (i > 0 && runs[i].from <= runs[i - 1].to)) {
      return false;
    }
  }
  return true;
}

void CheckSame(const SpanSet& set, const Bits& bits) {
  REQUIRE(IsNormal(set));
  REQUIRE(ToBits(set) == bits);
}

bool Within(const SpanSet& inner, const SpanSet& outer) {
  return inner.Except(outer).empty();
}

}  // namespace

TEST_CASE("the algebra agrees with one bit per instant") {
  Numbers numbers(2026);
  for (int round = 0; round < 5'000; ++round) {
    const std::vector<Run> runs = RandomRuns(numbers);
    const Bits a = FromRunsModel(runs);
    const Bits b = RandomBits(numbers);
    const SpanSet s = SpanSet::FromRuns(runs);
    const SpanSet t = ToSet(b);
    CheckSame(s, a);
    CheckSame(s.Union(t), a | b);
    CheckSame(s.Intersect(t), a & b);
    CheckSame(s.Except(t), a & ~b);
    REQUIRE(s.Length() == static_cast<std::int64_t>(a.count()));
    REQUIRE(s == ToSet(a));
  }
}

TEST_CASE("run operators agree with the model") {
  Numbers numbers(7);
  for (int round = 0; round < 5'000; ++round) {
    const Bits a = RandomBits(numbers);
    const SpanSet s = ToSet(a);
    const std::int64_t n = numbers.Below(8);
    CheckSame(s.Lasting(Comparison::kAtLeast, n), Keep(a, [&](Run r) {
                return r.to - r.from >= n;
              }));
    CheckSame(s.Lasting(Comparison::kMore, n), Keep(a, [&](Run r) { return r.to - r.from > n; }));
    CheckSame(s.Lasting(Comparison::kAtMost, n), Keep(a, [&](Run r) {
                return r.to - r.from <= n;
              }));
    CheckSame(s.Lasting(Comparison::kLess, n), Keep(a, [&](Run r) { return r.to - r.from < n; }));
    CheckSame(s.Lasting(Comparison::kEqual, n), Keep(a, [&](Run r) { return r.to - r.from == n; }));
    CheckSame(s.Lasting(Comparison::kNotEqual, n), Keep(a, [&](Run r) {
                return r.to - r.from != n;
              }));

    Bits rest = a;
    for (const Run& run : RunsOf(a)) {
      for (std::int64_t t = run.from; t < std::min(run.from + n, run.to); ++t) {
        rest[At(t)] = false;
      }
    }
    CheckSame(s.Beyond(n), rest);

    Bits bridged = a;
    const std::vector<Run> runs = RunsOf(a);
    for (std::size_t i = 1; i < runs.size(); ++i) {
      if (runs[i].from - runs[i - 1].to <= n) {
        bridged |= FromRunsModel({{runs[i - 1].to, runs[i].from}});
      }
    }
    CheckSame(s.Bridging(Comparison::kAtMost, n), bridged);
    CheckSame(s.Bridging(Comparison::kLess, n + 1), bridged);

    const std::vector<Run> windows = RandomWindows(numbers);
    CheckSame(s.Upto(n, windows), UptoModel(a, a, n, windows));
  }
}

TEST_CASE("consecutive windows share out the runs by start and by end") {
  Numbers numbers(99);
  for (int round = 0; round < 2'000; ++round) {
    const SpanSet s = ToSet(RandomBits(numbers));
    std::size_t started = 0;
    std::size_t ended = 0;
    for (const Run& w : RandomWindows(numbers)) {
      started += s.StartingIn(w).runs().size();
      ended += s.EndingIn(w).runs().size();
    }
    REQUIRE(started == s.runs().size());
    REQUIRE(ended == s.runs().size());
  }
}

TEST_CASE("bounds hold in every world between them") {
  Numbers numbers(5);
  for (int round = 0; round < 5'000; ++round) {
    const Bits must = RandomBits(numbers);
    const Bits may = must | RandomBits(numbers);
    const Bits world = must | (may & RandomBits(numbers));
    const Bits other_must = RandomBits(numbers);
    const Bits other_may = other_must | RandomBits(numbers);
    const SpanSet other = ToSet(other_must | (other_may & RandomBits(numbers)));
    const SpanBounds s{ToSet(must), ToSet(may)};
    const SpanBounds o{ToSet(other_must), ToSet(other_may)};
    const SpanSet w = ToSet(world);
    const std::int64_t n = numbers.Below(8);
    const std::vector<Run> windows = RandomWindows(numbers);
    const Run window = windows[At(numbers.Below(static_cast<std::int64_t>(windows.size())))];
    const auto holds = [](const SpanBounds& bounds, const SpanSet& truth) {
      return IsNormal(bounds.must) && IsNormal(bounds.may) && Within(bounds.must, truth) &&
             Within(truth, bounds.may);
    };
    REQUIRE(holds(Union(s, o), w.Union(other)));
    REQUIRE(holds(Intersect(s, o), w.Intersect(other)));
    REQUIRE(holds(Except(s, o), w.Except(other)));
    REQUIRE(holds(Lasting(s, Comparison::kAtLeast, n), w.Lasting(Comparison::kAtLeast, n)));
    REQUIRE(holds(Bridging(s, Comparison::kAtMost, n), w.Bridging(Comparison::kAtMost, n)));
    REQUIRE(holds(Beyond(s, n), w.Beyond(n)));
    REQUIRE(holds(Upto(s, n, windows), w.Upto(n, windows)));
    REQUIRE(holds(StartingIn(s, window), w.StartingIn(window)));
    REQUIRE(holds(EndingIn(s, window), w.EndingIn(window)));
    REQUIRE(ToBits(Upto(s, n, windows).must) == UptoModel(must, may, n, windows));
    REQUIRE(ToBits(Upto(s, n, windows).may) == UptoModel(may, must, n, windows));
  }
}

TEST_CASE("what surely reaches over an edge starts and ends on one side of it") {
  const SpanBounds s{SpanSet::Of({-3, 4}), SpanSet::FromRuns({{-3, 4}, {50, 60}})};
  const Run before{-100, 0};
  const Run after{0, 40};
  CHECK(StartingIn(s, before) == SpanBounds{s.must, s.must});
  CHECK(StartingIn(s, after) == SpanBounds{});
  CHECK(EndingIn(s, before) == SpanBounds{});
  CHECK(EndingIn(s, after) == SpanBounds{s.must, s.must});
  // Where it may be interrupted behind the edge, what follows may start there.
  const SpanBounds torn{SpanSet::FromRuns({{-3, 4}, {6, 9}}), SpanSet::Of({-3, 9})};
  CHECK(StartingIn(torn, after) == SpanBounds{SpanSet(), SpanSet::Of({4, 9})});
  CHECK(EndingIn(torn, before) == SpanBounds{});
}

TEST_CASE("runs merge when they overlap or touch") {
  const SpanSet s = SpanSet::FromRuns({{10, 20}, {0, 5}, {5, 7}, {15, 30}, {40, 40}, {50, 45}});
  CHECK(s == SpanSet::FromRuns({{0, 7}, {10, 30}}));
  CHECK(s.runs().size() == 2);
  CHECK(s.Length() == 27);
}

// An outage from 23:57 to 00:04 with midnight at 0: cutting first gives 3 + 4 minutes of which none
// lasts 5; filtering first and assigning by start gives 7 + 0.
TEST_CASE("an outage over midnight") {
  const SpanSet outage = SpanSet::Of({-3, 4});
  const Run before{-100, 0};
  const Run after{0, 100};
  CHECK(outage.Intersect(SpanSet::Of(before)).Length() == 3);
  CHECK(outage.Intersect(SpanSet::Of(before)).Lasting(Comparison::kAtLeast, 5).empty());
  CHECK(outage.Lasting(Comparison::kAtLeast, 5).StartingIn(before).Length() == 7);
  CHECK(outage.StartingIn(after).empty());
  CHECK(outage.EndingIn(after).Length() == 7);
  // A run that ends at midnight ends in the day before.
  CHECK(SpanSet::Of({-3, 0}).EndingIn(before).Length() == 3);
  CHECK(SpanSet::Of({-3, 0}).EndingIn(after).empty());
}

TEST_CASE("runs without end") {
  const SpanSet open = SpanSet::FromRuns({{0, 10}, {20, kForever}});
  const SpanSet all = SpanSet::Of({kBeginning, kForever});
  CHECK(!open.bounded());
  CHECK(open.Contains(kForever - 1));
  CHECK(open.Lasting(Comparison::kMore, kForever).runs().size() == 1);
  CHECK(open.Lasting(Comparison::kAtMost, 10) == SpanSet::Of({0, 10}));
  CHECK(open.EndingIn({kBeginning, kForever}) == SpanSet::Of({0, 10}));
  CHECK(open.Shift(5) == SpanSet::FromRuns({{5, 15}, {25, kForever}}));
  CHECK(open.Beyond(15) == SpanSet::Of({35, kForever}));
  CHECK(all.Except(open) == SpanSet::FromRuns({{kBeginning, 0}, {10, 20}}));
  CHECK(all.Shift(-7) == all);
  CHECK(all.Beyond(7) == all);
  CHECK(all.StartingIn({kBeginning, kForever}).empty());
  CHECK(
      SpanSet::Of({kBeginning + 1, kForever - 1}).Length() ==
      exact::Rational(kForever) + exact::Rational(kForever - 1)
  );
  CHECK(
      SpanSet::FromRuns({{kBeginning + 1, -20}, {kForever - 9, kForever - 8}})
          .Bridging(Comparison::kAtMost, kForever)
          .runs()
          .size() == 2
  );
}

TEST_CASE("the length in front of an instant, and the instant behind a length") {
  Numbers numbers(5);
  for (int round = 0; round < 300; ++round) {
    // Dense sets and ones with a run far from the others.
    std::vector<Run> runs;
    const std::int64_t width = round % 2 == 0 ? 60 : 1'000'000;
    for (std::int64_t i = numbers.Below(12); i > 0; --i) {
      const std::int64_t from = numbers.Below(width) - width / 2;
      runs.push_back({from, from + numbers.Below(9)});
    }
    const SpanSet set = SpanSet::FromRuns(runs);
    const RunningLength length(set);
    CHECK(exact::Rational(length.total()) == set.Length());
    for (int i = 0; i < 200; ++i) {
      const std::int64_t t = numbers.Below(width + 20) - width / 2 - 10;
      const exact::Rational before =
          set.Intersect(SpanSet::Of({-2 * width, std::max(t, -2 * width)})).Length();
      CHECK(exact::Rational(length.Before(t)) == before);
    }
    for (std::int64_t amount = 1; amount <= length.total(); ++amount) {
      const std::int64_t reached = length.Reach(amount);
      CHECK(length.Before(reached) == amount);
      CHECK(length.Before(reached - 1) == amount - 1);
    }
  }
  CHECK(RunningLength(SpanSet{}).Before(7) == 0);
  const RunningLength far(
      SpanSet::FromRuns({{kBeginning + 1, kBeginning + 3}, {kForever - 5, kForever - 1}})
  );
  CHECK(far.Before(0) == 2);
  CHECK(far.Before(kForever) == 6);
  CHECK(far.Before(kBeginning) == 0);
}

}  // namespace slate::spans
