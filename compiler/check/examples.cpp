// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/declarations.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"

namespace slate::check {

namespace {

constexpr std::string_view kVerdictWords[] = {"met", "missed", "pending", "undecided", "void"};

class ExampleReader {
 public:
  ExampleReader(
      Context& context,
      ExpressionChecker& expressions,
      const source::FileSet& files,
      const resolve::Module& module,
      const ast::Example& source
  )
      : c_(context), expressions_(expressions), files_(files), source_(source) {
    scope_ = AgreementScope(context, module);
    scope_.in_example = true;
    example_.title = source.title;
    example_.origin = OriginOf(source.span);
  }

  void Read() {
    for (const ast::Fact& fact : source_.facts) {  // variables first: the other facts use them
      if (const auto* tries = std::get_if<ast::ExTry>(&fact.node)) {
        Take(*tries, fact.span);
      }
    }
    for (const ast::Fact& fact : source_.facts) {
      std::visit(
          [&](const auto& node) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(node)>, ast::ExTry>) {
              Take(node, fact.span);
            }
          },
          fact.node
      );
    }
    if (!example_.periods) {
      c_.sink
          .Report(
              diag::kMissingStatement, source_.title_span, "the example does not say its `period`"
          )
          .help = "`period 2026-03`";
    }
    const bool expects =
        std::any_of(source_.facts.begin(), source_.facts.end(), [](const ast::Fact& fact) {
          return std::holds_alternative<ast::ExExpect>(fact.node);
        });
    if (!expects) {
      c_.sink
          .Report(
              diag::kMissingStatement,
              source_.title_span,
              "the example expects nothing, so it cannot fail"
          )
          .help = "`expect settlement = …`";
    }
    c_.plan.examples.push_back(std::move(example_));
  }

 private:
  Checked CheckValue(ast::ExprId id) {
    return expressions_.AsValue(expressions_.Check(id, scope_), Where(id));
  }
  Span Where(ast::ExprId id) const { return scope_.file()[id].span; }

  void Take(const ast::ExTry& n, Span span) {
    for (const ast::Name& name : n.names) {
      example_.try_names.push_back(name.text);
    }
    std::vector<Checked> first;
    for (const auto& tuple : n.tuples) {
      if (tuple.size() != n.names.size()) {
        c_.sink.Report(
            diag::kWrongArguments,
            span,
            fmt::format("{} values for {} names", tuple.size(), n.names.size())
        );
        return;
      }
      std::vector<NodeId> nodes;
      for (std::size_t i = 0; i < tuple.size(); ++i) {
        Checked value = TryValue(tuple[i]);
        if (value.is_bad()) {
          return;
        }
        if (first.size() <= i) {
          first.push_back(value);
        } else if (value.is_number() && value.low && value.low->is_zero() && value.type.unit.empty()) {
          value.node = c_.builder.Number(Rational(0), first[i].type.unit);
        } else {
          value = expressions_.Coerce(
              std::move(value),
              types::Required(first[i].type),
              Where(tuple[i]),
              "the column of values"
          );
        }
        nodes.push_back(value.node);
      }
      example_.tuples.push_back(std::move(nodes));
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
      Checked variable = first[i];
      Type type = variable.type;
      type.range = Type::Range::kAny;
      variable.node = c_.builder.Add(
          {.op = plan::Op::kParam,
           .type = type,
           .name = n.names[i].text,
           .index = static_cast<std::int64_t>(i)}
      );
      variable.type = type;
      variable.low = variable.high = std::nullopt;
      variable.is_literal = variable.nonzero = false;
      scope_.locals[n.names[i].text] = variable;
    }
  }

  Checked TryValue(ast::ExprId id) {
    // `2025` alone is a year where a period is expected; here it stays a number.
    return CheckValue(id);
  }

