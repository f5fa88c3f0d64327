// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "runtime/calendar/business_hours.h"
#include "runtime/exact/rational.h"
#include "runtime/spans/running_length.h"
#include "runtime/spans/span_set.h"

namespace slate::calendar {

// Counts working time, A = calendar except X. Keeps the calendar year by year with running totals,
// so that one question costs a few binary searches. Not for use from two threads at once.
class Clock {
 public:
  // The calendar outlives the clock.
  explicit Clock(const Calendar& calendar);
  // All time is working time (a clock without `of`).
  Clock();

  // min { t >= a : |[a,t) in A| >= D }. Nothing if D does not run out before X turns open-ended or
  // the year 2200 ends, or if it needs a year that the calendar does not know.
  std::optional<std::int64_t> Deadline(
      std::int64_t a, std::int64_t duration, const spans::SpanSet& except = {}
  );
  std::optional<std::int64_t> Deadline(
      std::int64_t a, const exact::Rational& duration, const spans::SpanSet& except = {}
  );

  // |[a,b) in A|; 0 if b <= a. Nothing if it needs a year that the calendar does not know.
  std::optional<std::int64_t> Elapsed(
      std::int64_t a, std::int64_t b, const spans::SpanSet& except = {}
  );

  // The years that questions have needed so far and the calendar does not know.
  const std::set<int>& missing_years() const { return missing_years_; }

 private:
  // The calendar in one local year.
  const spans::RunningLength* YearOf(int year);
  int LocalYear(std::int64_t t) const;
  std::optional<std::int64_t> Locate(std::int64_t from, std::int64_t amount);
  std::optional<std::int64_t> Work(std::int64_t a, std::int64_t b);

  const Calendar* calendar_ = nullptr;
  std::vector<std::unique_ptr<spans::RunningLength>> years_;  // from kFirstYear on
  std::set<int> missing_years_;
};

}  // namespace slate::calendar
