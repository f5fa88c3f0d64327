// SPDX-License-Identifier: Apache-2.0
#include "compiler/diag/catalog/names.h"

#include <algorithm>
#include <iterator>
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

// The value at the call, unless the metric has entered an aggregate since.
Checked ExpressionChecker::ReadArgument(
    const ArgumentText& text, const Checked& at_call, const Scope& scope
) {
  const Scope& caller = *text.caller;
  const bool deeper = scope.windows != caller.windows || scope.rows != caller.rows ||
                      scope.runs != caller.runs || scope.in_moment != caller.in_moment ||
                      scope.members.size() != caller.members.size();
  if (!deeper) {
    return at_call;
  }
  Scope there = caller;
  there.in_window = scope.in_window;
  there.in_moment = scope.in_moment;
  there.members = scope.members;
  there.rows = scope.rows;
  there.runs = scope.runs;
  there.windows = scope.windows;
  there.place = scope.place;
  return CheckAs(text.expr, there, text.type, "the parameter");
}

std::optional<Checked> ExpressionChecker::ElementField(
    const Element& element, const std::string& name, const Scope& scope, Span span
) {
  if (element.kind == Element::Kind::kWindow) {
    return std::nullopt;
  }
  if (element.kind == Element::Kind::kRun) {
    return RunField(element, name, scope);
  }
  for (const plan::Column& column : c_.plan.inputs[element.input->index].columns) {
    if (column.name == name) {
      return ColumnValue(element, column, scope, span);
    }
  }
  const auto let = element.input->lets.find(name);
  return let == element.input->lets.end()
             ? std::nullopt
             : std::optional(InputLet(element, let->second, scope, span));
}

std::optional<Checked> ExpressionChecker::RunField(
    const Element& run, const std::string& name, const Scope& scope
) {
  const bool clipped = run.input != nullptr;  // a row's own `from` and `to` are its columns
  const bool end = name == "from" || name == "to";
  if (name != "length" && (!end || clipped)) {
    return std::nullopt;
  }
  const plan::Op op = name == "from" ? plan::Op::kRunFrom
                      : name == "to" ? plan::Op::kRunTo
                                     : plan::Op::kRunLength;
  Checked value = Value(c_.builder.Add(
      {.op = op,
       .type = end ? types::Instant() : types::Duration(),
       .index = scope.runs - run.depth}
  ));
  if (!end) {
    value.low = Rational(0);
    value.nonzero = true;
  }
  return value;
}

// Whether an element in sight has something of this name; nothing is evaluated.
bool ExpressionChecker::HasField(const Element& element, const std::string& name) const {
  if (element.kind == Element::Kind::kWindow) {
    return false;
  }
  if (element.kind == Element::Kind::kRun) {
    const bool end = name == "from" || name == "to";
    return name == "length" || (end && element.input == nullptr);
  }
  const auto& columns = c_.plan.inputs[element.input->index].columns;
  return element.input->lets.contains(name) ||
         std::any_of(columns.begin(), columns.end(), [&](const plan::Column& column) {
           return column.name == name;
         });
}

// Names of rows and runs in sight. One that two of them have has to be told apart by `as`.
std::optional<Checked> ExpressionChecker::RowWord(
    const std::string& name, const Scope& scope, Span span
) {
  const Element* found = nullptr;
  for (auto element = scope.elements.rbegin(); element != scope.elements.rend(); ++element) {
    if (element->name == name) {
      return ElementValue(*element, scope);
    }
    if (!HasField(*element, name)) {
      continue;
    }
    if (found != nullptr) {
      auto& problem = Report(
          diag::kAmbiguousColumn,
          span,
          fmt::format("`{}` is there twice: of what is inside, and of what is around it", name)
      );
      problem.help = fmt::format("name one of them: `SOURCE as one`, then `one.{}`", name);
      return Bad();
    }
    found = &*element;
  }
  return found == nullptr ? std::nullopt : ElementField(*found, name, scope, span);
}

// `as N` by itself: a run or window is a stretch of time, a row is only its columns.
Checked ExpressionChecker::ElementValue(const Element& element, const Scope& scope) {
  if (element.kind == Element::Kind::kRow) {
    return {.form = Checked::Form::kRow, .name = element.name};
  }
  const bool is_run = element.kind == Element::Kind::kRun;
  Checked stretch = Value(
      is_run ? c_.builder.Make(
                   plan::Op::kRange,
                   types::Spans(),
                   {RunField(element, "from", scope)->node, RunField(element, "to", scope)->node}
               )
             : c_.builder.Add(
                   {.op = plan::Op::kWindow,
                    .type = types::Spans(),
                    .index = scope.windows - element.depth}
               )
  );
  stretch.name = is_run ? element.name : "";
  stretch.bounded = stretch.one_run = stretch.nonempty = true;
  return stretch;
}

