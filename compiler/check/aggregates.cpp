// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/types/describe.h"

namespace slate::check {

namespace {

using Form = Checked::Form;
using Kind = Type::Kind;
using plan::Aggregate;

std::string_view Spelled(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::kCount: return "count";
    case Aggregate::kSum: return "sum";
    case Aggregate::kMean: return "mean";
    case Aggregate::kMin: return "min";
    case Aggregate::kMax: return "max";
    case Aggregate::kShare: return "share";
    case Aggregate::kAny: return "any";
    case Aggregate::kAll: return "all";
    case Aggregate::kPercentile: return "percentile";
    case Aggregate::kDistinct: return "distinct";
  }
  Unreachable("an aggregate without a name");
}

}  // namespace

bool ExpressionChecker::Body::wants_truth() const {
  return aggregate == Aggregate::kShare || aggregate == Aggregate::kAny ||
         aggregate == Aggregate::kAll;
}

Checked ExpressionChecker::AggregateCall(
    const ast::Call& call, Aggregate aggregate, const Scope& scope, Span span
) {
  Body body{.aggregate = aggregate, .span = span};
  std::size_t first = 0;
  if (aggregate == Aggregate::kPercentile) {
    if (call.args.size() < 2) {
      Report(
          diag::kWrongArguments,
          span,
          "`percentile` takes a share and a source: `percentile(95%, query: rtt)`"
      );
      return Bad();
    }
    const Checked q = CheckDefined(call.args[0].source, scope, "`percentile`");
    if (q.is_bad()) {
      return q;
    }
    if (!q.low || !q.is_literal || q.low->sign() <= 0 || *q.low > Rational(1)) {
      Report(diag::kOutOfRange, call.args[0].span, "a percentile lies above 0% and not above 100%")
          .help = "`95%`";
      return Bad();
    }
    body.quantile = *q.low;
    first = 1;
  }
  if (call.args.size() == first) {
    Report(diag::kWrongArguments, span, fmt::format("`{}` of what?", call.name.text)).help =
        fmt::format("`{}(INPUT …)`, `{}(every 5min: …)`", call.name.text, call.name.text);
    return Bad();
  }
  std::vector<const ast::Argument*> sources;
  for (std::size_t i = first; i < call.args.size(); ++i) {
    sources.push_back(&call.args[i]);
    if (i + 1 < call.args.size() && (call.args[i].body || call.args[i].where)) {
      Report(
          diag::kWrongArguments,
          call.args[i].span,
          "`where` and the value stand after the last source"
      );
      return Bad();
    }
  }
  body.arg = sources.back();
  body.present = body.arg->body.has_value();
  if (aggregate == Aggregate::kCount && body.present) {
    Report(diag::kWrongArguments, body.arg->span, "`count` takes no value").help =
        "choose what counts with `where`";
    return Bad();
  }
  if (aggregate != Aggregate::kCount && !body.present) {
    Report(diag::kWrongArguments, span, fmt::format("`{}` of which value?", call.name.text)).help =
        fmt::format("`{}(SOURCE: VALUE)`", call.name.text);
    return Bad();
  }
  return OverSources(sources, 0, body, scope);
}

