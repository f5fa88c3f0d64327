// SPDX-License-Identifier: Apache-2.0
#include "compiler/diag/catalog/names.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"
#include "compiler/types/describe.h"

namespace slate::check {

namespace {

constexpr std::string_view kVerdicts[] = {"met", "missed", "pending", "undecided", "void"};

bool IsVerdict(std::string_view word) {
  return std::find(std::begin(kVerdicts), std::end(kVerdicts), word) != std::end(kVerdicts);
}

}  // namespace

Checked ExpressionChecker::Reference(const ast::Ref& ref, const Scope& scope, Span span) {
  const std::string& name = ref.name.text;
  if (const auto local = scope.locals.find(name); local != scope.locals.end()) {
    const auto text = scope.arguments.find(name);
    return text == scope.arguments.end() ? local->second
                                         : ReadArgument(text->second, local->second, scope);
  }
  if (auto found = RowWord(name, scope, span)) {
    return *found;
  }
  if (auto found = ObjectiveWord(name, scope, span)) {
    return *found;
  }
  if (auto found = AgreementWord(name, scope, span)) {
    return *found;
  }
  if (auto found = BuiltInWord(name, scope)) {
    return *found;
  }
  return UnknownName(name, scope, span);
}

// The value at the call, unless the metric has entered bins or members since.
Checked ExpressionChecker::ReadArgument(
    const ArgumentText& text, const Checked& at_call, const Scope& scope
) {
  const bool deeper = scope.in_window != text.caller->in_window ||
                      scope.in_moment != text.caller->in_moment ||
                      scope.members.size() != text.caller->members.size();
  if (!deeper) {
    return at_call;
  }
  Scope there = *text.caller;
  there.in_window = scope.in_window;
  there.in_moment = scope.in_moment;
  there.members = scope.members;
  return CheckAs(text.expr, there, text.type, "the parameter");
}

std::optional<Checked> ExpressionChecker::RowWord(
    const std::string& name, const Scope& scope, Span span
) {
  if (scope.in_run) {
    if (name == "from" || name == "to") {
      return Value(c_.builder.Make(
          name == "from" ? plan::Op::kRunFrom : plan::Op::kRunTo, types::Instant(), {}
      ));
    }
    if (name == "length") {
      Checked length = Value(c_.builder.Make(plan::Op::kRunLength, types::Duration(), {}));
      length.low = Rational(0);
      length.nonzero = true;
      return length;
    }
  }
  if (scope.row == nullptr) {
    return std::nullopt;
  }
  for (const plan::Column& column : c_.plan.inputs[scope.row->index].columns) {
    if (column.name == name) {
      return ColumnValue(*scope.row, column, scope);
    }
  }
  if (const auto let = scope.row->lets.find(name); let != scope.row->lets.end()) {
    return InputLet(let->second, scope, span);
  }
  return std::nullopt;
}

Checked ExpressionChecker::ColumnValue(
    const InputEntry& input, const plan::Column& column, const Scope& scope
) {
  Type type = column.type;
  if (scope.known.contains(column.name)) {
    type = types::Required(type);
  }
  Checked value = Value(c_.builder.Add(
      {.op = plan::Op::kColumn,
       .type = type,
       .name = column.name,
       .input = c_.plan.inputs[input.index].name}
  ));
  value.bounded = true;
  if (value.is_number() && type.range != Type::Range::kAny) {
    value.low = Rational(0);
    if (type.range == Type::Range::kShare) {
      value.high = Rational(1);
    }
  }
  return value;
}

Checked ExpressionChecker::InputLet(const Sited<ast::Let>& let, const Scope& scope, Span span) {
  const std::string mark = "row let " + let->name.text;
  if (std::find(scope.open.begin(), scope.open.end(), mark) != scope.open.end()) {
    Report(diag::kDefinitionCycle, span, fmt::format("`{}` needs its own value", let->name.text));
    return Bad();
  }
  Scope inner = scope;
  inner.module = let.module;
  inner.locals.clear();
  inner.arguments.clear();
  inner.expected.reset();
  inner.open.push_back(mark);
  return Check(let->value, inner);
}

std::optional<Checked> ExpressionChecker::ObjectiveWord(
    const std::string& name, const Scope& scope, Span span
) {
  if (scope.objective == nullptr) {
    return std::nullopt;
  }
  ObjectiveEntry& objective = *scope.objective;
  if (const auto let = objective.lets.find(name); let != objective.lets.end()) {
    if (IsDeeper(scope)) {
      return AgreementLet(let->second, scope, span);
    }
    return CheckLet(objective, name);
  }
  if (name != "value" && name != "target" && name != "credit" && !IsVerdict(name)) {
    return std::nullopt;
  }
  if (name == "void" && scope.expected && scope.expected->kind != Type::Kind::kBool) {
    return std::nullopt;
  }
  const Scope own = ScopeOf(objective);
  std::vector<NodeId> members;
  for (const std::string& key : c_.plan.objectives[objective.index].keys) {
    members.push_back(own.members.at(key));
  }
  Checked result = ResultOf(objective, std::move(members), name, span);
  if (scope.missed && name == "value") {
    result.type = types::Required(result.type);
  }
  return result;
}

std::optional<Checked> ExpressionChecker::AgreementWord(
    const std::string& name, const Scope& scope, Span span
) {
  if (const auto let = c_.lets.find(name); let != c_.lets.end()) {
    return AgreementLet(let->second, scope, span);
  }
  if (const auto given = c_.givens.find(name); given != c_.givens.end()) {
    return GivenValue(given->second, {}, scope, span);
  }
  if (const auto fact = c_.attested.find(name); fact != c_.attested.end()) {
    return AttestedValue(fact->second, {}, scope, span);
  }
  if (c_.objectives.contains(name)) {
    return Checked{.form = Checked::Form::kObjective, .name = name};
  }
  if (const auto stage = c_.settles.find(name); stage != c_.settles.end()) {
    return StageValue(stage->second, {}, scope, span);
  }
  if (c_.inputs.contains(name)) {
    return Checked{.form = Checked::Form::kInput, .name = name};
  }
  if (c_.calendars.contains(name)) {
    Checked calendar =
        Value(c_.builder.Add({.op = plan::Op::kCalendar, .type = types::Spans(), .name = name}));
    calendar.is_calendar = true;
    return calendar;
  }
  if (c_.keys.contains(name)) {
    if (const auto bound = scope.members.find(name); bound != scope.members.end()) {
      return Value(bound->second);
    }
    return Checked{.form = Checked::Form::kKey, .name = name};
  }
  if (c_.rights.contains(name)) {
    return Checked{.form = Checked::Form::kRight, .name = name};
  }
  return std::nullopt;
}

std::optional<Checked> ExpressionChecker::BuiltInWord(const std::string& name, const Scope& scope) {
  const auto stretch = [&](plan::Op op, Checked::Form form, bool bounded) {
    Checked a = Value(c_.builder.Make(op, types::Spans(), {}));
    a.form = form;
    a.bounded = bounded;
    a.one_run = a.nonempty = true;
    return a;
  };
  if (name == "period") {
    return stretch(plan::Op::kPeriod, Checked::Form::kPeriodWord, true);
  }
  if (name == "term") {
    return stretch(plan::Op::kTerm, Checked::Form::kValue, c_.plan.term_last.has_value());
  }
  if (name == "window" && scope.in_window) {
    return stretch(plan::Op::kWindow, Checked::Form::kValue, true);
  }
  if (name == "moment" && scope.in_moment) {
    return Value(c_.builder.Make(plan::Op::kMoment, types::Instant(), {}));
  }
  if (name == "true" || name == "false") {
    return Value(c_.builder.Const(name == "true", types::Bool()));
  }
  if (name == "previous") {
    return Checked{.form = Checked::Form::kPrevious};
  }
  if (name == "void" || name == "skip") {
    return Checked{.form = Checked::Form::kResolution, .name = name};
  }
  return std::nullopt;
}

std::vector<std::string> ExpressionChecker::NamesInReach(const Scope& scope) const {
  std::vector<std::string> names{
      "period", "term", "value", "target", "met", "missed", "previous", "otherwise"};
  for (const auto& [name, span] : c_.names) {
    names.push_back(name);
  }
  for (const auto& [name, local] : scope.locals) {
    names.push_back(name);
  }
  if (scope.row != nullptr) {
    for (const plan::Column& column : c_.plan.inputs[scope.row->index].columns) {
      names.push_back(column.name);
    }
    for (const auto& [name, let] : scope.row->lets) {
      names.push_back(name);
    }
  }
  if (scope.objective != nullptr) {
    for (const auto& [name, let] : scope.objective->lets) {
      names.push_back(name);
    }
  }
  return names;
}

Checked ExpressionChecker::UnknownName(const std::string& name, const Scope& scope, Span span) {
  auto& problem =
      Report(diag::kUnknownName, span, fmt::format("nothing here is called `{}`", name));
  if (name == "value" || name == "target" || name == "met" || name == "missed") {
    problem.help =
        fmt::format("inside an objective `{0}` is its own; elsewhere write `OBJECTIVE.{0}`", name);
  } else if (const auto near = NearestName(name, NamesInReach(scope))) {
    problem.help = fmt::format("`{}` is near", *near);
    problem.fixes.push_back({"replace it", diag::Safety::kUnsafe, {{span, *near}}});
  }
  return Bad();
}

// A `let` outside any `each` is a text: it is read again in each scope that uses it.
Checked ExpressionChecker::AgreementLet(const Sited<ast::Let>& let, const Scope& scope, Span span) {
  const std::string& name = let->name.text;
  if (std::find(scope.open.begin(), scope.open.end(), name) != scope.open.end()) {
    auto& problem =
        Report(diag::kDefinitionCycle, span, fmt::format("`{}` needs its own value", name));
    for (const std::string& step : scope.open) {
      problem.notes.push_back(fmt::format("through `{}`", step));
    }
    return Bad();
  }
  Scope inner = scope;
  inner.module = let.module;
  inner.locals.clear();
  inner.arguments.clear();
  inner.row = nullptr;
  inner.in_run = false;
  inner.known.clear();
  inner.expected.reset();
  inner.open.push_back(name);
  for (const ast::Over& over : let->each) {
    if (!inner.members.contains(over.key.text)) {
      auto& problem = Report(
          diag::kNeedsMember,
          span,
          fmt::format("`{}` exists once for each `{}`, and none is in scope", name, over.key.text)
      );
      problem.help = fmt::format("use it inside `each {}`", over.key.text);
      return Bad();
    }
  }
  Checked value = Check(let->value, inner);
  if (value.is_value()) {
    value.is_literal = false;
  }
  return value;
}

Checked ExpressionChecker::GivenValue(
    std::size_t index, const std::vector<ast::ExprId>& keys, const Scope& scope, Span span
) {
  const plan::Given& given = c_.plan.givens[index];
  auto members = Members(given.keys, keys, scope, span, fmt::format("`{}`", given.name));
  if (!members) {
    return Bad();
  }
  const auto source =
      std::find_if(c_.agreement.givens.begin(), c_.agreement.givens.end(), [&](const auto& g) {
        return g->name.text == given.name;
      });
  plan::Node node{
      .op = plan::Op::kGiven, .type = given.type, .args = std::move(*members), .name = given.name};
  if (given.dated) {
    node.reading = plan::Reading::kAtStart;
    if (source->node->reading) {
      const ast::Reading& reading = *source->node->reading;
      const std::string word =
          reading.word.text + (reading.detail ? " " + reading.detail->text : "");
      static const std::map<std::string, plan::Reading> kReadings{
          {"at start", plan::Reading::kAtStart},
          {"at end", plan::Reading::kAtEnd},
          {"highest", plan::Reading::kHighest},
          {"lowest", plan::Reading::kLowest},
          {"prorated day", plan::Reading::kProratedByDay},
          {"prorated time", plan::Reading::kProratedByTime},
          {"split", plan::Reading::kSplit},
      };
      const auto found = kReadings.find(word);
      if (found == kReadings.end()) {
        auto& problem = Report(
            diag::kUnknownWord,
            reading.word.span,
            fmt::format("`{}` is no way to read a fact", word)
        );
        problem.help =
            "`at start`, `at end`, `highest`, `lowest`, `prorated by day [of N]`, `prorated by "
            "time` or `split`";
        return Bad();
      }
      node.reading = found->second;
      node.reading_of = reading.of.value_or(Rational(0));
    } else {
      node.reading = plan::Reading::kPlain;
    }
  }
  Checked value = Value(c_.builder.Add(std::move(node)));
  if (value.is_number() && value.type.range != Type::Range::kAny) {
    value.low = Rational(0);
    if (value.type.range == Type::Range::kShare) {
      value.high = Rational(1);
    }
  }
  value.bounded = true;
  value.nonzero = true;  // a fact that divides and is 0 is refused when it is read
  return value;
}

Checked ExpressionChecker::AttestedValue(
    std::size_t index, const std::vector<ast::ExprId>& keys, const Scope& scope, Span span
) {
  const plan::Attested& fact = c_.plan.attested[index];
  auto members = Members(fact.keys, keys, scope, span, fmt::format("`{}`", fact.name));
  if (!members) {
    return Bad();
  }
  return Value(c_.builder.Add(
      {.op = plan::Op::kAttested, .type = fact.type, .args = std::move(*members), .name = fact.name}
  ));
}

Checked ExpressionChecker::StageValue(
    std::size_t index, const std::vector<ast::ExprId>& keys, const Scope& scope, Span span
) {
  const plan::Settle& settle = c_.plan.settles[index];
  auto members = Members(settle.keys, keys, scope, span, fmt::format("`{}`", settle.name));
  if (!members) {
    return Bad();
  }
  Type type = types::Quantity({{c_.plan.currency, 1}});
  if (!settle.parts.empty() && !settle.parts.front().of.empty()) {
    const auto objective = c_.objectives.find(settle.parts.front().of.front().objective);
    if (objective != c_.objectives.end()) {
      const bool is_bonus = settle.parts.front().of.front().field == "bonus";
      const Checked& amount =
          is_bonus ? CheckBonus(objective->second) : CheckCredit(objective->second);
      if (amount.is_value()) {
        type = types::Quantity(amount.type.unit);
      }
    }
  }
  return Value(c_.builder.Add(
      {.op = plan::Op::kStage,
       .type = std::move(type),
       .args = std::move(*members),
       .name = settle.name}
  ));
}

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
    problem.help = fmt::format("`{}` is near", *near);
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

Checked ExpressionChecker::EndsOf(const Checked& base, const ast::Name& field) {
  const bool is_date = base.IsKind(Type::Kind::kDate);
  if (!is_date && !(base.is_spans() && base.one_run)) {
    auto& problem = Report(
        diag::kUnknownField,
        field.span,
        fmt::format("{} has no `{}`", types::Describe(base.type), field.text)
    );
    if (base.is_spans()) {
      problem.help = "only one stretch has ends: a period, a window, `A .. B`";
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
  if (base.type.optional) {
    end.type.optional = true;
  }
  return end;
}

Checked ExpressionChecker::Field(const ast::Member& member, const Scope& scope, Span) {
  Checked base = Check(member.base, scope);
  switch (base.form) {
    case Checked::Form::kBad: return base;
    case Checked::Form::kPrevious: return FieldOfPrevious(member.name, scope);
    case Checked::Form::kCase: return FieldOfCase(base, member.name);
    case Checked::Form::kObjective: {
      Checked result = FieldOfObjective(base, member.name, scope);
      if (base.working && result.is_value()) {  // previous.objective.field
        result.type = types::Optional(result.type);
        result.node = c_.builder.Make(plan::Op::kPrevious, result.type, {result.node});
      }
      return result;
    }
    case Checked::Form::kRight:
      if (member.name.text == "granted") {
        return Value(c_.builder.Add(
            {.op = plan::Op::kResult, .type = types::Bool(), .name = base.name, .field = "granted"}
        ));
      }
      return UnknownField(member.name, {"granted"});
    case Checked::Form::kValue:
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
  if (base.form == Checked::Form::kObjective) {
    const auto& keys = c_.plan.objectives[c_.objectives.at(base.name).index].keys;
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