  void Take(const ast::ExPeriod& n, Span) {
    Checked range = expressions_.Check(n.range, scope_);
    if (const auto* year = std::get_if<ast::NumberLit>(&scope_.file()[n.range].node)) {
      range = Year(*year, n.range);
    }
    if (range.is_bad()) {
      return;
    }
    if (range.IsKind(Type::Kind::kDate)) {
      const NodeId from = c_.builder.Make(plan::Op::kDateStart, types::Instant(), {range.node});
      const NodeId to = c_.builder.Make(plan::Op::kDateEnd, types::Instant(), {range.node});
      range.node = c_.builder.Make(plan::Op::kRange, types::Spans(), {from, to});
    } else if (!range.is_spans()) {
      c_.sink.Report(
          diag::kTypeMismatch,
          Where(n.range),
          "a period is a month, a quarter, a year, a date or a stretch of them"
      );
      return;
    }
    example_.periods = range.node;
  }

  Checked Year(const ast::NumberLit& year, ast::ExprId id) {
    const auto number = year.value.ToInt64();
    if (!number || *number < 1970 || *number > 2199) {
      c_.sink.Report(diag::kOutOfRange, Where(id), "years from 1970 to 2199");
      return {};
    }
    const NodeId first = c_.builder.Const(
        plan::Date{calendar::Date::FromYmd(static_cast<int>(*number), 1, 1).days}, types::Date()
    );
    const NodeId last = c_.builder.Const(
        plan::Date{calendar::Date::FromYmd(static_cast<int>(*number), 12, 31).days}, types::Date()
    );
    const NodeId from = c_.builder.Make(plan::Op::kDateStart, types::Instant(), {first});
    const NodeId to = c_.builder.Make(plan::Op::kDateEnd, types::Instant(), {last});
    Checked stretch{
        .form = Checked::Form::kValue, .type = types::Spans(), .bounded = true, .one_run = true};
    stretch.node = c_.builder.Make(plan::Op::kRange, types::Spans(), {from, to});
    return stretch;
  }

  void Take(const ast::ExTerm& n, Span) { example_.term = {n.term.first_day, n.term.last_day}; }
  void Take(const ast::ExNow& n, Span) {
    const Checked now = expressions_.CheckInstant(n.instant, scope_, "`now`");
    example_.now = now.is_bad() ? std::nullopt : std::optional(now.node);
  }
  void Take(const ast::ExTry&, Span, int) {}

  std::vector<NodeId> Keys(
      const std::vector<ast::ExprId>& index,
      const std::vector<std::string>& keys,
      const std::string& name,
      Span span
  ) {
    std::vector<NodeId> nodes;
    if (index.size() > keys.size()) {
      c_.sink.Report(
          diag::kWrongArguments,
          span,
          fmt::format("`{}` has {} keys, not {}", name, keys.size(), index.size())
      );
      return nodes;
    }
    for (std::size_t i = 0; i < index.size(); ++i) {
      nodes.push_back(expressions_.CheckMember(index[i], scope_, keys[i]));
    }
    return nodes;
  }

  void UnknownName(const ast::Name& name, std::string_view what, std::vector<std::string> names) {
    auto& problem =
        c_.sink.Report(diag::kUnknownName, name.span, fmt::format("no {} `{}`", what, name.text));
    if (const auto near = NearestName(name.text, names)) {
      SuggestName(problem, name.span, *near);
    }
  }

  void Take(const ast::ExGiven& n, Span span) {
    const auto found = c_.givens.find(n.name.text);
    const auto attested = c_.attested.find(n.name.text);
    if (found == c_.givens.end() && attested == c_.attested.end()) {
      std::vector<std::string> names;
      for (const auto& [name, index] : c_.givens) {
        names.push_back(name);
      }
      UnknownName(n.name, "given", std::move(names));
      return;
    }
    const bool is_given = found != c_.givens.end();
    const std::vector<std::string> keys =
        is_given ? c_.plan.givens[found->second].keys : c_.plan.attested[attested->second].keys;
    const Type type =
        is_given ? c_.plan.givens[found->second].type : c_.plan.attested[attested->second].type;
    plan::Fact fact{.name = n.name.text, .keys = Keys(n.index, keys, n.name.text, span)};
    Scope inner = scope_;
    for (std::size_t i = fact.keys.size(); i < keys.size(); ++i) {
      inner.members[keys[i]] = c_.builder.Add(
          {.op = plan::Op::kMember, .type = types::MemberOf(keys[i]), .name = keys[i]}
      );
    }
    SetValue(fact, n.value, n.timeline, inner, type, n.name.text);
    example_.givens.push_back(std::move(fact));
  }