Checked ExpressionChecker::OverSources(
    const std::vector<const ast::Argument*>& sources,
    std::size_t level,
    const Body& body,
    const Scope& scope
) {
  const ast::Argument& arg = *sources[level];
  const bool innermost = level + 1 == sources.size();
  if (arg.source_kind == ast::Argument::Source::kEvery ||
      arg.source_kind == ast::Argument::Source::kSliding) {
    return OverWindows(sources, level, body, scope);
  }
  if (arg.source_kind == ast::Argument::Source::kLastPeriods) {
    return OverPeriods(body, scope);
  }
  const ast::Expr& expr = scope.file()[arg.source];
  const auto* placed = std::get_if<ast::PlacedBy>(&expr.node);
  if (const auto* ref = std::get_if<ast::Ref>(&expr.node)) {
    if (ref->name.text == "moment" && !scope.in_moment) {
      return OverWindows(sources, level, body, scope);
    }
    const bool is_key = c_.keys.contains(ref->name.text) && !scope.locals.contains(ref->name.text);
    const bool is_column =
        scope.row != nullptr && RowWord(ref->name.text, scope, expr.span).has_value();
    if (is_key && !is_column) {
      return OverMembers(ref->name.text, sources, level, body, scope);
    }
  }
  if (!innermost) {
    Report(diag::kWrongArguments, arg.span, "before the last source stand only bins and keys");
    return Bad();
  }
  if (placed != nullptr) {
    const Checked source = Check(placed->source, scope);
    if (source.form == Form::kInput) {
      return OverRows(c_.inputs.at(source.name), placed, body, scope);
    }
  }
  Checked source = Check(arg.source, scope);
  if (source.is_bad()) {
    return source;
  }
  if (source.form == Form::kInput) {
    return OverRows(c_.inputs.at(source.name), nullptr, body, scope);
  }
  source = AsValue(std::move(source), expr.span);
  if (source.is_bad()) {
    return source;
  }
  if (!source.is_spans()) {
    Report(
        diag::kTypeMismatch,
        expr.span,
        fmt::format("`{}` over {}", Spelled(body.aggregate), types::Describe(source.type))
    )
        .help =
        "an aggregate ranges over an input, spans, a key, bins (`every 5min`) or `last N periods`";
    return Bad();
  }
  return OverRuns(std::move(source), body, scope, expr.span);
}

// Columns that `where` says are known have a value in the body.
void ExpressionChecker::AddKnownColumns(ast::ExprId where, Scope& scope) const {
  const ast::ExprNode& node = scope.file()[where].node;
  if (const auto* both = std::get_if<ast::Binary>(&node);
      both != nullptr && both->op == ast::BinaryOp::kAnd) {
    AddKnownColumns(both->left, scope);
    AddKnownColumns(both->right, scope);
  }
  const auto* call = std::get_if<ast::Call>(&node);
  if (call != nullptr && call->name.text == "known" && call->args.size() == 1) {
    if (const auto* ref = std::get_if<ast::Ref>(&scope.file()[call->args[0].source].node)) {
      scope.known.insert(ref->name.text);
    }
  }
}

ExpressionChecker::Inner ExpressionChecker::CheckInner(const Body& body, Scope scope) {
  Inner inner;
  scope.expected.reset();
  if (body.arg->where) {
    const Checked where = CheckTruth(*body.arg->where, scope, "`where`");
    if (where.is_bad()) {
      return inner;
    }
    inner.where = where.node;
    AddKnownColumns(*body.arg->where, scope);
  }
  if (!body.present) {
    inner.ok = true;
    return inner;
  }
  const Span span = scope.file()[*body.arg->body].span;
  if (body.wants_truth()) {
    inner.value = CheckTruth(*body.arg->body, scope, fmt::format("`{}`", Spelled(body.aggregate)));
  } else {
    inner.value = AsValue(Check(*body.arg->body, scope), span);
    if (inner.value.is_value() && inner.value.resolved == Checked::Resolved::kSkip) {
      inner.value.resolved = Checked::Resolved::kNo;  // the aggregate leaves ⊥ out
    } else if (inner.value.is_value()) {
      inner.value =
          Defined(std::move(inner.value), span, fmt::format("`{}`", Spelled(body.aggregate)));
    }
  }
  if (inner.value.is_bad()) {
    return inner;
  }
  const bool orders = body.aggregate == Aggregate::kMin || body.aggregate == Aggregate::kMax;
  const bool is_moment = inner.value.IsKind(Kind::kInstant) || inner.value.IsKind(Kind::kDate);
  if (!body.wants_truth() && body.aggregate != Aggregate::kDistinct && !inner.value.is_number() &&
      !(orders && is_moment)) {
    Report(
        diag::kTypeMismatch,
        span,
        fmt::format("`{}` of {}", Spelled(body.aggregate), types::Describe(inner.value.type))
    );
    return inner;
  }
  inner.body = inner.value.node;
  inner.ok = true;
  return inner;
}

