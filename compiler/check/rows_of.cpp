// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/types.h"

// Aggregates over the rows of an input: which rows, and where they stand.
namespace slate::check {

namespace {

using Kind = Type::Kind;

bool IsHistoryColumn(const plan::Input& input, const std::string& name) {
  return std::any_of(input.columns.begin(), input.columns.end(), [&](const plan::Column& column) {
    return column.name == name && column.fold == plan::Column::Fold::kHistory;
  });
}

}  // namespace

// Rows agree with every bound key of which the input has exactly one column.
std::vector<plan::Rollup::Scope> ExpressionChecker::RowScope(
    const InputEntry& entry, const Scope& scope, Span span
) {
  const plan::Input& input = c_.plan.inputs[entry.index];
  std::vector<plan::Rollup::Scope> result;
  for (const auto& [key, node] : scope.members) {
    std::vector<std::string> columns;
    for (const plan::Column& column : input.columns) {
      if (column.type.kind == Kind::kMember && column.type.key == key) {
        columns.push_back(column.name);
      }
    }
    if (columns.size() > 1) {
      std::erase_if(columns, [&](const std::string& name) { return IsHistoryColumn(input, name); });
    }
    if (columns.size() > 1) {
      const ast::Over* chosen = nullptr;
      if (scope.objective != nullptr) {
        for (const ast::Over& over : scope.objective->source->each) {
          if (over.key.text == key && over.as && over.as->names.size() == 2 &&
              over.as->names[0].text == input.name) {
            chosen = &over;
          }
        }
      }
      if (chosen == nullptr) {
        Report(
            diag::kNeedsMember,
            span,
            fmt::format("`{}` has {} columns of key `{}`", input.name, columns.size(), key)
        )
            .help = fmt::format("say which: `each {} as {}.{}`", key, input.name, columns.front());
        continue;
      }
      columns = {chosen->as->names[1].text};
    }
    if (columns.size() == 1 && IsHistoryColumn(input, columns.front())) {
      Report(
          diag::kReadingUnstated,
          span,
          fmt::format(
              "`{}` of `{}` changes, and `each {}` does not say which of its values counts",
              columns.front(),
              input.name,
              key
          )
      )
          .help = fmt::format("add a column with one value: `first_{0}: first {0}`", key);
      continue;
    }
    if (columns.size() == 1) {
      result.push_back({key, columns.front()});
    }
  }
  return result;
}

Checked ExpressionChecker::OverRows(
    const InputEntry& entry, const ast::PlacedBy* placed, const Body& body, const Scope& scope
) {
  const plan::Input& input = c_.plan.inputs[entry.index];
  Scope row = scope;
  row.Enter(Element::Kind::kRow, body.arg->as, &entry);
  if (TooDeep(row, body.arg->span)) {
    return Bad();
  }
  plan::Rollup rollup{
      .input = input.name,
      .scope = RowScope(entry, scope, body.arg->span),
      .aggregate = body.aggregate,
      .quantile = body.quantile};
  if (!PlaceRows(entry, placed, row, rollup, body.arg->span)) {
    return Bad();
  }
  StandAt(rollup, entry, row);
  const Inner inner = CheckInner(body, std::move(row));
  if (!inner.ok) {
    return Bad();
  }
  rollup.where = inner.where;
  rollup.body = inner.body;
  Checked result;
  SetAggregateType(result, body.aggregate, inner.value, false);
  result.node = c_.builder.Add(
      {.op = plan::Op::kRollup,
       .type = result.type,
       .input = input.name,
       .rollup = c_.builder.AddRollup(std::move(rollup))}
  );
  return result;
}

// What is known of a row's place before the row is judged. A part of an interval stands where it
// begins, and its `length` is its own.
void ExpressionChecker::StandAt(const plan::Rollup& rollup, const InputEntry& entry, Scope& row) {
  using Place = plan::Rollup::Place;
  if (rollup.place_kind == Place::kExpression) {
    row.place = rollup.place;
  } else if (rollup.place_kind == Place::kInterval) {
    row.Enter(Element::Kind::kRun, std::nullopt, &entry);
    if (HasField(*row.Innermost(Element::Kind::kRow), "length")) {
      row.elements.pop_back();  // the column is meant
    }
    row.place = c_.builder.Make(plan::Op::kRunFrom, types::Instant(), {});
  } else if (rollup.place_kind == Place::kColumn) {
    const auto& columns = c_.plan.inputs[entry.index].columns;
    const auto column = std::find_if(columns.begin(), columns.end(), [&](const auto& c) {
      return c.name == rollup.column;
    });
    const Element* element = row.Innermost(Element::Kind::kRow);
    const Checked at = ColumnValue(*element, *column, row, {});
    row.place = at.IsKind(Kind::kDate)
                    ? c_.builder.Make(plan::Op::kDateStart, types::Instant(), {at.node})
                    : at.node;
  }
}

bool ExpressionChecker::PlaceByName(
    const InputEntry& entry, const std::string& word, plan::Rollup& rollup
) {
  if (word == "decided") {
    rollup.place_kind = plan::Rollup::Place::kDecided;
    return true;
  }
  for (const plan::Column& column : c_.plan.inputs[entry.index].columns) {
    const bool is_place = column.type.kind == Kind::kInstant || column.type.kind == Kind::kDate;
    const bool one_value = column.fold != plan::Column::Fold::kHistory;
    if (column.name == word && is_place && !column.type.optional && one_value) {
      rollup.place_kind = plan::Rollup::Place::kColumn;
      rollup.column = word;
      return true;
    }
  }
  return false;
}

bool ExpressionChecker::PlaceRows(
    const InputEntry& entry,
    const ast::PlacedBy* placed,
    const Scope& row_scope,
    plan::Rollup& rollup,
    Span span
) {
  const plan::Input& input = c_.plan.inputs[entry.index];
  if (placed != nullptr) {
    const ast::Expr& place = row_scope.file()[placed->place];
    if (const auto* ref = std::get_if<ast::Ref>(&place.node);
        ref != nullptr && PlaceByName(entry, ref->name.text, rollup)) {
      return true;
    }
    const auto* range = std::get_if<ast::Range>(&place.node);
    const auto is_word = [&](ast::ExprId id, std::string_view word) {
      const auto* ref = std::get_if<ast::Ref>(&row_scope.file()[id].node);
      return ref != nullptr && ref->name.text == word;
    };
    if (range != nullptr && input.interval && is_word(range->from, "from") &&
        is_word(range->to, "to")) {
      rollup.place_kind = plan::Rollup::Place::kInterval;
      return true;
    }
    Checked at = Check(placed->place, row_scope);
    if (at.is_value() && at.type.optional) {
      Report(diag::kMayBeUndefined, place.span, "a place that may be undefined lets rows escape")
          .help = "`by decided` counts each case once, when it became certain";
      return false;
    }
    at = CheckInstant(placed->place, row_scope, "a place");
    rollup.place_kind = plan::Rollup::Place::kExpression;
    rollup.place = at.node;
    return !at.is_bad();
  }
  if (input.kind == plan::Input::Kind::kSlots || input.kind == plan::Input::Kind::kStateLog) {
    rollup.place_kind = plan::Rollup::Place::kSlots;
    return true;
  }
  if (entry.default_interval) {
    rollup.place_kind = plan::Rollup::Place::kInterval;
    return true;
  }
  const std::string place = entry.default_place.value_or("at");
  if (PlaceByName(entry, place, rollup)) {
    return true;
  }
  auto& problem = Report(
      diag::kNeedsPlace, span, fmt::format("rows of `{}` have no single place in time", input.name)
  );
  problem.help =
      input.kind == plan::Input::Kind::kCases
          ? fmt::format("`{0} by decided` or `{0} by COLUMN`", input.name)
          : fmt::format("`{0} by from`, `{0} by from .. to` or `spans({0})`", input.name);
  return false;
}

}  // namespace slate::check
