// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "runtime/calendar/time_zone.h"
#include "runtime/evaluate/outcome.h"
#include "runtime/plan/plan.h"
#include "runtime/readers/read_input.h"

namespace slate::report {

// Where the rows of one input came from and what became of them while they were read.
struct Source {
  std::string input;
  readers::RowCounts counts = {};
  std::vector<readers::FileRecord> files = {};
};

// Everything that a report may say. What it refers to outlives it.
struct Settlement {
  const plan::Plan& plan;
  const evaluate::Outcome& outcome;
  const calendar::TimeZone& zone;  // of the agreement
  std::vector<Source> sources = {};
};

}  // namespace slate::report