namespace {

// The type of an aggregate and what is known of its value.
void SetAggregateType(Checked& result, Aggregate aggregate, const Checked& body, bool never_empty) {
  result.form = Form::kValue;
  switch (aggregate) {
    case Aggregate::kCount:
    case Aggregate::kDistinct:
      result.type = types::Count();
      result.low = Rational(0);
      result.nonzero = never_empty && aggregate == Aggregate::kCount;
      return;
    case Aggregate::kSum:
      result.type = types::Quantity(body.type.unit);
      if (body.low && body.low->sign() >= 0) {
        result.low = Rational(0);
      }
      return;
    case Aggregate::kShare:
      result.type = types::Share();
      result.low = Rational(0);
      result.high = Rational(1);
      result.type.optional = !never_empty;
      return;
    case Aggregate::kAny:
    case Aggregate::kAll: result.type = types::Bool(); return;
    case Aggregate::kMean:
    case Aggregate::kMin:
    case Aggregate::kMax:
    case Aggregate::kPercentile:
      result.type = types::Required(body.type);
      result.low = body.low;
      result.high = body.high;
      if (aggregate == Aggregate::kMean && result.type.range == Type::Range::kCount) {
        result.type.range = Type::Range::kAny;
      }
      result.type.optional = !never_empty || body.type.optional;
      return;
  }
}

}  // namespace

Checked ExpressionChecker::Aggregated(
    plan::Node node, const Body& body, const Inner& inner, bool never_empty
) {
  Checked result;
  SetAggregateType(result, body.aggregate, inner.value, never_empty && !inner.where);
  node.op = plan::Op::kAggregate;
  node.type = result.type;
  node.aggregate = body.aggregate;
  node.where = inner.where;
  node.body = inner.body;
  node.quantile = body.quantile;
  result.node = c_.builder.Add(std::move(node));
  return result;
}

Checked ExpressionChecker::OverRuns(
    Checked spans, const Body& body, const Scope& scope, Span span
) {
  if (!spans.bounded) {
    auto& problem = Report(diag::kUnboundedSpans, span, "these spans reach beyond the period");
    problem.help = "cut them with `in period`, or assign whole stretches with `by from` or `by to`";
    return Bad();
  }
  Scope inner_scope = scope;
  inner_scope.in_run = true;
  inner_scope.row = nullptr;
  const Inner inner = CheckInner(body, std::move(inner_scope));
  if (!inner.ok) {
    return Bad();
  }
  return Aggregated(
      {.args = {spans.node}, .source = plan::Source::kRuns}, body, inner, spans.nonempty
  );
}

Checked ExpressionChecker::OverMembers(
    const std::string& key,
    const std::vector<const ast::Argument*>& sources,
    std::size_t level,
    const Body& body,
    const Scope& scope
) {
  Scope inner_scope = scope;
  inner_scope.members[key] =
      c_.builder.Add({.op = plan::Op::kMember, .type = types::MemberOf(key), .name = key});
  const bool closed = c_.plan.keys[c_.keys.at(key)].closed;
  plan::Node node{.name = key, .source = plan::Source::kMembers};
  if (level + 1 < sources.size()) {
    const Checked nested = OverSources(sources, level + 1, body, inner_scope);
    if (nested.is_bad()) {
      return nested;
    }
    Inner inner{.ok = true, .body = nested.node, .value = nested};
    return Aggregated(std::move(node), body, inner, closed);
  }
  const Inner inner = CheckInner(body, std::move(inner_scope));
  return inner.ok ? Aggregated(std::move(node), body, inner, closed) : Bad();
}

