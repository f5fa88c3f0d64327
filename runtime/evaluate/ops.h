// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "runtime/evaluate/evaluator.h"

// One function for each family of operations of a plan; evaluator.cpp has the table.
namespace slate::evaluate::ops {

using Handler = Value (*)(Evaluator& evaluator, plan::NodeId id, const Scope& scope);

Value Arithmetic(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Rounding(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Comparison(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value ClockVerdict(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Logic(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value If(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Otherwise(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Known(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
// The row of a table that its selectors pick; nothing if there is none, `why` if it is not known.
struct Choice {
  std::optional<plan::NodeId> node = {};
  Truth why = Truth::kTrue;
};
Choice Chosen(Evaluator& evaluator, plan::NodeId id, const Scope& scope);
Value Table(Evaluator& evaluator, plan::NodeId id, const Scope& scope);
Value Ladder(Evaluator& evaluator, const plan::Node& node, const Scope& scope);

Value Member(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value RunPart(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Column(Evaluator& evaluator, plan::NodeId id, const Scope& scope);
Value History(Evaluator& evaluator, plan::NodeId id, const Scope& scope);
Value CaseColumn(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Given(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Attested(Evaluator& evaluator, const plan::Node& node, const Scope& scope);

Value PeriodSpans(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value EndOf(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value DateParts(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Range(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value AddTime(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value AddDates(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value AddWorkDays(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Deadline(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Length(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Within(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Days(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value CalendarOf(Evaluator& evaluator, const plan::Node& node, const Scope& scope);

Value Rollup(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value SpansOfInput(Evaluator& evaluator, const plan::Node& node, const Scope& scope);

Value SetOperation(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value RunOperation(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Upto(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Assigned(Evaluator& evaluator, const plan::Node& node, const Scope& scope);

Value Aggregate(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value OverRuns(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value OverWindows(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value SpansOfBins(Evaluator& evaluator, const plan::Node& node, const Scope& scope);

Value Result(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Stage(Evaluator& evaluator, const plan::Node& node, const Scope& scope);
Value Previous(Evaluator& evaluator, const plan::Node& node, const Scope& scope);

}  // namespace slate::evaluate::ops
