// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"
#include "compiler/types/describe.h"

namespace slate::check {

namespace {

using Form = Checked::Form;
using Kind = Type::Kind;

// A plain 0 takes the unit of the other branches.
bool IsBareZero(const Checked& a) {
  return a.is_number() && a.type.unit.empty() && a.is_literal && a.low && a.low->is_zero();
}

}  // namespace

std::optional<Checked> ExpressionChecker::Unify(std::vector<Branch>& branches) {
  for (Branch& branch : branches) {
    if (branch.value.is_bad()) {
      return std::nullopt;
    }
  }
  const Branch* first = &branches.front();
  for (const Branch& branch : branches) {
    if (!IsBareZero(branch.value) && !branch.value.type_open) {
      first = &branch;
      break;
    }
  }
  const Type type = types::Required(first->value.type);
  const Span first_span = first->span;
  Checked result = first->value;
  result.is_literal = false;
  result.bounded = true;
  for (Branch& branch : branches) {
    if (IsBareZero(branch.value) && type.kind == Kind::kNumber && !type.unit.empty()) {
      branch.value = NumberValue(Rational(0), type.unit);
    }
    const bool same_kind = branch.value.type.kind == type.kind && branch.value.type.key == type.key;
    if (!same_kind || branch.value.type.unit != type.unit) {
      auto& problem = Report(
          same_kind ? diag::kUnitMismatch : diag::kTypeMismatch,
          branch.span,
          fmt::format("{} beside {}", types::Describe(branch.value.type), types::Describe(type))
      );
      problem.secondary.push_back({first_span, types::Describe(type)});
      return std::nullopt;
    }
    result.type.optional = result.type.optional || branch.value.type.optional;
    result.type.range =
        result.type.range == branch.value.type.range ? result.type.range : Type::Range::kAny;
    result.low = result.low && branch.value.low
                     ? std::optional(std::min(*result.low, *branch.value.low))
                     : std::nullopt;
    result.high = result.high && branch.value.high
                      ? std::optional(std::max(*result.high, *branch.value.high))
                      : std::nullopt;
    result.nonzero = result.nonzero && branch.value.nonzero;
    result.bounded = result.bounded && branch.value.bounded;
  }
  result.one_run = result.nonempty = result.is_calendar = false;
  return result;
}

// A key by its name: a column of the row, or the member bound in the scope.
std::optional<ExpressionChecker::Selector> ExpressionChecker::SelectBy(
    const ast::Path& path, const Scope& scope
) {
  const std::string& name = path.names.front().text;
  Checked by;
  if (auto column = RowWord(name, scope, path.span); column && path.names.size() == 1) {
    by = *column;
  } else if (const auto bound = scope.members.find(name); bound != scope.members.end()) {
    by = Value(bound->second);
  } else if (const auto given = c_.givens.find(name); given != c_.givens.end()) {
    by = GivenValue(given->second, {}, scope, path.span);
  } else {
    const bool is_key = c_.keys.contains(name);
    auto& problem = Report(
        is_key ? diag::kNeedsMember : diag::kUnknownName,
        path.span,
        is_key ? fmt::format("no member of `{}` is in scope", name)
               : fmt::format("no key `{}`", path.Text())
    );
    if (is_key) {
      problem.help =
          fmt::format("`each {0}`, `customer … on MEMBER`, or a column of key `{0}`", name);
    }
    return std::nullopt;
  }
  if (by.is_bad()) {
    return std::nullopt;
  }
  if (!by.IsKind(Kind::kMember) && !by.IsKind(Kind::kText)) {
    Report(diag::kTypeMismatch, path.span, fmt::format("a table by {}", types::Describe(by.type)));
    return std::nullopt;
  }
  by = Defined(std::move(by), path.span, "a table");
  if (by.is_bad()) {
    return std::nullopt;
  }
  return Selector{by.node, by.type.key};
}

Checked ExpressionChecker::Table(const ast::ByTable& table, const Scope& scope, Span span) {
  std::vector<Selector> by;
  plan::Node node{.op = plan::Op::kTable};
  for (const ast::Path& key : table.keys) {
    const auto selector = SelectBy(key, scope);
    if (!selector) {
      return Bad();
    }
    by.push_back(*selector);
    node.args.push_back(selector->node);
  }
  std::vector<Branch> branches;
  for (const ast::TableRow& row : table.rows) {
    Checked value = Check(row.value, scope);
    if (value.form != Form::kClockAmount && value.form != Form::kCalendarAmount) {
      value = AsValue(std::move(value), scope.file()[row.value].span);
    }
    branches.push_back({std::move(value), scope.file()[row.value].span});
    if (!row.labels.empty() && row.labels.size() != by.size()) {
      Report(
          diag::kWrongArguments,
          row.span,
          fmt::format("{} labels for {} keys", row.labels.size(), by.size())
      );
      return Bad();
    }
  }
  // Amounts of working time differ in calendar too: the table chooses, then each row adds its own.
  const bool clocks = std::any_of(branches.begin(), branches.end(), [](const Branch& b) {
    return b.value.form == Form::kClockAmount;
  });
  if (clocks) {
    return ClockTable(table, std::move(node), branches, by, scope, span);
  }
  auto result = Unify(branches);
  if (!result) {
    return Bad();
  }
  node.type = result->type;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    AddRow(node, table.rows[i], branches[i].value.node);
  }
  CheckExhaustive(table, by, node, scope, span);
  result->node = c_.builder.Add(std::move(node));
  result->resolved = Checked::Resolved::kNo;
  return *result;
}

