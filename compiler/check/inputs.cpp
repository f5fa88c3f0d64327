// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/declarations.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"
#include "runtime/base/overloaded.h"
#include "runtime/plan/case_columns.h"

namespace slate::check {

std::optional<Type> ExpressionChecker::ResolveType(const ast::Type& type) {
  static const std::map<std::string, Type> kTypes{
      {"number", types::Number()},
      {"count", types::Count()},
      {"share", types::Share()},
      {"duration", types::Duration()},
      {"bytes", types::Quantity(types::BytesUnit())},
      {"bool", types::Bool()},
      {"instant", types::Instant()},
      {"date", types::Date()},
      {"text", types::Text()},
      {"spans", types::Spans()},
  };
  const auto one = [&](const ast::Name& name) -> std::optional<Type> {
    if (const auto found = kTypes.find(name.text); found != kTypes.end()) {
      return found->second;
    }
    if (name.text == "money") {
      return types::Quantity({{c_.plan.currency, 1}});
    }
    if (c_.keys.contains(name.text)) {
      return types::MemberOf(name.text);
    }
    if (c_.units.contains(name.text) || types::IsCurrency(name.text)) {
      return types::Quantity({{name.text, 1}});
    }
    std::vector<std::string> names{"money"};
    for (const auto& [word, known] : kTypes) {
      names.push_back(word);
    }
    for (const auto& [key, index] : c_.keys) {
      names.push_back(key);
    }
    auto& problem = Report(diag::kUnknownType, name.span, fmt::format("no type `{}`", name.text));
    if (const auto near = NearestName(name.text, names)) {
      SuggestName(problem, name.span, *near);
    }
    return std::nullopt;
  };
  auto result = one(type.factors.front().name);
  for (std::size_t i = 1; result && i < type.factors.size(); ++i) {
    const auto factor = one(type.factors[i].name);
    if (!factor) {
      return std::nullopt;
    }
    if (result->kind != Type::Kind::kNumber || factor->kind != Type::Kind::kNumber) {
      Report(diag::kUnknownType, type.span, "only quantities are multiplied and divided");
      return std::nullopt;
    }
    result = types::Quantity(
        type.factors[i].divided ? types::Divide(result->unit, factor->unit)
                                : types::Multiply(result->unit, factor->unit)
    );
  }
  if (result) {
    result->optional = type.optional;
  }
  return result;
}

namespace {

class InputReader {
 public:
  InputReader(Context& context, ExpressionChecker& expressions, const Sited<ast::Input>& source)
      : c_(context), expressions_(expressions), source_(source), declared_(*source.node) {}

  void Declare() {
    input_.name = declared_.name.text;
    input_.formerly = FormerName(declared_.formerly);
    input_.doc = source_.doc != nullptr ? source_.doc->text : "";
    Sampling();
    Columns();
    Places();
    for (const ast::Let& let : declared_.lets) {
      entry_.lets[let.name.text] = {source_.module, &let, let.span, &let.doc};
    }
    if (declared_.per) {
      input_.kind = plan::Input::Kind::kCases;
      input_.per = declared_.per->text;
      RequireColumn(*declared_.per);
    }
    Absences();
    entry_.source = source_;
    entry_.index = c_.plan.inputs.size();
    c_.plan.inputs.push_back(std::move(input_));
    c_.inputs[declared_.name.text] = std::move(entry_);
  }

 private:
  void Sampling() {
    const ast::Sampling& s = declared_.sampling;
    switch (s.kind) {
      case ast::Sampling::Kind::kEvents: return;
      case ast::Sampling::Kind::kSlots:
        input_.kind = plan::Input::Kind::kSlots;
        input_.every = s.every;
        input_.good_for = s.good_for;
        Keeping();
        return;
      case ast::Sampling::Kind::kStateLog:
        input_.kind = plan::Input::Kind::kStateLog;
        input_.upto = s.upto;
        return;
    }
  }

  void Keeping() {
    if (!declared_.sampling.keeping) {
      return;
    }
    using Keeping = plan::Input::Keeping;
    static const std::map<std::string, Keeping> kWords{
        {"worst", Keeping::kWorst}, {"best", Keeping::kBest}, {"last", Keeping::kLast}};
    const ast::Name& word = *declared_.sampling.keeping;
    const auto found = kWords.find(word.text);
    if (found == kWords.end()) {
      c_.sink.Report(diag::kUnknownWord, word.span, fmt::format("`keeping {}`", word.text)).help =
          "worst, best or last";
      return;
    }
    input_.keeping = found->second;
  }

