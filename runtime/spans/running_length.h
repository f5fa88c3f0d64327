// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/spans/span_set.h"

namespace slate::spans {

// How much of a set lies in front of an instant: a few operations, however many runs there are.
class RunningLength {
 public:
  // A bounded set whose length fits 64 bits.
  explicit RunningLength(const SpanSet& set);

  std::int64_t total() const { return total_; }
  std::int64_t Before(std::int64_t t) const;
  // The first instant with `amount`, in (0, total], in front of it.
  std::int64_t Reach(std::int64_t amount) const;

 private:
  std::vector<Run> runs_;
  std::vector<std::int64_t> before_;  // by run: the length in front of it
  std::int64_t total_ = 0;
  // Time in steps of a power of two from the first run on; by step, the last run that starts in or
  // before it.
  unsigned shift_ = 0;
  std::vector<std::uint32_t> last_run_;
};

}  // namespace slate::spans
