// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "runtime/evaluate/row_kernels.h"

namespace slate::evaluate::row_kernels {

// A stretch from one instant of a row to another, within calendars and without a column's spans.
struct Stretch {
  const plan::Node* range = nullptr;
  std::optional<SpanSet> working = {};  // nothing: all time
  const data::Column* pauses = nullptr;

  bool whole() const { return !working && pauses == nullptr; }
};

// Nothing for other sets, and where a calendar's year is not known.
std::optional<Stretch> StretchOf(plan::NodeId id, Evaluator& evaluator, InputRows& rows);

// Its length. An end that is not there is for the row itself to judge. Null where a length may not
// fit 64 bits.
Numbers WorkingLength(Numbers from, Numbers to, const Stretch& stretch);

}  // namespace slate::evaluate::row_kernels
