// SPDX-License-Identifier: Apache-2.0
#include "runtime/spans/running_length.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace slate::spans {

namespace {

// From a to b >= a, which may lie further apart than a signed number says.
std::uint64_t Apart(std::int64_t a, std::int64_t b) {
  return static_cast<std::uint64_t>(b) - static_cast<std::uint64_t>(a);
}

}  // namespace

RunningLength::RunningLength(const SpanSet& set) : runs_(set.runs().begin(), set.runs().end()) {
  Check(set.bounded(), "the running length of a set without end");
  for (const Run& run : runs_) {
    before_.push_back(total_);
    total_ += run.to - run.from;
  }
  if (runs_.empty()) {
    return;
  }
  const std::uint64_t hull = Apart(runs_.front().from, runs_.back().from);
  while ((hull >> shift_) > 2 * runs_.size()) {
    ++shift_;
  }
  last_run_.resize((hull >> shift_) + 1);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    last_run_[Apart(runs_.front().from, runs_[i].from) >> shift_] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t step = 1; step < last_run_.size(); ++step) {
    last_run_[step] = std::max(last_run_[step], last_run_[step - 1]);
  }
}

std::int64_t RunningLength::Before(std::int64_t t) const {
  if (runs_.empty() || t <= runs_.front().from) {
    return 0;
  }
  const std::uint64_t step = Apart(runs_.front().from, t) >> shift_;
  std::size_t run = step < last_run_.size() ? last_run_[step] : runs_.size() - 1;
  while (runs_[run].from >= t) {
    --run;
  }
  return before_[run] + (std::min(t, runs_[run].to) - runs_[run].from);
}

std::int64_t RunningLength::Reach(std::int64_t amount) const {
  const auto after = std::lower_bound(before_.begin(), before_.end(), amount);
  const auto run = static_cast<std::size_t>(after - before_.begin()) - 1;
  return runs_[run].from + (amount - before_[run]);
}

}  // namespace slate::spans
