// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/evaluate/outcome.h"

// How a figure came about: plain data for `why`.
namespace slate::evaluate {

// A row of the data behind a figure.
struct RowUse {
  std::string file = {};   // empty for rows of an example
  std::uint64_t line = 0;  // from 1
  Run part = {};           // what of its stretch counts; a place is an empty stretch
  bool certain = true;     // surely counts
  std::vector<std::pair<std::string, Figure>> cells = {};
};

// The target that an objective's value is held against.
struct Held {
  Figure target = {};
  std::optional<plan::Compare> compare = {};
};

// What is to be said of a step beside its value.
struct Note {
  enum class Kind : std::uint8_t {
    kOpening,   // stated as the opening
    kRecorded,  // as settled before
    kNoPeriodBefore,
    kThen,
    kElse,
    kLabels,  // the row of a table with these labels: `text`
    kRow,     // row `n` of `of` of a ladder
    kNoRow,
    kVerdict,
    kCombined,  // of several amounts the sum, the highest, …: `text`
  } kind = Kind::kThen;
  std::string text = {};
  std::uint64_t n = 0;
  std::uint64_t of = 0;
  Verdict verdict = Verdict::kNone;
};

// One step: a value and what it was made of. Constants and the period itself are left out; what
// was explained above is not explained again.
struct Derivation {
  std::string name = {};    // `uptime[web].value`, a let, a step of a settlement; else empty
  std::string period = {};  // of what has a name, its label
  const plan::Plan* plan = nullptr;  // the version that has the node
  std::optional<plan::NodeId> node = {};
  std::optional<plan::Origin> origin = {};
  std::vector<Note> notes = {};  // which branch, rung or row of a table it was
  Figure figure = {};
  std::optional<Held> held = {};  // of the value and the target of an objective
  std::vector<Derivation> because = {};
  std::uint64_t left_out = 0;     // more of the same kind as `because`
  std::vector<RowUse> rows = {};  // those that tell most, first
  std::uint64_t row_count = 0;    // of all rows behind it
  std::uint64_t rows_true = 0;    // of conditions: rows for which it holds
  bool explained_above = false;
};

// The smallest change of one quantity that gives another verdict or another row of the ladder.
// Verified: the formula was worked out again with `to`, and with what lies one step nearer.
struct Change {
  enum class Of : std::uint8_t { kVerdict, kLadder } of = Of::kVerdict;
  const plan::Plan* plan = nullptr;  // the version that has the lever
  plan::NodeId lever{};
  plan::Type type = {};  // of the quantity
  Rational from = 0;
  Rational to = 0;
  // Shares and percentiles change by whole rows.
  std::optional<std::int64_t> rows = {};
  std::int64_t of_rows = 0;
  bool rows_true = true;  // rows for which the condition holds; else rows beyond the target
  Verdict verdict_before = Verdict::kNone;
  Verdict verdict_after = Verdict::kNone;
  Figure value_after = {};  // of the objective
  Held held = {};
  Figure credit_after = {};
};

}  // namespace slate::evaluate