void ExpressionChecker::AddRow(plan::Node& node, const ast::TableRow& row, NodeId value) {
  if (row.labels.empty()) {
    node.fallback = value;
    return;
  }
  plan::TableRow added{.labels = {}, .value = value};
  for (const ast::Label& label : row.labels) {
    added.labels.push_back(label.name.text);
  }
  node.rows.push_back(std::move(added));
}

// by severity { critical: 1h, major: 4h of office }: what is added to an instant is chosen with it,
// so the table stays open until it is added.
Checked ExpressionChecker::ClockTable(
    const ast::ByTable& table,
    plan::Node node,
    const std::vector<Branch>& branches,
    const std::vector<Selector>& by,
    const Scope& scope,
    Span span
) {
  Checked clock{.form = Form::kClockAmount, .type = types::Duration()};
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Checked& value = branches[i].value;
    const bool is_duration = value.is_number() && value.type.unit == types::TimeUnit();
    if (value.form != Form::kClockAmount && !is_duration) {
      if (!value.is_bad()) {
        Report(
            diag::kTypeMismatch, branches[i].span, "beside amounts of working time stand durations"
        );
      }
      return Bad();
    }
    AddRow(node, table.rows[i], {});
    clock.alternatives.push_back(value);
  }
  CheckExhaustive(table, by, node, scope, span);
  clock.table = std::move(node);
  return clock;
}

// a + the table: each row adds its own amount.
Checked ExpressionChecker::MoveByTable(
    const ast::Binary& op, const Checked& a, const Checked& clock
) {
  plan::Node node = clock.table;
  std::size_t row = 0;
  for (const Checked& amount : clock.alternatives) {
    const Checked moved = MoveInTime(op, a, amount);
    if (moved.is_bad()) {
      return moved;
    }
    node.type = moved.type;
    const bool is_fallback = row == node.rows.size();
    (is_fallback ? *node.fallback : node.rows[row].value) = moved.node;
    ++row;
  }
  return Value(c_.builder.Add(std::move(node)));
}

