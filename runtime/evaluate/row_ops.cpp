// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/arithmetic.h"
#include "runtime/evaluate/ops.h"
#include "runtime/evaluate/rollup.h"

// Cells of rows.
namespace slate::evaluate::ops {

namespace {

// What the text says a gap holds; nothing for other columns.
std::optional<plan::NodeId> FilledWith(const plan::Input& input, const std::string& column) {
  for (const auto& [name, value] : input.filled) {
    if (name == column) {
      return value;
    }
  }
  return std::nullopt;
}

Value OfGap(Evaluator& evaluator, const RowRef& gap, int column, const Scope& scope) {
  const std::vector<int>& keys = gap.rows->key_columns();
  const auto key = std::find(keys.begin(), keys.end(), column);
  if (key != keys.end()) {
    return Label{(*gap.keys)[static_cast<std::size_t>(key - keys.begin())]};
  }
  if (gap.kind == RowRef::Kind::kUnknownGap) {
    return Unknown{};
  }
  const plan::Input& input = gap.rows->input();
  const std::string& name = input.columns[static_cast<std::size_t>(column)].name;
  const std::optional<plan::NodeId> value = FilledWith(input, name);
  return value ? evaluator.Eval(*value, scope) : Undefined{};
}

const RowRef& RowAt(const Scope& scope, std::int64_t steps_out) {
  const RowRef* row = scope.row;
  for (; row != nullptr && steps_out > 0; --steps_out) {
    row = row->outer;
  }
  Check(row != nullptr, "a column is read outside a row");
  return *row;
}

Value OfWholeHistory(std::vector<std::pair<std::int64_t, Value>> steps, std::string_view field) {
  if (steps.empty()) {
    return Undefined{};
  }
  if (field == "first" || field == "last") {
    return std::move((field == "first" ? steps.front() : steps.back()).second);
  }
  Value result = steps.front().second;
  for (const auto& [since, value] : steps) {
    result = field == "max" ? Larger(result, value) : Smaller(result, value);
  }
  return result;
}

}  // namespace

Value Member(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const std::optional<std::size_t> key = evaluator.ground().keys.Find(node.name);
  Check(key.has_value(), "a member of a key that the plan does not declare");
  const std::int32_t code = scope.members[*key];
  return code < 0 ? Value(Undefined{}) : Label{code};
}

Value RunPart(Evaluator&, const plan::Node& node, const Scope& scope) {
  const std::optional<Run>& run = node.index == 0 ? scope.run : scope.outer_run;
  Check(run.has_value(), "a run is read outside an aggregate over runs");
  if (node.op == plan::Op::kRunLength) {
    return Rational(run->to) - Rational(run->from);
  }
  return Instant{node.op == plan::Op::kRunFrom ? run->from : run->to};
}

Value Rollup(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  return evaluator.rollups().Total(*node.rollup, scope);
}

Value SpansOfInput(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Rollups& rollups = evaluator.rollups();
  if (node.op == plan::Op::kSpansOfRows) {
    return rollups.SpansOfRows(node, scope);
  }
  if (node.op == plan::Op::kSpansOfSlots) {
    return rollups.SpansOfSlots(node, scope);
  }
  return node.op == plan::Op::kGaps ? rollups.Gaps(node, scope) : rollups.Covered(node, scope);
}

Value Column(Evaluator& evaluator, plan::NodeId id, const Scope& scope) {
  const RowRef& ref = RowAt(scope, evaluator.plan()[id].index);
  const int column = evaluator.ColumnOf(id, *ref.rows);
  if (column < 0) {
    return Undefined{};
  }
  return ref.kind == RowRef::Kind::kRow ? ref.rows->Read(ref.row, column)
                                        : OfGap(evaluator, ref, column, scope);
}

Value History(Evaluator& evaluator, plan::NodeId id, const Scope& scope) {
  const plan::Node& node = evaluator.plan()[id];
  const RowRef& ref = RowAt(scope, node.index);
  const int column = evaluator.ColumnOf(id, *ref.rows);
  if (column < 0) {
    return Undefined{};
  }
  if (node.field != "at") {
    return OfWholeHistory(ref.rows->ReadHistory(ref.row, column), node.field);
  }
  const Value at = evaluator.Eval(node.args[0], scope);
  const auto* instant = std::get_if<Instant>(&at);
  if (instant == nullptr) {
    return IsDecided(at) ? Value(Undefined{}) : Unknown{WhyOpen(at)};
  }
  Value found = Undefined{};
  for (auto& [since, value] : ref.rows->ReadHistory(ref.row, column)) {
    if (since <= instant->ns) {
      found = std::move(value);
    }
  }
  return found;
}

Value CaseColumn(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const std::optional<std::size_t> input = evaluator.ground().inputs.Find(node.input);
  Check(input.has_value(), "a case of an input that the plan does not declare");
  InputRows& rows = evaluator.RowsOf(*input);
  const Value key = evaluator.Eval(node.args[0], scope);
  const auto* label = std::get_if<Label>(&key);
  const int key_column = rows.ColumnOf(rows.input().per.value_or(""));
  const int column = rows.ColumnOf(node.name);
  if (label == nullptr || key_column < 0 || column < 0) {
    return Undefined{};
  }
  const std::vector<std::uint32_t>& group = rows.Group({key_column}, {label->code});
  return group.empty() ? Value(Undefined{}) : rows.Read(group.front(), column);
}

}  // namespace slate::evaluate::ops
