// SPDX-License-Identifier: Apache-2.0
#include "runtime/spans/span_bounds.h"

#include <algorithm>
#include <vector>

#include "runtime/base/check.h"

namespace slate::spans {

namespace {

// The run of `set` around t, which lies in the set.
Run RunAround(const SpanSet& set, std::int64_t t) {
  const auto runs = set.runs();
  const auto after = std::upper_bound(
      runs.begin(), runs.end(), t, [](std::int64_t x, const Run& run) { return x < run.from; }
  );
  Check(after != runs.begin() && t < std::prev(after)->to, "what is certain is not possible");
  return *std::prev(after);
}

// The first instant from t on at which a run may start, the last up to t at which one may end: not
// where `must` goes on, but one instant behind it or before it.
std::int64_t FirstStart(const SpanSet& must, std::int64_t t) {
  const auto runs = must.runs();
  const auto after = std::lower_bound(
      runs.begin(), runs.end(), t, [](const Run& run, std::int64_t x) { return run.from < x; }
  );
  return after == runs.begin() ? t : std::max(t, std::prev(after)->to);
}

std::int64_t LastEnd(const SpanSet& must, std::int64_t t) {
  const auto runs = must.runs();
  const auto after = std::upper_bound(
      runs.begin(), runs.end(), t, [](std::int64_t x, const Run& run) { return x < run.to; }
  );
  return after == runs.end() ? t : std::min(t, after->from);
}

}  // namespace

SpanBounds Union(const SpanBounds& a, const SpanBounds& b) {
  return {a.must.Union(b.must), a.may.Union(b.may)};
}

SpanBounds Intersect(const SpanBounds& a, const SpanBounds& b) {
  return {a.must.Intersect(b.must), a.may.Intersect(b.may)};
}

SpanBounds Except(const SpanBounds& a, const SpanBounds& b) {
  return {a.must.Except(b.may), a.may.Except(b.must)};
}

SpanBounds Lasting(const SpanBounds& s, Comparison cmp, std::int64_t length) {
  Check(
      cmp == Comparison::kAtLeast || cmp == Comparison::kMore, "bounds of short runs do not exist"
  );
  return {s.must.Lasting(cmp, length), s.may.Lasting(cmp, length)};
}

SpanBounds Bridging(const SpanBounds& s, Comparison cmp, std::int64_t gap) {
  return {s.must.Bridging(cmp, gap), s.may.Bridging(cmp, gap)};
}

SpanBounds Beyond(const SpanBounds& s, std::int64_t length) {
  return {s.must.Beyond(length), s.may.Beyond(length)};
}

SpanBounds Upto(const SpanBounds& s, std::int64_t quota, std::span<const Run> windows) {
  return {s.must.UptoCounting(s.may, quota, windows), s.may.UptoCounting(s.must, quota, windows)};
}

// An instant x is surely in a run that starts in w if however far the run reaches back, up to the
// start of its possible run, it starts in w. It may be if some start from there to x lies in w, and
// a run that surely reaches over the beginning of w does not start there.
SpanBounds StartingIn(const SpanBounds& s, Run w) {
  std::vector<Run> must;
  for (const Run& run : s.must.runs()) {
    const std::int64_t earliest = RunAround(s.may, run.from).from;
    if (earliest != kBeginning && w.from <= earliest && run.from < w.to) {
      must.push_back(run);
    }
  }
  std::vector<Run> may;
  for (const Run& run : s.may.runs()) {
    const std::int64_t first_start = run.from < w.from ? FirstStart(s.must, w.from) : run.from;
    if (first_start < w.to) {
      may.push_back({first_start, run.to});
    }
  }
  return {SpanSet::FromRuns(std::move(must)), SpanSet::FromRuns(std::move(may))};
}

SpanBounds EndingIn(const SpanBounds& s, Run w) {
  std::vector<Run> must;
  for (const Run& run : s.must.runs()) {
    const std::int64_t latest = RunAround(s.may, run.from).to;
    if (latest != kForever && latest <= w.to && w.from < run.to) {
      must.push_back(run);
    }
  }
  std::vector<Run> may;
  for (const Run& run : s.may.runs()) {
    const std::int64_t last_end = w.to < run.to ? LastEnd(s.must, w.to) : run.to;
    if (w.from < last_end) {
      may.push_back({run.from, last_end});
    }
  }
  return {SpanSet::FromRuns(std::move(must)), SpanSet::FromRuns(std::move(may))};
}

}  // namespace slate::spans