  void Columns() {
    for (const ast::Column& column : declared_.columns) {
      const auto type = expressions_.ResolveType(column.type);
      for (const ast::Name& name : column.names) {
        const bool twice =
            std::any_of(input_.columns.begin(), input_.columns.end(), [&](const auto& known) {
              return known.name == name.text;
            });
        if (twice) {
          c_.sink.Report(
              diag::kDuplicateName, name.span, fmt::format("a second column `{}`", name.text)
          );
          continue;
        }
        input_.columns.push_back(
            {.name = name.text,
             .type = type.value_or(types::Number()),
             .fold = ToPlan(column.fold),
             .direction = ToPlan(column.direction)}
        );
      }
    }
    input_.interval = HasInstant("from") && HasInstant("to");
  }

  bool HasInstant(std::string_view name) const {
    return std::any_of(input_.columns.begin(), input_.columns.end(), [&](const auto& column) {
      return column.name == name &&
             (column.type.kind == Type::Kind::kInstant || column.type.kind == Type::Kind::kDate);
    });
  }

  static plan::Column::Fold ToPlan(ast::Column::Fold fold) {
    switch (fold) {
      case ast::Column::Fold::kNone: return plan::Column::Fold::kNone;
      case ast::Column::Fold::kFirst: return plan::Column::Fold::kFirst;
      case ast::Column::Fold::kLast: return plan::Column::Fold::kLast;
      case ast::Column::Fold::kHistory: return plan::Column::Fold::kHistory;
    }
    Unreachable("a fold without a name");
  }

  static plan::Column::Direction ToPlan(ast::Direction direction) {
    switch (direction) {
      case ast::Direction::kNone: return plan::Column::Direction::kNone;
      case ast::Direction::kGood: return plan::Column::Direction::kGood;
      case ast::Direction::kBad: return plan::Column::Direction::kBad;
    }
    Unreachable("a direction without a name");
  }

  void RequireColumn(const ast::Name& name) {
    std::vector<std::string> names;
    for (const plan::Column& column : input_.columns) {
      names.push_back(column.name);
    }
    if (std::find(names.begin(), names.end(), name.text) != names.end()) {
      return;
    }
    auto& problem =
        c_.sink.Report(diag::kUnknownName, name.span, fmt::format("no column `{}`", name.text));
    if (const auto near = NearestName(name.text, names)) {
      SuggestName(problem, name.span, *near);
    }
  }

  void Places() {
    if (!declared_.by) {
      return;
    }
    if (declared_.by->text == "decided") {
      entry_.default_place = "decided";
      return;
    }
    RequireColumn(*declared_.by);
    if (declared_.by_to) {
      entry_.default_interval = true;
    } else {
      entry_.default_place = declared_.by->text;
    }
  }

  void Absences() {
    bool says_gaps = false;
    for (const ast::Absence& absence : declared_.absences) {
      std::visit(
          Overloaded{
              [&](const ast::Gaps& gaps) {
                says_gaps = true;
                GapsRule(gaps);
              },
              [&](const ast::Complete& complete) { CompleteRule(complete); },
              [&](const ast::Pending& pending) { PendingRule(pending); },
              [&](const ast::Reopened& reopened) { ReopenedRule(reopened); },
          },
          absence
      );
    }
    if ((sampled() ? says_gaps : input_.complete) || source_.module->incomplete) {
      return;
    }
    auto& problem = c_.sink.Report(
        diag::kMissingAbsence,
        declared_.name.span,
        fmt::format("`{}` does not say what an empty stretch means", declared_.name.text)
    );
    problem.help = sampled() ? "`gaps { … }`, `gaps absent` or `gaps unknown` after the columns"
                             : "`complete` or `complete except COLLECTOR_DOWN` after the columns";
  }

  bool sampled() const { return declared_.sampling.kind != ast::Sampling::Kind::kEvents; }

  void CompleteRule(const ast::Complete& complete) {
    input_.complete = true;
    for (const ast::Name& name : complete.except) {
      input_.complete_except.push_back(name.text);
    }
    if (sampled()) {
      c_.sink
          .Report(
              diag::kUnknownWord,
              complete.span,
              "samples and states have gaps, they are not complete"
          )
          .help = "`gaps { … }`, `gaps absent` or `gaps unknown`";
    }
  }

  void PendingRule(const ast::Pending& pending) {
    input_.pending_otherwise = pending.otherwise.text;
    RequireCases(pending.span, "`pending until`");
    if (pending.otherwise.text != "missed") {
      c_.sink
          .Report(
              diag::kUnknownWord,
              pending.otherwise.span,
              fmt::format("a case without an answer is not `{}`", pending.otherwise.text)
          )
          .help = "`pending until … otherwise missed`";
    }
  }