Checked ExpressionChecker::OverWindows(
    const std::vector<const ast::Argument*>& sources,
    std::size_t level,
    const Body& body,
    const Scope& scope
) {
  const ast::Argument& arg = *sources[level];
  plan::Node node;
  Scope inner_scope = scope;
  inner_scope.in_window = true;
  if (arg.source_kind == ast::Argument::Source::kExpr) {
    node.source = plan::Source::kMoment;
    inner_scope.in_window = scope.in_window;
    inner_scope.in_moment = true;
  } else {
    const bool sliding = arg.source_kind == ast::Argument::Source::kSliding;
    const Checked length = Check(arg.source, scope);
    if (length.is_bad()) {
      return length;
    }
    node.args = {length.node};
    if (length.form == Form::kCalendarAmount && length.name == "day" && !length.working) {
      node.source = sliding ? plan::Source::kSlidingDays : plan::Source::kDayBins;
      node.index = length.low->ToInt64().value_or(1);
    } else if (length.is_number() && length.type.unit == types::TimeUnit() && length.low && length.is_literal) {
      node.source = sliding ? plan::Source::kSliding : plan::Source::kBins;
      const Rational hour(3'600'000'000'000);
      const Rational day = hour * Rational(24);
      if (!sliding &&
          (length.low->sign() <= 0 || *length.low > hour || !(day / *length.low).is_integer())) {
        Report(diag::kOutOfRange, arg.span, "bins divide the day and last an hour at most").help =
            "longer bins are days: `every 1 day`";
        return Bad();
      }
    } else {
      Report(
          diag::kTypeMismatch,
          scope.file()[arg.source].span,
          "bins have a duration (`every 5min`) or are days (`every 1 day`)"
      );
      return Bad();
    }
  }
  if (level + 1 < sources.size()) {
    const Checked nested = OverSources(sources, level + 1, body, inner_scope);
    if (nested.is_bad()) {
      return nested;
    }
    Inner inner{.ok = true, .body = nested.node, .value = nested};
    return Aggregated(std::move(node), body, inner, true);
  }
  const Inner inner = CheckInner(body, std::move(inner_scope));
  return inner.ok ? Aggregated(std::move(node), body, inner, true) : Bad();
}

Checked ExpressionChecker::OverPeriods(const Body& body, const Scope& scope) {
  const Checked count = Check(body.arg->source, scope);
  if (count.is_bad()) {
    return count;
  }
  const auto n = count.low ? count.low->ToInt64() : std::nullopt;
  if (!n || *n < 1 || *n > 1200) {
    Report(
        diag::kOutOfRange, body.arg->span, "`last N periods` takes a number of periods from 1 on"
    );
    return Bad();
  }
  Scope inner_scope = scope;
  inner_scope.in_history = true;
  const Inner inner = CheckInner(body, std::move(inner_scope));
  if (!inner.ok) {
    return Bad();
  }
  return Aggregated({.index = *n, .source = plan::Source::kLastPeriods}, body, inner, true);
}

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
  row.row = &entry;
  row.known.clear();
  plan::Rollup rollup{
      .input = input.name,
      .scope = RowScope(entry, scope, body.arg->span),
      .aggregate = body.aggregate,
      .quantile = body.quantile};
  if (!PlaceRows(entry, placed, row, rollup, body.arg->span)) {
    return Bad();
  }
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

bool ExpressionChecker::PlaceByName(
    const InputEntry& entry, const std::string& word, plan::Rollup& rollup
) {
  if (word == "decided") {
    rollup.place_kind = plan::Rollup::Place::kDecided;
    return true;
  }
  for (const plan::Column& column : c_.plan.inputs[entry.index].columns) {
    const bool is_place = column.type.kind == Kind::kInstant || column.type.kind == Kind::kDate;
    if (column.name == word && is_place && !column.type.optional) {
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
