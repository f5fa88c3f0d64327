// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"
#include "compiler/types/describe.h"

// What is read of a named thing: results of objectives, ends of stretches, columns of cases.
namespace slate::check {

Checked ExpressionChecker::ResultOf(
    ObjectiveEntry& objective, std::vector<NodeId> members, const std::string& field, Span span
) {
  const std::string& name = c_.plan.objectives[objective.index].name;
  plan::Node node{
      .op = plan::Op::kResult, .args = std::move(members), .name = name, .field = field};
  if (IsVerdict(field)) {
    node.type = types::Bool();
    return Value(c_.builder.Add(std::move(node)));
  }
  Checked found;
  if (field == "value" || field == "target") {
    const Checked& measure = CheckMeasure(objective);
    if (!measure.is_bad() || objective.measure) {
      found = measure;
    } else {
      Report(
          diag::kTargetWithoutMeasure,
          span,
          fmt::format("`{}` has no `measure`, so no `{}`", name, field)
      );
      return Bad();
    }
    if (field == "target") {
      found.type = types::Required(found.type);
      found.resolved = Checked::Resolved::kNo;
      found.low = found.high = std::nullopt;
    }
  } else {
    found = field == "credit" ? CheckCredit(objective) : CheckBonus(objective);
    found.type = types::Required(found.type);
  }
  if (!found.is_value()) {
    return Bad();
  }
  node.type = found.type;
  found.node = c_.builder.Add(std::move(node));
  found.resolved = Checked::Resolved::kNo;
  found.is_literal = false;
  return found;
}

Checked ExpressionChecker::UnknownField(const ast::Name& field, std::vector<std::string> names) {
  auto& problem = Report(diag::kUnknownField, field.span, fmt::format("no `{}` here", field.text));
  if (const auto near = NearestName(field.text, names)) {
    SuggestName(problem, field.span, *near);
  } else {
    problem.help = fmt::format("there is {}", fmt::join(names, ", "));
  }
  return Bad();
}

Checked ExpressionChecker::FieldOfObjective(
    const Checked& base, const ast::Name& field, const Scope& scope
) {
  ObjectiveEntry& objective = c_.objectives.at(base.name);
  const plan::Objective& declared = c_.plan.objectives[objective.index];
  std::vector<NodeId> members = base.keys;
  for (std::size_t i = members.size(); i < declared.keys.size(); ++i) {
    const auto bound = scope.members.find(declared.keys[i]);
    if (bound == scope.members.end()) {
      auto& problem = Report(
          diag::kNeedsMember,
          field.span,
          fmt::format(
              "`{}` exists once for each `{}`, and none is in scope", base.name, declared.keys[i]
          )
      );
      problem.help = fmt::format(
          "`{0}[…].{1}`, or `any({2}: {0}.{1})`", base.name, field.text, declared.keys[i]
      );
      return Bad();
    }
    members.push_back(bound->second);
  }
  if (objective.lets.contains(field.text)) {
    Checked let = CheckLet(objective, field.text);
    if (!let.is_value()) {
      return let;
    }
    let.node = c_.builder.Add({
        .op = plan::Op::kResult,
        .type = let.type,
        .args = std::move(members),
        .name = base.name,
        .field = "let:" + field.text,
    });
    return let;
  }
  if (field.text == "value" || field.text == "target" || field.text == "credit" ||
      field.text == "bonus" || IsVerdict(field.text)) {
    return ResultOf(objective, std::move(members), field.text, field.span);
  }
  std::vector<std::string> names{"value", "target", "credit", "bonus"};
  names.insert(names.end(), std::begin(kVerdicts), std::end(kVerdicts));
  for (const auto& [name, let] : objective.lets) {
    names.push_back(name);
  }
  return UnknownField(field, std::move(names));
}

// `previous.x` inside an objective reads its own x; its type may still be open.
Checked ExpressionChecker::FieldOfPrevious(const ast::Name& field, const Scope& scope) {
  if (scope.objective == nullptr) {
    if (c_.objectives.contains(field.text)) {
      return {.form = Checked::Form::kObjective, .name = field.text, .working = NodeId{}};
    }
    return UnknownField(field, {});
  }
  ObjectiveEntry& objective = *scope.objective;
  const plan::Objective& declared = c_.plan.objectives[objective.index];
  const Scope own = ScopeOf(objective);
  plan::Node now{.op = plan::Op::kResult, .name = declared.name};
  for (const std::string& key : declared.keys) {
    now.args.push_back(own.members.at(key));
  }
  Checked result;
  const auto let = objective.let_states.find(field.text);
  const bool is_open =
      let != objective.let_states.end() &&
      (let->second.state == LineState::State::kVisiting ||
       (scope.before_otherwise && let->second.state == LineState::State::kUnvisited));
  if (is_open) {
    now.field = "let:" + field.text;
    result.form = Checked::Form::kValue;
    result.type_open = true;
  } else if (objective.lets.contains(field.text)) {
    now.field = "let:" + field.text;
    result = CheckLet(objective, field.text);
  } else if (c_.objectives.contains(field.text)) {
    return {.form = Checked::Form::kObjective, .name = field.text, .working = NodeId{}};
  } else if (field.text == "credit" && objective.credit_state.state == LineState::State::kVisiting) {
    now.field = field.text;
    result.form = Checked::Form::kValue;
    result.type_open = true;
  } else {
    result = ResultOf(objective, now.args, field.text, field.span);
    now.field = field.text;
  }
  if (!result.is_value()) {
    return Bad();
  }
  now.type = result.type;
  const NodeId today = c_.builder.Add(std::move(now));
  result.type = types::Optional(result.type);
  result.low = result.high = std::nullopt;
  result.nonzero = false;
  result.node = c_.builder.Make(plan::Op::kPrevious, result.type, {today});
  return result;
}

Checked ExpressionChecker::FieldOfCase(const Checked& base, const ast::Name& field) {
  const InputEntry& input = c_.inputs.at(base.name);
  std::vector<std::string> names;
  for (const plan::Column& column : c_.plan.inputs[input.index].columns) {
    if (column.name == field.text) {
      Checked value = Value(c_.builder.Add({
          .op = plan::Op::kCaseColumn,
          .type = types::Required(column.type),
          .args = base.keys,
          .name = column.name,
          .input = base.name,
      }));
      value.bounded = true;
      return value;
    }
    names.push_back(column.name);
  }
  return UnknownField(field, std::move(names));
}

Checked ExpressionChecker::FieldOfRight(
    const Checked& base, const ast::Name& field, const Scope& scope
) {
  const std::vector<std::string> fields{"granted", "standing", "exercised", "lapsed"};
  if (std::find(fields.begin(), fields.end(), field.text) == fields.end()) {
    return UnknownField(field, fields);
  }
  const std::vector<std::string>& keys = c_.plan.rights[c_.rights.at(base.name)].keys;
  std::optional<std::vector<NodeId>> members = base.keys;
  if (members->size() < keys.size()) {
    members = Members(keys, {}, scope, field.span, fmt::format("`{}`", base.name));
  }
  if (!members) {
    return Bad();
  }
  return Value(c_.builder.Add({
      .op = plan::Op::kResult,
      .type = types::Bool(),
      .args = std::move(*members),
      .name = base.name,
      .field = field.text,
  }));
}

// An amount that has to be claimed: what is to be paid of it, and what became of the claim.
Checked ExpressionChecker::FieldOfStage(const Checked& base, const ast::Name& field) {
  const std::vector<std::string> fields{"payable", "claimed", "forfeited"};
  if (std::find(fields.begin(), fields.end(), field.text) == fields.end()) {
    return UnknownField(field, fields);
  }
  plan::Node node = c_.plan.nodes[base.node];
  node.field = field.text;
  node.type = field.text == "payable" ? node.type : types::Bool();
  return Value(c_.builder.Add(std::move(node)));
}

Checked ExpressionChecker::EndsOf(const Checked& base, const ast::Name& field) {
  const bool is_date = base.IsKind(Type::Kind::kDate);
  if (!is_date && !(base.is_spans() && (base.one_run || base.has_ends))) {
    auto& problem = Report(
        diag::kUnknownField,
        field.span,
        fmt::format("{} has no `{}`", types::Describe(base.type), field.text)
    );
    if (base.is_spans()) {
      problem.help =
          "one stretch has ends, a period, a window, `A .. B`, and what a calendar leaves of one: "
          "`(date(opened) in office).to`";
    }
    return Bad();
  }
  if (field.text != "from" && field.text != "to") {
    return UnknownField(field, {"from", "to"});
  }
  const bool from = field.text == "from";
  Checked end = Value(
      is_date ? c_.builder.Make(
                    from ? plan::Op::kDateStart : plan::Op::kDateEnd, types::Instant(), {base.node}
                )
              : c_.builder.Make(
                    from ? plan::Op::kFromOf : plan::Op::kToOf, types::Instant(), {base.node}
                )
  );
  end.type.optional = base.type.optional || (base.is_spans() && !base.one_run);
  return end;
}

// `priority.last`: one value of a history.
std::optional<Checked> ExpressionChecker::FieldOfHistory(
    const ast::Member& member, const Scope& scope
) {
  const std::string& field = member.name.text;
  const bool extreme = field == "max" || field == "min";
  if (!extreme && field != "first" && field != "last") {
    return std::nullopt;
  }
  Scope read = scope;
  read.at_instant = true;
  const Checked base = Check(member.base, read);
  if (base.is_bad()) {
    return base;
  }
  if (!base.is_value() || !IsHistory(base)) {
    return std::nullopt;
  }
  const bool ordered =
      base.is_number() || base.IsKind(Type::Kind::kInstant) || base.IsKind(Type::Kind::kDate);
  if (extreme && !ordered) {
    Report(
        diag::kTypeMismatch,
        member.name.span,
        fmt::format("`{}` of {}", field, types::Describe(base.type))
    )
        .help = "only numbers, instants and dates have a largest and a smallest value";
    return Bad();
  }
  plan::Node node = c_.builder[base.node];
  node.op = plan::Op::kHistory;
  node.field = field;
  Checked value = base;
  value.node = c_.builder.Add(std::move(node));
  return value;
}

bool ExpressionChecker::IsHistory(const Checked& value) const {
  const plan::Node& node = c_.builder[value.node];
  const auto input = c_.inputs.find(node.input);
  if (node.op != plan::Op::kColumn || input == c_.inputs.end()) {
    return false;
  }
  const auto& columns = c_.plan.inputs[input->second.index].columns;
  return std::any_of(columns.begin(), columns.end(), [&](const plan::Column& column) {
    return column.name == node.name && column.fold == plan::Column::Fold::kHistory;
  });
}

Checked ExpressionChecker::Field(const ast::Member& member, const Scope& scope, Span) {
  if (auto value = FieldOfHistory(member, scope)) {
    return *value;
  }
  Checked base = Check(member.base, scope);
  switch (base.form) {
    case Checked::Form::kBad: return base;
    case Checked::Form::kPrevious: return FieldOfPrevious(member.name, scope);
    case Checked::Form::kCase: return FieldOfCase(base, member.name);
    case Checked::Form::kRow: return FieldOfElement(base, member.name, scope);
    case Checked::Form::kObjective: {
      Checked result = FieldOfObjective(base, member.name, scope);
      if (base.working && result.is_value()) {  // previous.objective.field
        result.type = types::Optional(result.type);
        result.node = c_.builder.Make(plan::Op::kPrevious, result.type, {result.node});
      }
      return result;
    }
    case Checked::Form::kRight: return FieldOfRight(base, member.name, scope);
    case Checked::Form::kValue:
      if (!base.name.empty()) {  // a run by its name
        return FieldOfElement(base, member.name, scope);
      }
      if (c_.plan.nodes[base.node].op == plan::Op::kStage) {
        return FieldOfStage(base, member.name);
      }
      return EndsOf(base, member.name);
    case Checked::Form::kPeriodWord: return EndsOf(base, member.name);
    default: return AsValue(std::move(base), scope.file()[member.base].span);
  }
}

Checked ExpressionChecker::Indexed(const ast::Index& index, const Scope& scope, Span span) {
  const ast::Expr& base_expr = scope.file()[index.base];
  if (const auto* ref = std::get_if<ast::Ref>(&base_expr.node);
      ref != nullptr && !scope.locals.contains(ref->name.text)) {
    const std::string& name = ref->name.text;
    if (const auto given = c_.givens.find(name); given != c_.givens.end()) {
      return GivenValue(given->second, index.keys, scope, span);
    }
    if (const auto fact = c_.attested.find(name); fact != c_.attested.end()) {
      return AttestedValue(fact->second, index.keys, scope, span);
    }
    if (const auto stage = c_.settles.find(name); stage != c_.settles.end()) {
      return StageValue(stage->second, index.keys, scope, span);
    }
    if (const auto let = c_.lets.find(name);
        let != c_.lets.end() && let->second->each.size() == index.keys.size()) {
      Scope inner = scope;
      for (std::size_t i = 0; i < index.keys.size(); ++i) {
        const std::string& key = let->second->each[i].key.text;
        inner.members[key] = CheckMember(index.keys[i], scope, key);
      }
      return AgreementLet(let->second, inner, span);
    }
  }
  Checked base = Check(index.base, scope);
  if (base.form == Checked::Form::kInput && index.keys.size() == 1) {
    const Checked key = CheckDefined(index.keys[0], scope, "a case");
    if (key.is_bad()) {
      return key;
    }
    return {.form = Checked::Form::kCase, .name = base.name, .keys = {key.node}};
  }
  if (base.form == Checked::Form::kObjective || base.form == Checked::Form::kRight) {
    const std::vector<std::string>& keys =
        base.form == Checked::Form::kRight
            ? c_.plan.rights[c_.rights.at(base.name)].keys
            : c_.plan.objectives[c_.objectives.at(base.name).index].keys;
    auto members = Members(keys, index.keys, scope, span, fmt::format("`{}`", base.name));
    if (!members) {
      return Bad();
    }
    base.keys = std::move(*members);
    return base;
  }
  if (!base.is_bad()) {
    Report(diag::kNotAValue, span, "this has no members to choose from");
  }
  return Bad();
}

}  // namespace slate::check
