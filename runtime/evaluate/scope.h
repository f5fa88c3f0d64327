// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/evaluate/input_rows.h"
#include "runtime/evaluate/periods.h"

namespace slate::evaluate {

// A row an expression may read. Gaps are rows too: of `gaps unknown` inputs every column but the
// keys is unknown, of `gaps { up: true }` inputs the text says what they hold.
struct RowRef {
  enum class Kind : std::uint8_t { kRow, kUnknownGap, kFilledGap } kind = Kind::kRow;
  const InputRows* rows = nullptr;
  std::uint32_t row = 0;
  const Codes* keys = nullptr;    // of gaps: the labels of the key columns
  const RowRef* outer = nullptr;  // the row around this one
};

// Where an expression is read. Copied when something more is bound; what it points to outlives it.
struct Scope {
  PeriodId period = kNoPeriod;
  Codes members = {};              // by key of the plan; -1 = not bound
  std::optional<Run> window = {};  // the bin or sliding window
  std::optional<Run> run = {};
  std::optional<std::int64_t> moment = {};
  const RowRef* row = nullptr;
  std::optional<Run> outer_window = {};
  std::optional<Run> outer_run = {};

  // Steps into an aggregate over windows or runs; each item is then bound in turn.
  void EnterWindows() { outer_window = window; }
  void EnterRuns() { outer_run = run; }
};

}  // namespace slate::evaluate