  void SetValue(
      plan::Fact& fact,
      const std::optional<ast::ExprId>& value,
      const std::optional<ast::Timeline>& timeline,
      const Scope& scope,
      const Type& type,
      const std::string& name
  ) {
    const std::string what = fmt::format("`{}`", name);
    if (value) {
      const Checked checked = expressions_.CheckAs(*value, scope, type, what);
      fact.value = checked.is_bad() ? std::nullopt : std::optional(checked.node);
    }
    if (timeline) {
      fact.timeline = CheckTimeline(expressions_, *timeline, scope, type, what);
    }
  }

  bool IsVerdictWord(ast::ExprId id) const {
    const auto* ref = std::get_if<ast::Ref>(&scope_.file()[id].node);
    return ref != nullptr && !scope_.locals.contains(ref->name.text) &&
           std::find(std::begin(kVerdictWords), std::end(kVerdictWords), ref->name.text) !=
               std::end(kVerdictWords);
  }

  NodeId VerdictNode(ast::ExprId id) {
    return c_.builder.Const(std::get<ast::Ref>(scope_.file()[id].node).name.text, types::Text());
  }

  void Take(const ast::ExSuppose& n, Span span) {
    const std::string& name = n.path.names[0].text;
    const auto found = c_.objectives.find(name);
    if (found == c_.objectives.end()) {
      std::vector<std::string> names;
      for (const auto& [known, entry] : c_.objectives) {
        names.push_back(known);
      }
      UnknownName(n.path.names[0], "objective", std::move(names));
      return;
    }
    ObjectiveEntry& objective = found->second;
    const auto keys = c_.plan.objectives[objective.index].keys;
    plan::Fact fact{.name = name, .field = "value", .keys = Keys(n.index, keys, name, span)};
    Type type = types::Required(expressions_.CheckMeasure(objective).type);
    if (n.path.names.size() == 2) {
      const std::string& field = n.path.names[1].text;
      if (objective.lets.contains(field)) {
        fact.field = "let:" + field;
        type = types::Required(expressions_.CheckLet(objective, field).type);
      } else if (field == "credit" || field == "bonus") {
        fact.field = field;
        const Checked& amount = field == "credit" ? expressions_.CheckCredit(objective)
                                                  : expressions_.CheckBonus(objective);
        type = types::Quantity(amount.type.unit);
      } else if (field != "value") {
        c_.sink
            .Report(
                diag::kUnknownField,
                n.path.names[1].span,
                fmt::format("`{}` cannot be supposed", field)
            )
            .help = "value, credit, bonus, or a `let`";
        return;
      }
    }
    type.range = Type::Range::kAny;
    if (n.value && IsVerdictWord(*n.value)) {
      fact.value = VerdictNode(*n.value);
    } else if (n.timeline) {
      Timeline(*n.timeline, fact, type, name);
    } else {
      SetValue(fact, n.value, n.timeline, scope_, type, name);
    }
    example_.supposes.push_back(std::move(fact));
  }

  // Steps may mix verdicts and values.
  void Timeline(
      const ast::Timeline& timeline, plan::Fact& fact, const Type& type, const std::string& name
  ) {
    for (const ast::Past& past : timeline.steps) {
      if (!IsVerdictWord(past.value)) {
        auto steps = CheckTimeline(
            expressions_,
            {.steps = {past}, .span = past.span},
            scope_,
            type,
            fmt::format("`{}`", name)
        );
        fact.timeline.push_back(steps.front());
        continue;
      }
      ast::Timeline one{.steps = {past}, .span = past.span};
      const Type any = types::Text();
      plan::TimelineStep step = Place(past);
      step.value = VerdictNode(past.value);
      fact.timeline.push_back(step);
    }
  }

