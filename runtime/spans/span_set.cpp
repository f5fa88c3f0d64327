// SPDX-License-Identifier: Apache-2.0
#include "runtime/spans/span_set.h"

#include <algorithm>
#include <compare>

#include "runtime/base/check.h"

namespace slate::spans {

namespace {

// to - from of any two instants in order; it may not fit into a signed word.
std::uint64_t Distance(std::int64_t from, std::int64_t to) {
  return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
}

// Moves an instant; the two ends of time stay, and nothing moves beyond them.
std::int64_t Moved(std::int64_t t, std::int64_t by) {
  std::int64_t sum = 0;
  if (t == kForever || t == kBeginning) {
    return t;
  }
  if (__builtin_add_overflow(t, by, &sum)) {
    return by < 0 ? kBeginning : kForever;
  }
  return sum;
}

bool Holds(Comparison cmp, std::strong_ordering order) {
  switch (cmp) {
    case Comparison::kAtLeast: return std::is_gteq(order);
    case Comparison::kMore: return std::is_gt(order);
    case Comparison::kAtMost: return std::is_lteq(order);
    case Comparison::kLess: return std::is_lt(order);
    case Comparison::kEqual: return std::is_eq(order);
    case Comparison::kNotEqual: return std::is_neq(order);
  }
  Unreachable("a comparison is not in the list");
}

std::strong_ordering CompareLength(Run run, std::int64_t length) {
  if (!run.bounded() || length < 0) {
    return std::strong_ordering::greater;
  }
  return Distance(run.from, run.to) <=> static_cast<std::uint64_t>(length);
}

// Appends a run that starts in or after the last one, merging if they overlap or touch.
void Append(std::vector<Run>& runs, Run run) {
  if (!runs.empty() && run.from <= runs.back().to) {
    runs.back().to = std::max(runs.back().to, run.to);
  } else {
    runs.push_back(run);
  }
}

bool StartsEarlier(const Run& a, const Run& b) {
  return a.from < b.from;
}

// Appends what the holes leave of a run. Gives back the holes that may reach into later runs.
std::span<const Run> AppendOutside(Run run, std::span<const Run> holes, std::vector<Run>& left) {
  while (!holes.empty() && holes.front().from < run.to) {
    const Run hole = holes.front();
    if (run.from < hole.from) {
      left.push_back({run.from, hole.from});
    }
    run.from = std::max(run.from, hole.to);
    if (hole.to > run.to) {
      return holes;
    }
    holes = holes.subspan(1);
  }
  if (run.from < run.to) {
    left.push_back(run);
  }
  return holes;
}

// The first instant x at which the set has `quota` behind it in [from, x), but not after `to`.
class QuotaEnd {
 public:
  explicit QuotaEnd(std::span<const Run> runs) : runs_(runs) {}

  // Windows must come in order.
  std::int64_t In(Run window, std::uint64_t quota) {
    while (next_ < runs_.size() && runs_[next_].to <= window.from) {
      ++next_;
    }
    for (std::size_t i = next_; i < runs_.size() && runs_[i].from < window.to; ++i) {
      const std::int64_t from = std::max(runs_[i].from, window.from);
      const std::int64_t to = std::min(runs_[i].to, window.to);
      if (Distance(from, to) >= quota) {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(from) + quota);
      }
      quota -= Distance(from, to);
    }
    return window.to;
  }

 private:
  std::span<const Run> runs_;
  std::size_t next_ = 0;
};

}  // namespace

SpanSet SpanSet::FromRuns(std::vector<Run> runs) {
  std::erase_if(runs, [](const Run& run) { return run.from >= run.to; });
  if (!std::is_sorted(runs.begin(), runs.end(), StartsEarlier)) {
    std::sort(runs.begin(), runs.end(), StartsEarlier);
  }
  std::vector<Run> normal;
  normal.reserve(runs.size());
  for (const Run& run : runs) {
    Append(normal, run);
  }
  return SpanSet(std::move(normal));
}

bool SpanSet::bounded() const {
  return runs_.empty() || (runs_.front().from != kBeginning && runs_.back().to != kForever);
}

bool SpanSet::Contains(std::int64_t t) const {
  const auto after = std::upper_bound(
      runs_.begin(), runs_.end(), t, [](std::int64_t x, const Run& run) { return x < run.from; }
  );
  return after != runs_.begin() && t < std::prev(after)->to;
}