  // A case that opens again after it closed: which column says that it opens, which that it closes.
  void ReopenedRule(const ast::Reopened& reopened) {
    const std::string& word = reopened.counts_as.text;
    input_.reopened_counts_as_new = word == "new";
    if (word != "new" && word != "same") {
      c_.sink
          .Report(
              diag::kUnknownWord,
              reopened.counts_as.span,
              fmt::format("a case that is reopened does not count as `{}`", word)
          )
          .help = "`reopened counts as new`; without it the case stays the same";
      return;
    }
    if (!RequireCases(reopened.span, "`reopened`") || word == "same") {
      return;
    }
    const plan::CaseColumns columns = plan::CaseColumnsOf(input_);
    if (!columns.opens || !columns.closes) {
      c_.sink
          .Report(
              diag::kTypeMismatch,
              reopened.span,
              fmt::format(
                  "no column of `{}` says when a case {}",
                  declared_.name.text,
                  columns.opens ? "closes" : "opens"
              )
          )
          .help = "`opened: first instant  closed: last instant?`";
    }
  }

  bool RequireCases(Span span, std::string_view what) {
    if (!declared_.per) {
      c_.sink.Report(diag::kTypeMismatch, span, fmt::format("{} speaks of cases, `per KEY`", what))
          .help = fmt::format("`input {} per COLUMN {{ … }}`", declared_.name.text);
    }
    return declared_.per.has_value();
  }

  void GapsRule(const ast::Gaps& gaps) {
    using Gaps = plan::Input::Gaps;
    if (!sampled()) {
      c_.sink.Report(diag::kUnknownWord, gaps.span, "events have no gaps").help =
          "`complete` or `complete except COLLECTOR_DOWN`";
      return;
    }
    if (gaps.filled) {
      input_.gaps = Gaps::kFill;
      return;
    }
    if (gaps.rule && gaps.rule->text == "absent") {
      input_.gaps = Gaps::kAbsent;
    } else if (gaps.rule && gaps.rule->text == "unknown") {
      input_.gaps = Gaps::kUnknown;
    } else {
      c_.sink.Report(diag::kUnknownWord, gaps.span, "`gaps` are filled, absent or unknown").help =
          "`gaps { up: true }`, `gaps absent`, `gaps unknown`";
    }
  }