  static plan::TimelineStep Place(const ast::Past& past) {
    plan::TimelineStep step;
    const auto stretch = [&](calendar::Date first, int months) {
      step.from_day = first.days;
      step.to_day = calendar::AddMonths(first, months).days;
    };
    switch (past.when) {
      case ast::Past::When::kElse: break;
      case ast::Past::When::kMonth:
        stretch(calendar::Date::FromYmd(past.year, past.part, 1), 1);
        break;
      case ast::Past::When::kQuarter:
        stretch(calendar::Date::FromYmd(past.year, 3 * past.part - 2, 1), 3);
        break;
      case ast::Past::When::kYear: stretch(calendar::Date::FromYmd(past.year, 1, 1), 12); break;
      case ast::Past::When::kDate: step.from_day = past.day; break;
    }
    return step;
  }

  void Take(const ast::ExData& n, Span span) {
    const auto found = c_.inputs.find(n.input.text);
    if (found == c_.inputs.end()) {
      if (c_.attested.contains(n.input.text)) {
        Attested(n);
        return;
      }
      std::vector<std::string> names;
      for (const auto& [known, entry] : c_.inputs) {
        names.push_back(known);
      }
      UnknownName(n.input, "input", std::move(names));
      return;
    }
    const plan::Input input = c_.plan.inputs[found->second.index];
    plan::ExampleData data{.input = n.input.text};
    std::vector<std::pair<std::string, NodeId>> keys = KeyFields(n, input, span);
    for (const ast::ExRow& row : n.rows) {
      data.rows.push_back(Row(row, input, keys));
    }
    example_.data.push_back(std::move(data));
  }

  void Attested(const ast::ExData& n) {
    plan::ExampleData data{.input = n.input.text};
    for (const ast::ExRow& row : n.rows) {
      plan::DataRow added;
      if (row.place) {
        PutPlace(*row.place, added);
      }
      data.rows.push_back(std::move(added));
    }
    example_.data.push_back(std::move(data));
  }

  // `data link[globex, l1]`: the key of the case, then the key columns in order.
  std::vector<std::pair<std::string, NodeId>> KeyFields(
      const ast::ExData& n, const plan::Input& input, Span span
  ) {
    std::vector<std::pair<std::string, NodeId>> fields;
    std::vector<const plan::Column*> columns;
    for (const plan::Column& column : input.columns) {
      if (input.per && column.name == *input.per) {
        columns.insert(columns.begin(), &column);
      } else if (column.type.kind == Type::Kind::kMember) {
        columns.push_back(&column);
      }
    }
    if (n.index.size() > columns.size()) {
      c_.sink.Report(
          diag::kWrongArguments,
          span,
          fmt::format("`{}` has {} key columns, not {}", input.name, columns.size(), n.index.size())
      );
      return fields;
    }
    for (std::size_t i = 0; i < n.index.size(); ++i) {
      const plan::Column& column = *columns[i];
      const NodeId value =
          column.type.kind == Type::Kind::kMember
              ? expressions_.CheckMember(n.index[i], scope_, column.type.key)
              : expressions_
                    .CheckAs(n.index[i], scope_, column.type, fmt::format("`{}`", column.name))
                    .node;
      fields.emplace_back(column.name, value);
    }
    return fields;
  }

  plan::DataRow Row(
      const ast::ExRow& row,
      const plan::Input& input,
      const std::vector<std::pair<std::string, NodeId>>& keys
  ) {
    plan::DataRow added{.fields = keys};
    if (row.record) {
      for (const ast::RecordField& field : row.record->fields) {
        Field(field, input, added);
      }
    }
    if (row.times) {
      const Checked times = expressions_.CheckAs(*row.times, scope_, types::Number(), "`times`");
      added.times = times.is_bad() ? std::nullopt : std::optional(times.node);
    }
    if (row.place) {
      PutPlace(*row.place, added);
    }
    return added;
  }

