// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "runtime/calendar/holidays.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/evaluate/past.h"
#include "runtime/spans/span_set.h"

namespace slate::evaluate {

class Counting;

// How to settle, beside the plan and the data. What the spans point to outlives the call.
struct Options {
  std::vector<spans::Run> periods = {};    // every period that meets one of these is settled
  std::optional<std::int64_t> as_of = {};  // absent = after everything
  int threads = 1;                         // never changes a figure
  const Past* past = nullptr;              // what was settled before
  const Counting* counting = nullptr;      // the rows that are not in the tables
  calendar::TimeZoneSource zones = {};
  std::span<const calendar::HolidayTable> holidays = {};
};

}  // namespace slate::evaluate