Checked ExpressionChecker::FieldOfElement(
    const Checked& base, const ast::Name& field, const Scope& scope
) {
  for (const Element& element : scope.elements) {
    if (element.name != base.name) {
      continue;
    }
    if (auto found = ElementField(element, field.text, scope, field.span)) {
      return *found;
    }
    std::vector<std::string> names{"from", "to", "length"};
    if (element.kind == Element::Kind::kRow) {
      names.clear();
      for (const plan::Column& column : c_.plan.inputs[element.input->index].columns) {
        names.push_back(column.name);
      }
    }
    return UnknownField(field, std::move(names));
  }
  return Bad();
}

Checked ExpressionChecker::ColumnValue(
    const Element& row, const plan::Column& column, const Scope& scope, Span span
) {
  Type type = column.type;
  if (row.known.contains(column.name)) {
    type = types::Required(type);
  }
  if (column.fold == plan::Column::Fold::kHistory && !scope.at_instant) {
    auto& problem = Report(
        diag::kReadingUnstated,
        span,
        fmt::format("`{}` changes, and nothing says which of its values counts", column.name)
    );
    problem.help = fmt::format("`{0} at COLUMN`, `{0}.first` or `{0}.last`", column.name);
    return Bad();
  }
  Checked value = Value(c_.builder.Add(
      {.op = plan::Op::kColumn,
       .type = type,
       .name = column.name,
       .input = c_.plan.inputs[row.input->index].name,
       .index = scope.rows - row.depth}
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

Checked ExpressionChecker::InputLet(
    const Element& row, const Sited<ast::Let>& let, const Scope& scope, Span span
) {
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
  inner.elements = {row};
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
  if (const auto right = c_.rights.find(name); right != c_.rights.end()) {
    if (right->second >= c_.plan.rights.size()) {  // its own condition is being read
      Report(diag::kDefinitionCycle, span, fmt::format("`{}` needs its own value", name));
      return Bad();
    }
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
  for (const Element& element : scope.elements) {
    if (!element.name.empty()) {
      names.push_back(element.name);
    }
    if (element.kind != Element::Kind::kRow) {
      continue;
    }
    for (const plan::Column& column : c_.plan.inputs[element.input->index].columns) {
      names.push_back(column.name);
    }
    for (const auto& [name, let] : element.input->lets) {
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
  const auto opened = std::find(scope.open.begin(), scope.open.end(), name);
  if (opened != scope.open.end()) {
    if (c_.circles.emplace(opened, scope.open.end()).second) {
      auto& problem =
          Report(diag::kDefinitionCycle, span, fmt::format("`{}` needs its own value", name));
      for (auto step = std::next(opened); step != scope.open.end(); ++step) {
        problem.notes.push_back(fmt::format("through `{}`", *step));
      }
    }
    return Bad();
  }
  Scope inner = scope;
  inner.module = let.module;
  inner.locals.clear();
  inner.arguments.clear();
  inner.HideElements();
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
        scope.in_row() ? "COLUMN" : "period.from"
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
  const auto& reading = source->node->reading;
  const bool splits = reading && reading->word.text == "split";
  if (given.dated && !scope.at_instant && scope.place && !splits) {
    node.reading = plan::Reading::kAt;
    node.args.push_back(*scope.place);
  } else if (given.dated && !scope.at_instant && !SetReading(node, reading, scope, span)) {
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

// The type of what a settlement comes to.
Type ExpressionChecker::TypeOfStage(const plan::Settle& settle) {
  if (!settle.parts.empty() && !settle.parts.front().of.empty()) {
    const auto& term = settle.parts.front().of.front();
    const auto objective = c_.objectives.find(term.objective);
    if (objective != c_.objectives.end()) {
      const Checked& amount =
          term.field == "bonus" ? CheckBonus(objective->second) : CheckCredit(objective->second);
      if (amount.is_value()) {
        return types::Quantity(amount.type.unit);
      }
    }
  }
  return types::Quantity({{c_.plan.currency, 1}});
}

Checked ExpressionChecker::StageValue(
    std::size_t index, const std::vector<ast::ExprId>& keys, const Scope& scope, Span span
) {
  const plan::Settle& settle = c_.plan.settles[index];
  auto members = Members(settle.keys, keys, scope, span, fmt::format("`{}`", settle.name));
  if (!members) {
    return Bad();
  }
  return Value(c_.builder.Add(
      {.op = plan::Op::kStage,
       .type = TypeOfStage(settle),
       .args = std::move(*members),
       .name = settle.name}
  ));
}

}  // namespace slate::check