exact::Rational SpanSet::Length() const {
  Check(bounded(), "the length of a set without end was asked for");
  exact::Int128 total = 0;
  for (const Run& run : runs_) {
    total += Distance(run.from, run.to);
  }
  return exact::Rational::OfWide(total, 1);
}

SpanSet SpanSet::Union(const SpanSet& other) const {
  std::vector<Run> merged;
  merged.reserve(runs_.size() + other.runs_.size());
  auto a = runs_.begin();
  auto b = other.runs_.begin();
  while (a != runs_.end() || b != other.runs_.end()) {
    const bool take_a = b == other.runs_.end() || (a != runs_.end() && a->from <= b->from);
    Append(merged, take_a ? *a++ : *b++);
  }
  return SpanSet(std::move(merged));
}

SpanSet SpanSet::Intersect(const SpanSet& other) const {
  std::vector<Run> common;
  auto a = runs_.begin();
  auto b = other.runs_.begin();
  while (a != runs_.end() && b != other.runs_.end()) {
    const Run both{std::max(a->from, b->from), std::min(a->to, b->to)};
    if (both.from < both.to) {
      common.push_back(both);
    }
    if (a->to < b->to) {
      ++a;
    } else {
      ++b;
    }
  }
  return SpanSet(std::move(common));
}

SpanSet SpanSet::Except(const SpanSet& other) const {
  std::vector<Run> left;
  left.reserve(runs_.size());
  std::span<const Run> holes = other.runs_;
  for (const Run& run : runs_) {
    holes = AppendOutside(run, holes, left);
  }
  return SpanSet(std::move(left));
}

SpanSet SpanSet::Lasting(Comparison cmp, std::int64_t length) const {
  std::vector<Run> kept;
  for (const Run& run : runs_) {
    if (Holds(cmp, CompareLength(run, length))) {
      kept.push_back(run);
    }
  }
  return SpanSet(std::move(kept));
}

SpanSet SpanSet::Bridging(Comparison cmp, std::int64_t gap) const {
  Check(cmp == Comparison::kAtMost || cmp == Comparison::kLess, "a bridge has no longest gap");
  std::vector<Run> bridged;
  for (const Run& run : runs_) {
    const bool fill =
        !bridged.empty() && Holds(cmp, CompareLength({bridged.back().to, run.from}, gap));
    if (fill) {
      bridged.back().to = run.to;
    } else {
      bridged.push_back(run);
    }
  }
  return SpanSet(std::move(bridged));
}

SpanSet SpanSet::Beyond(std::int64_t length) const {
  Check(length >= 0, "a run would lose a negative length");
  std::vector<Run> rest;
  for (const Run& run : runs_) {
    const std::int64_t from = Moved(run.from, length);
    if (from < run.to) {
      rest.push_back({from, run.to});
    }
  }
  return SpanSet(std::move(rest));
}

SpanSet SpanSet::Upto(std::int64_t quota, std::span<const Run> windows) const {
  return UptoCounting(*this, quota, windows);
}

SpanSet SpanSet::UptoCounting(
    const SpanSet& counted, std::int64_t quota, std::span<const Run> windows
) const {
  if (quota <= 0) {
    return {};
  }
  QuotaEnd end(counted.runs_);
  std::vector<Run> open;
  for (const Run& window : windows) {
    Check(open.empty() || open.back().from <= window.from, "quota windows are out of order");
    Check(window.from != kBeginning, "a quota window has no beginning");
    Append(open, {window.from, end.In(window, static_cast<std::uint64_t>(quota))});
  }
  return Intersect(SpanSet(std::move(open)));
}

SpanSet SpanSet::StartingIn(Run w) const {
  std::vector<Run> kept;
  for (const Run& run : runs_) {
    if (run.from != kBeginning && w.from <= run.from && run.from < w.to) {
      kept.push_back(run);
    }
  }
  return SpanSet(std::move(kept));
}

SpanSet SpanSet::EndingIn(Run w) const {
  std::vector<Run> kept;
  for (const Run& run : runs_) {
    if (run.to != kForever && w.from < run.to && run.to <= w.to) {
      kept.push_back(run);
    }
  }
  return SpanSet(std::move(kept));
}

SpanSet SpanSet::Shift(std::int64_t by) const {
  std::vector<Run> moved;
  moved.reserve(runs_.size());
  for (const Run& run : runs_) {
    moved.push_back({Moved(run.from, by), Moved(run.to, by)});
  }
  return FromRuns(std::move(moved));
}

}  // namespace slate::spans