  Context& c_;
  ExpressionChecker& expressions_;
  const Sited<ast::Input>& source_;
  const ast::Input& declared_;
  plan::Input input_;
  InputEntry entry_;
};

const plan::Column* FindColumn(const plan::Input& input, const std::string& name) {
  for (const plan::Column& column : input.columns) {
    if (column.name == name) {
      return &column;
    }
  }
  return nullptr;
}

}  // namespace

void DeclareInputs(Context& context, ExpressionChecker& expressions) {
  for (const auto& input : context.agreement.inputs) {
    Declare(context, input->name);
    InputReader(context, expressions, input).Declare();
  }
}

void CheckInputs(Context& context, ExpressionChecker& expressions) {
  for (auto& [name, entry] : context.inputs) {
    const ast::Input& declared = *entry.source.node;
    const Scope scope = AgreementScope(context, *entry.source.module);
    Scope row = scope;
    row.Enter(Element::Kind::kRow, std::nullopt, &entry);
    for (const auto& [let_name, let] : entry.lets) {
      expressions.Check(let->value, row);
    }
    for (const ast::Absence& absence : declared.absences) {
      if (const auto* gaps = std::get_if<ast::Gaps>(&absence); gaps != nullptr && gaps->filled) {
        for (const ast::RecordField& field : gaps->filled->fields) {
          const plan::Column* column =
              FindColumn(context.plan.inputs[entry.index], field.name.text);
          if (column == nullptr) {
            context.sink.Report(
                diag::kUnknownName, field.name.span, fmt::format("no column `{}`", field.name.text)
            );
            continue;
          }
          const Checked value = expressions.CheckAs(
              field.value, scope, types::Required(column->type), "the filled row"
          );
          context.plan.inputs[entry.index].filled.emplace_back(field.name.text, value.node);
        }
      }
      if (const auto* pending = std::get_if<ast::Pending>(&absence)) {
        const Checked until = expressions.CheckInstant(pending->until, row, "`pending until`");
        context.plan.inputs[entry.index].pending_until = until.node;
      }
      if (const auto* complete = std::get_if<ast::Complete>(&absence)) {
        for (const ast::Name& down : complete->except) {
          if (!context.inputs.contains(down.text)) {
            context.sink.Report(
                diag::kUnknownName, down.span, fmt::format("no input `{}`", down.text)
            );
          }
        }
      }
    }
  }
}

std::vector<plan::TimelineStep> CheckTimeline(
    ExpressionChecker& expressions,
    const ast::Timeline& timeline,
    const Scope& scope,
    const plan::Type& type,
    std::string_view what
) {
  std::vector<plan::TimelineStep> steps;
  for (const ast::Past& past : timeline.steps) {
    plan::TimelineStep step;
    switch (past.when) {
      case ast::Past::When::kElse: break;
      case ast::Past::When::kMonth: {
        const auto first = calendar::Date::FromYmd(past.year, past.part, 1);
        step.from_day = first.days;
        step.to_day = calendar::AddMonths(first, 1).days;
        break;
      }
      case ast::Past::When::kQuarter: {
        const auto first = calendar::Date::FromYmd(past.year, 3 * past.part - 2, 1);
        step.from_day = first.days;
        step.to_day = calendar::AddMonths(first, 3).days;
        break;
      }
      case ast::Past::When::kYear:
        step.from_day = calendar::Date::FromYmd(past.year, 1, 1).days;
        step.to_day = calendar::Date::FromYmd(past.year + 1, 1, 1).days;
        break;
      case ast::Past::When::kDate: step.from_day = past.day; break;  // from then on
    }
    step.value = expressions.CheckAs(past.value, scope, type, what).node;
    steps.push_back(step);
  }
  return steps;
}

void DeclareFacts(Context& context, ExpressionChecker& expressions) {
  for (const auto& given : context.agreement.givens) {
    Declare(context, given->name);
    const auto type = expressions.ResolveType(given->type);
    plan::Given fact{
        .name = given->name.text,
        .formerly = FormerName(given->formerly),
        .type = type.value_or(types::Number()),
        .dated = given->dated || given->timeline.has_value()};
    fact.doc = given.doc != nullptr ? given.doc->text : "";
    for (const ast::Name& key : given->by) {
      if (!context.keys.contains(key.text)) {
        context.sink.Report(diag::kUnknownName, key.span, fmt::format("no key `{}`", key.text));
        continue;
      }
      fact.keys.push_back(key.text);
    }
    // `= by tier { … }` says the key too.
    context.givens[given->name.text] = context.plan.givens.size();
    context.plan.givens.push_back(std::move(fact));
  }
  for (const auto& attested : context.agreement.attested) {
    Declare(context, attested->name);
    const auto type = expressions.ResolveType(attested->type);
    plan::Attested fact{
        .name = attested->name.text,
        .type = type.value_or(types::Bool()),
        .keys = {},
        .by = attested->by.text};
    for (const ast::Over& over : attested->each) {
      fact.keys.push_back(over.key.text);
    }
    if (!context.parties.contains(attested->by.text)) {
      context.sink.Report(
          diag::kUnknownName, attested->by.span, fmt::format("`{}` is no party", attested->by.text)
      );
    }
    context.attested[attested->name.text] = context.plan.attested.size();
    context.plan.attested.push_back(std::move(fact));
  }
}

void CheckFacts(Context& context, ExpressionChecker& expressions) {
  for (const auto& source : context.agreement.givens) {
    plan::Given& given = context.plan.givens[context.givens.at(source->name.text)];
    Scope scope = AgreementScope(context, *source.module);
    scope.in_given = true;
    for (const ast::Name& key : source->by) {
      BindKey(context, scope, key);
    }
    const std::string what = fmt::format("`{}`", given.name);
    if (source->value) {
      const Type type = given.type;
      const Checked value = expressions.CheckAs(*source->value, scope, type, what);
      context.plan.givens[context.givens.at(source->name.text)].value =
          value.is_bad() ? std::nullopt : std::optional(value.node);
    }
    if (source->timeline) {
      auto steps = CheckTimeline(expressions, *source->timeline, scope, given.type, what);
      context.plan.givens[context.givens.at(source->name.text)].timeline = std::move(steps);
    }
  }
}

void CheckDefinitions(Context& context, ExpressionChecker& expressions) {
  for (const auto& let : context.agreement.lets) {
    context.lets[let->name.text] = let;
  }
  for (const auto& let : context.agreement.lets) {
    Scope scope = AgreementScope(context, *let.module);
    plan::Definition definition{
        .name = let->name.text, .doc = let.doc != nullptr ? let.doc->text : ""};
    for (const ast::Over& over : let->each) {
      BindKey(context, scope, over.key);
      definition.keys.push_back(over.key.text);
    }
    scope.open.push_back(let->name.text);
    const Checked value = expressions.Check(let->value, scope);
    if (value.is_value()) {
      definition.value = value.node;
      context.plan.definitions.push_back(std::move(definition));
    }
  }
}

}  // namespace slate::check
