// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/calendar/time_zone.h"
#include "runtime/spans/span_set.h"

namespace slate::evaluate {

// Time cut at every local midnight and from there every `step` ns; the last bin of a day may be cut
// short (SEMANTICS §4). Bins are numbered from 0 inside a bounded universe, so that counting those
// of a stretch costs two binary searches however many there are.
class Grid {
 public:
  Grid(const calendar::TimeZone& zone, std::int64_t step, spans::Run universe);

  std::int64_t step() const { return step_; }
  spans::Run BinAt(std::int64_t t) const { return Bin(NumberAt(t)); }
  spans::Run Bin(std::int64_t number) const;
  // Of the bin that holds t; t is taken into the universe first.
  std::int64_t NumberAt(std::int64_t t) const;
  // Of the first bin that starts at or after t.
  std::int64_t FirstFrom(std::int64_t t) const;
  // The bins that start in the run.
  std::int64_t CountStarts(spans::Run run) const {
    return run.from < run.to ? FirstFrom(run.to) - FirstFrom(run.from) : 0;
  }

 private:
  std::int64_t step_;
  std::vector<std::int64_t> day_starts_;  // one more than there are days
  std::vector<std::int64_t> before_;      // bins in front of each day
};

}  // namespace slate::evaluate