  void Field(const ast::RecordField& field, const plan::Input& input, plan::DataRow& row) {
    for (const plan::Column& column : input.columns) {
      if (column.name != field.name.text) {
        continue;
      }
      const std::string what = fmt::format("`{}`", column.name);
      Type type = types::Required(column.type);
      const NodeId value = type.kind == Type::Kind::kMember
                               ? expressions_.CheckMember(field.value, scope_, type.key)
                               : FieldValue(field, type, what);
      row.fields.emplace_back(column.name, value);
      return;
    }
    std::vector<std::string> names;
    for (const plan::Column& column : input.columns) {
      names.push_back(column.name);
    }
    UnknownName(field.name, "column", std::move(names));
  }

  NodeId FieldValue(const ast::RecordField& field, const Type& type, const std::string& what) {
    Checked value = expressions_.CheckAs(field.value, scope_, type, what);
    if (type.range != Type::Range::kAny && value.low && value.is_literal) {
      const bool below = value.low->sign() < 0;
      const bool above = type.range == Type::Range::kShare && *value.low > Rational(1);
      if (below || above) {
        c_.sink.Report(
            diag::kOutOfRange, Where(field.value), fmt::format("out of the range of {}", what)
        );
      }
    }
    return value.node;
  }

  void PutPlace(const ast::RowPlace& place, plan::DataRow& row) {
    if (place.at) {
      const Checked at = expressions_.CheckInstant(*place.at, scope_, "`at`");
      row.at = at.is_bad() ? std::nullopt : std::optional(at.node);
    }
    if (place.every) {
      const Checked every = expressions_.Check(*place.every, scope_);
      row.every_days = every.form == Checked::Form::kCalendarAmount;
      row.every = every.is_bad() ? std::nullopt : std::optional(every.node);
    }
    if (place.each_for) {
      const Checked length =
          expressions_.CheckAs(*place.each_for, scope_, types::Duration(), "`for`");
      row.each_for = length.is_bad() ? std::nullopt : std::optional(length.node);
    }
    if (place.range) {
      const Checked range = CheckValue(*place.range);
      if (range.is_spans()) {
        row.range = range.node;
      } else if (!range.is_bad()) {
        c_.sink.Report(
            diag::kTypeMismatch, place.span, "rows stand `at` an instant or fill a stretch `A .. B`"
        );
      }
    }
  }

  void Take(const ast::ExExpect& n, Span) {
    std::optional<NodeId> in;
    if (n.in) {
      Checked range = expressions_.Check(*n.in, scope_);
      if (const auto* year = std::get_if<ast::NumberLit>(&scope_.file()[*n.in].node)) {
        range = Year(*year, *n.in);
      }
      if (range.is_spans()) {
        in = range.node;
      } else if (!range.is_bad()) {
        c_.sink.Report(diag::kTypeMismatch, Where(*n.in), "`expect in` names a period");
      }
    }
    for (const ast::ExprId claim : n.claims) {
      const Checked truth = expressions_.CheckTruth(claim, scope_, "`expect`");
      if (truth.is_bad()) {
        continue;
      }
      const Span span = Where(claim);
      example_.expectations.push_back(
          {.in = in, .claim = truth.node, .text = std::string(files_[span.file].TextOf(span))}
      );
    }
  }

  Context& c_;
  ExpressionChecker& expressions_;
  const source::FileSet& files_;
  const ast::Example& source_;
  Scope scope_;
  plan::Example example_;
};

}  // namespace

void CheckExamples(Context& context, ExpressionChecker& expressions, const source::FileSet& files) {
  const auto [first, last] = context.program.examples.equal_range(context.plan.name);
  for (auto at = first; at != last; ++at) {
    const auto& [module, example] = at->second;
    const resolve::AgreementRef of = resolve::FindAgreement(*module, context.plan.name);
    if (of.agreement == context.agreement.agreement) {
      ExampleReader(context, expressions, files, *module, *example).Read();
    }
  }
}

}  // namespace slate::check