void ExpressionChecker::CheckExhaustive(
    const ast::ByTable& table,
    const std::vector<Selector>& by,
    const plan::Node& node,
    const Scope& scope,
    Span span
) {
  std::set<std::vector<std::string>> seen;
  for (const ast::TableRow& row : table.rows) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < row.labels.size(); ++i) {
      labels.push_back(row.labels[i].name.text);
      CheckLabel(row.labels[i].name, by[i].key);
    }
    if (!seen.insert(labels).second) {
      Report(
          diag::kDuplicateName,
          row.span,
          fmt::format("a second row for `{}`", fmt::join(labels, ", "))
      );
    }
  }
  if (node.fallback) {
    return;
  }
  std::vector<std::vector<std::string>> wanted{{}};
  for (const Selector& selector : by) {
    const auto key = c_.keys.find(selector.key);
    const bool open = key == c_.keys.end() || !c_.plan.keys[key->second].closed;
    if (open && scope.in_example) {
      return;  // an example knows its members
    }
    if (open) {
      if (!scope.in_given) {
        Report(diag::kNotExhaustive, span, "the key is open, and the table has no `else`");
      }
      return;
    }
    std::vector<std::vector<std::string>> longer;
    for (const auto& labels : wanted) {
      for (const auto& member : c_.plan.keys[key->second].members) {
        longer.push_back(labels);
        longer.back().push_back(member.label);
      }
    }
    wanted = std::move(longer);
  }
  for (const auto& labels : wanted) {
    if (!seen.contains(labels)) {
      Report(diag::kNotExhaustive, span, fmt::format("no row for `{}`", fmt::join(labels, ", ")))
          .help = "add the row, or `else: …`";
      return;
    }
  }
}

void ExpressionChecker::CheckLabel(const ast::Name& label, const std::string& key) {
  const auto declared = c_.keys.find(key);
  if (declared == c_.keys.end() || !c_.plan.keys[declared->second].closed) {
    return;
  }
  std::vector<std::string> labels;
  for (const auto& entry : c_.plan.keys[declared->second].members) {
    labels.push_back(entry.label);
  }
  if (std::find(labels.begin(), labels.end(), label.text) != labels.end()) {
    return;
  }
  auto& problem = Report(
      diag::kUnknownMember, label.span, fmt::format("`{}` is no member of `{}`", label.text, key)
  );
  if (const auto near = NearestName(label.text, labels)) {
    problem.help = fmt::format("`{}` is near", *near);
  }
}

Checked ExpressionChecker::LadderOf(const ast::Ladder& ladder, const Scope& scope, Span span) {
  Checked x;
  Span x_span = span;
  if (ladder.of) {
    x_span = scope.file()[*ladder.of].span;
    x = CheckDefined(*ladder.of, scope, "a ladder");
  } else {
    const auto value = ObjectiveWord("value", scope, span);
    if (!value) {
      Report(
          diag::kTargetWithoutMeasure, span, "a ladder outside an objective names what it looks up"
      )
          .help = "`ladder x { … }`";
      return Bad();
    }
    x = Defined(*value, span, "a ladder");
  }
  plan::Node node{.op = plan::Op::kLadder};
  std::vector<Branch> branches;
  for (const ast::Rung& rung : ladder.rungs) {
    branches.push_back(
        {AsValue(Check(rung.value, scope), scope.file()[rung.value].span),
         scope.file()[rung.value].span}
    );
  }
  if (x.is_bad()) {
    return Bad();
  }
  auto result = Unify(branches);
  if (!result) {
    return Bad();
  }
  node.args = {x.node};
  for (std::size_t i = 0; i < ladder.rungs.size(); ++i) {
    plan::Rung rung{
        .bounds = {}, .value = branches[i].value.node, .printed = ladder.rungs[i].printed};
    for (const ast::Bound& bound : ladder.rungs[i].bounds) {
      const Checked limit =
          CheckAs(bound.value, scope, types::Quantity(x.type.unit), "a row of the ladder");
      if (limit.is_bad() || x.type.kind != Kind::kNumber) {
        return Bad();
      }
      rung.bounds.push_back({ToPlan(bound.op), limit.node});
    }
    if (rung.bounds.empty()) {
      node.fallback = rung.value;
    } else {
      node.rungs.push_back(std::move(rung));
    }
  }
  result->type.optional = false;
  result->resolved = Checked::Resolved::kNo;
  node.type = result->type;
  result->node = c_.builder.Add(std::move(node));
  return *result;
}

}  // namespace slate::check
