// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
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

// A name for what an aggregate ranges over is new: nothing shadows anything.
bool ExpressionChecker::CanBeNamed(const ast::Name& name, const Scope& scope) {
  const bool taken =
      c_.names.contains(name.text) || scope.locals.contains(name.text) ||
      (scope.objective != nullptr && scope.objective->lets.contains(name.text)) ||
      std::any_of(scope.elements.begin(), scope.elements.end(), [&](const Element& element) {
        return element.name == name.text || HasField(element, name.text);
      });
  if (taken) {
    Report(
        diag::kDuplicateName,
        name.span,
        fmt::format("`{}` is the name of something else", name.text)
    );
  }
  return !taken;
}

bool ExpressionChecker::IsNamed(const ast::Argument& arg, std::string_view what) {
  if (arg.as) {
    Report(diag::kWrongArguments, arg.as->span, fmt::format("`as` does not name {}", what)).help =
        "rows, spans and bins are named";
  }
  return arg.as.has_value();
}

// The plan knows three rows and two runs or windows around an expression.
bool ExpressionChecker::TooDeep(const Scope& scope, Span span) {
  const bool deep = scope.rows > 3 || scope.runs > 2 || scope.windows > 2;
  if (deep) {
    Report(diag::kWrongArguments, span, "aggregates stand too deep in one another").help =
        "compute the inner figure in a `let` first";
  }
  return deep;
}

Checked ExpressionChecker::OverSources(
    const std::vector<const ast::Argument*>& sources,
    std::size_t level,
    const Body& body,
    const Scope& scope
) {
  const ast::Argument& arg = *sources[level];
  const bool innermost = level + 1 == sources.size();
  if (arg.as && !CanBeNamed(*arg.as, scope)) {
    return Bad();
  }
  if (arg.source_kind == ast::Argument::Source::kEvery ||
      arg.source_kind == ast::Argument::Source::kSliding) {
    return OverWindows(sources, level, body, scope);
  }
  if (arg.source_kind == ast::Argument::Source::kLastPeriods) {
    return IsNamed(arg, "a period") ? Bad() : OverPeriods(body, scope);
  }
  const ast::Expr& expr = scope.file()[arg.source];
  const auto* placed = std::get_if<ast::PlacedBy>(&expr.node);
  if (const auto* ref = std::get_if<ast::Ref>(&expr.node)) {
    if (ref->name.text == "moment" && !scope.in_moment) {
      return IsNamed(arg, "the moment: it is called `moment`")
                 ? Bad()
                 : OverWindows(sources, level, body, scope);
    }
    const bool is_key = c_.keys.contains(ref->name.text) && !scope.locals.contains(ref->name.text);
    const bool is_column =
        std::any_of(scope.elements.begin(), scope.elements.end(), [&](const Element& element) {
          return HasField(element, ref->name.text);
        });
    if (is_key && !is_column) {
      if (IsNamed(arg, fmt::format("the member: it is called `{}`", ref->name.text))) {
        return Bad();
      }
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
    const auto* ref = std::get_if<ast::Ref>(&scope.file()[call->args[0].source].node);
    const auto row =
        std::find_if(scope.elements.rbegin(), scope.elements.rend(), [](const Element& element) {
          return element.kind == Element::Kind::kRow;
        });
    if (ref != nullptr && row != scope.elements.rend()) {
      row->known.insert(ref->name.text);
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

// The type of an aggregate and what is known of its value.
void ExpressionChecker::SetAggregateType(
    Checked& result, Aggregate aggregate, const Checked& body, bool never_empty
) {
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
  inner_scope.Enter(Element::Kind::kRun, body.arg->as, nullptr);
  if (TooDeep(inner_scope, body.arg->span)) {
    return Bad();
  }
  const bool by_end = c_.builder[spans.node].op == plan::Op::kEndingIn;
  inner_scope.place =
      c_.builder.Make(by_end ? plan::Op::kRunTo : plan::Op::kRunFrom, types::Instant(), {});
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
  if (arg.source_kind == ast::Argument::Source::kExpr) {
    node.source = plan::Source::kMoment;
    if (!ListsMoments(body.aggregate, false, arg.span)) {
      return Bad();
    }
    EnterMoment(inner_scope);
  } else {
    if (!SetWindows(node, arg, scope)) {
      return Bad();
    }
    if (node.source == plan::Source::kSliding && !ListsMoments(body.aggregate, true, arg.span)) {
      return Bad();
    }
    EnterWindow(arg, inner_scope);
    if (TooDeep(inner_scope, arg.span)) {
      return Bad();
    }
  }
  const bool never_empty = node.source != plan::Source::kRunBins;
  if (level + 1 < sources.size()) {
    const Checked nested = OverSources(sources, level + 1, body, inner_scope);
    if (nested.is_bad()) {
      return nested;
    }
    Inner inner{.ok = true, .body = nested.node, .value = nested};
    return Aggregated(std::move(node), body, inner, never_empty);
  }
  const Inner inner = CheckInner(body, std::move(inner_scope));
  return inner.ok ? Aggregated(std::move(node), body, inner, never_empty) : Bad();
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
  inner_scope.place.reset();
  const Inner inner = CheckInner(body, std::move(inner_scope));
  if (!inner.ok) {
    return Bad();
  }
  return Aggregated({.index = *n, .source = plan::Source::kLastPeriods}, body, inner, true);
}

}  // namespace slate::check
