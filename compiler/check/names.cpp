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

bool IsVerdict(std::string_view word) {
  return std::find(std::begin(kVerdicts), std::end(kVerdicts), word) != std::end(kVerdicts);
}

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
  if (scope.module->incomplete) {
    return Bad();
  }
  auto& problem =
      Report(diag::kUnknownName, span, fmt::format("nothing here is called `{}`", name));
  if (name == "value" || name == "target" || name == "met" || name == "missed") {
    problem.help =
        fmt::format("inside an objective `{0}` is its own; elsewhere write `OBJECTIVE.{0}`", name);
  } else if (const auto near = NearestName(name, NamesInReach(scope))) {
    SuggestName(problem, span, *near);
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

// How a fact that changes is read over the period; nothing is read silently.
bool ExpressionChecker::SetReading(
    plan::Node& node, const std::optional<ast::Reading>& reading, const Scope& scope, Span span
) {
  if (!reading) {
    auto& problem = Report(
        diag::kReadingUnstated,
        span,
        fmt::format("`{}` changes, and nothing says which of its values counts", node.name)
    );
    problem.help = fmt::format(
        "`{} at {}`, or say it where the fact is declared, such as `dated prorated by day`",
        node.name,
        scope.row == nullptr ? "period.from" : "COLUMN"
    );
    return false;
  }
  static const std::map<std::string, plan::Reading> kReadings{
      {"at start", plan::Reading::kAtStart},
      {"at end", plan::Reading::kAtEnd},
      {"highest", plan::Reading::kHighest},
      {"lowest", plan::Reading::kLowest},
      {"prorated day", plan::Reading::kProratedByDay},
      {"prorated time", plan::Reading::kProratedByTime},
      {"split", plan::Reading::kSplit},
  };
  const std::string word =
      reading->word.text + (reading->detail ? " " + reading->detail->text : "");
  const auto found = kReadings.find(word);
  if (found == kReadings.end()) {
    Report(
        diag::kUnknownWord, reading->word.span, fmt::format("`{}` is no way to read a fact", word)
    )
        .help =
        "`at start`, `at end`, `highest`, `lowest`, `prorated by day [of N]`, `prorated by "
        "time` or `split`";
    return false;
  }
  node.reading = found->second;
  node.reading_of = reading->of.value_or(Rational(0));
  return true;
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
  if (given.dated && !scope.at_instant && !SetReading(node, source->node->reading, scope, span)) {
    return Bad();
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

}  // namespace slate::check
