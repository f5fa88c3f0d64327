// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/evaluate/rollup.h"

// The rows on which a figure rests: the same questions as in rollup.cpp, answered row by row.
namespace slate::evaluate {

namespace {

using plan::RollupId;
using Place = plan::Rollup::Place;

// From the first to the last instant of what there is; empty stretches are dropped by span sets.
std::optional<Run> EnvelopeOf(const SpanSet& parts) {
  if (parts.empty()) {
    return std::nullopt;
  }
  return Run{parts.runs().front().from, parts.runs().back().to};
}

}  // namespace

InputRows& Rollups::RowsOf(RollupId id) {
  return evaluator_.RowsOf(FrameOf(id).input);
}

std::vector<RowBehind> Rollups::RowsBehind(
    const plan::Node& node, const Scope& scope, const SpanSet& within
) {
  Check(node.rollup.has_value(), "rows of a node that sees none");
  const RollupId id = *node.rollup;
  Found found;
  switch (node.op) {
    case plan::Op::kSpansOfRows: AddClipped(node, scope, within, found); return found;
    case plan::Op::kSpansOfSlots:
    case plan::Op::kCovered: AddStretches(id, scope, within, found); return found;
    case plan::Op::kGaps: return found;
    default: break;
  }
  switch (evaluator_.plan()[id].place_kind) {
    case Place::kInterval: AddClipped(node, scope, within, found); break;
    case Place::kSlots: AddStretches(id, scope, within, found); break;
    case Place::kNone:
    case Place::kColumn:
    case Place::kExpression:
    case Place::kDecided: AddPlaced(id, scope, within, found); break;
  }
  return found;
}

void Rollups::AddPlaced(RollupId id, const Scope& scope, const SpanSet& within, Found& found) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  InputRows& rows = evaluator_.RowsOf(frame.input);
  RowRef row{.rows = &rows};
  Scope inner = scope;
  inner.row = &row;
  for (const std::uint32_t number : RowsInScope(frame, scope)) {
    row.row = number;
    RowBehind behind{.row = number, .weight = rows.WeightOf(number)};
    if (rollup.place_kind != Place::kNone) {
      const std::optional<std::int64_t> at = PlaceOf(rollup, frame, inner);
      if (!at || !within.Contains(*at)) {
        continue;
      }
      behind.part = {*at, *at};
    }
    Answer answer = Ask(id, inner);
    behind.where = answer.where;
    behind.body = std::move(answer.body);
    if (behind.where != Truth::kFalse && !IsUndefined(behind.body)) {
      found.push_back(std::move(behind));
    }
  }
}

void Rollups::AddClipped(
    const plan::Node& node, const Scope& scope, const SpanSet& within, Found& found
) {
  const RollupId id = *node.rollup;
  const Frame& frame = FrameOf(id);
  InputRows& rows = evaluator_.RowsOf(frame.input);
  const bool spans = node.op == plan::Op::kSpansOfRows;
  RowRef row{.rows = &rows};
  Scope inner = scope;
  inner.row = &row;
  const auto end_of = [&](std::size_t arg, const char* column) {
    return AsPlace(
        spans ? evaluator_.Eval(node.args[arg], inner) : rows.Read(row.row, rows.ColumnOf(column)),
        evaluator_.zone()
    );
  };
  for (const std::uint32_t number : RowsInScope(frame, scope)) {
    row.row = number;
    inner.run = std::nullopt;
    const std::optional<std::int64_t> from = end_of(0, "from");
    if (!from) {
      continue;
    }
    const std::int64_t to = end_of(1, "to").value_or(evaluator_.as_of());
    const SpanSet parts = SpanSet::Of({*from, to}).Intersect(within);
    const std::optional<Run> part = EnvelopeOf(parts);
    if (!part) {
      continue;
    }
    inner.run = spans ? std::nullopt : part;
    Answer answer = Ask(id, inner);
    if (answer.where != Truth::kFalse) {
      found.push_back(
          {.row = number,
           .part = *part,
           .where = answer.where,
           .body = std::move(answer.body),
           .weight = rows.WeightOf(number)}
      );
    }
  }
}

void Rollups::AddStretches(RollupId id, const Scope& scope, const SpanSet& within, Found& found) {
  const std::size_t input = FrameOf(id).input;
  const StretchTable& table = evaluator_.StretchesOf(input);
  RowRef row{.rows = &evaluator_.RowsOf(input)};
  Scope inner = scope;
  inner.row = &row;
  for (const Codes& keys : ExpectedKeys(FrameOf(id), scope)) {
    for (const Stretch& stretch : table.Of(keys)) {
      const Run run{stretch.from, std::min(stretch.to, evaluator_.as_of())};
      const std::optional<Run> part = EnvelopeOf(SpanSet::Of(run).Intersect(within));
      if (!part) {
        continue;
      }
      row.row = stretch.row;
      Answer answer = Ask(id, inner);
      if (answer.where == Truth::kFalse || IsUndefined(answer.body)) {
        continue;
      }
      const Part counted{.run = *part, .starts = stretch.from >= part->from};
      found.push_back(
          {.row = stretch.row,
           .part = *part,
           .where = answer.where,
           .body = std::move(answer.body),
           .weight = counted.Weight(table.grid())}
      );
    }
  }
}

}  // namespace slate::evaluate
