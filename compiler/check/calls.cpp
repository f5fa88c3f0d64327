// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"
#include "compiler/types/describe.h"

namespace slate::check {

namespace {

using Form = Checked::Form;
using Kind = Type::Kind;

const std::map<std::string, plan::Aggregate>& Aggregates() {
  using A = plan::Aggregate;
  static const std::map<std::string, A> kAggregates{
      {"count", A::kCount},
      {"sum", A::kSum},
      {"mean", A::kMean},
      {"min", A::kMin},
      {"max", A::kMax},
      {"share", A::kShare},
      {"any", A::kAny},
      {"all", A::kAll},
      {"percentile", A::kPercentile},
      {"distinct", A::kDistinct},
  };
  return kAggregates;
}

constexpr std::string_view kFunctions[] = {
    "length",
    "days",
    "date",
    "floor",
    "ceil",
    "half_up",
    "half_even",
    "min",
    "max",
    "abs",
    "known",
    "spans",
    "gaps",
    "covered"};

bool IsPlain(const ast::Argument& arg) {
  return arg.source_kind == ast::Argument::Source::kExpr && !arg.as && !arg.where && !arg.body;
}

}  // namespace

Checked ExpressionChecker::CallFunction(const ast::Call& call, const Scope& scope, Span span) {
  const std::string& name = call.name.text;
  const bool two_plain = call.args.size() >= 2 && IsPlain(call.args[0]) && IsPlain(call.args[1]);
  if ((name == "min" || name == "max") && two_plain) {
    return Extreme(call, name == "min" ? plan::Op::kMin : plan::Op::kMax, scope, span);
  }
  if (const auto aggregate = Aggregates().find(name); aggregate != Aggregates().end()) {
    return AggregateCall(call, aggregate->second, scope, span);
  }
  if (name == "length") {
    return Length(call, scope, span);
  }
  if (name == "days") {
    return Days(call, scope, span);
  }
  if (name == "date") {
    return DateOf(call, scope, span);
  }
  if (name == "floor") {
    return Stepwise(call, plan::Op::kFloor, scope, span);
  }
  if (name == "ceil") {
    return Stepwise(call, plan::Op::kCeil, scope, span);
  }
  if (name == "half_up") {
    return Stepwise(call, plan::Op::kHalfUp, scope, span);
  }
  if (name == "half_even") {
    return Stepwise(call, plan::Op::kHalfEven, scope, span);
  }
  if (name == "abs") {
    return Absolute(call, scope, span);
  }
  if (name == "known") {
    return Known(call, scope, span);
  }
  if (name == "spans") {
    return SpansOf(call, scope, span);
  }
  if (name == "gaps" || name == "covered") {
    return Coverage(call, name == "gaps" ? plan::Op::kGaps : plan::Op::kCovered, scope, span);
  }
  return CallMetric(name, call.args, scope, call.name.span);
}

// `mttr.working(…)`: the base is the first words of a metric's dotted name.
// `priority.at(opened)` is `priority at opened`; all other dotted calls are metrics.
bool ExpressionChecker::ReadsInPlace(const ast::MethodCall& call, const Scope& scope) const {
  ast::ExprId base = call.base;
  while (const auto* member = std::get_if<ast::Member>(&scope.file()[base].node)) {
    base = member->base;
  }
  const auto* root = std::get_if<ast::Ref>(&scope.file()[base].node);
  if (root == nullptr || call.name.text != "at" || call.args.size() != 1 ||
      !IsPlain(call.args[0])) {
    return false;
  }
  const std::string& name = root->name.text;
  return c_.givens.contains(name) ||
         std::any_of(scope.elements.begin(), scope.elements.end(), [&](const Element& element) {
           return element.name == name || HasField(element, name);
         });
}

Checked ExpressionChecker::CallMethod(const ast::MethodCall& call, const Scope& scope, Span span) {
  if (ReadsInPlace(call, scope)) {
    return AtInstant(call.base, call.args[0].source, scope, call.name.span);
  }
  std::string name = call.name.text;
  ast::ExprId base = call.base;
  while (const auto* member = std::get_if<ast::Member>(&scope.file()[base].node)) {
    name = member->name.text + "." + name;
    base = member->base;
  }
  if (const auto* ref = std::get_if<ast::Ref>(&scope.file()[base].node)) {
    return CallMetric(ref->name.text + "." + name, call.args, scope, span);
  }
  Report(diag::kUnknownName, call.name.span, fmt::format("nothing here can be called `{}`", name));
  return Bad();
}

Checked ExpressionChecker::CallMetric(
    const std::string& name, const std::vector<ast::Argument>& args, const Scope& scope, Span span
) {
  const resolve::MetricRef found = resolve::FindMetric(*scope.module, name);
  if (found.metric == nullptr && scope.module->incomplete) {
    return Bad();
  }
  if (found.metric == nullptr) {
    auto& problem =
        Report(diag::kUnknownName, span, fmt::format("no metric or function `{}`", name));
    std::vector<std::string> names = resolve::MetricNames(*scope.module);
    names.insert(names.end(), std::begin(kFunctions), std::end(kFunctions));
    for (const auto& [aggregate, kind] : Aggregates()) {
      names.push_back(aggregate);
    }
    if (const auto near = NearestName(name, names)) {
      SuggestName(problem, span, *near);
    } else {
      problem.help = "library metrics need their module: `use std.availability`";
    }
    return Bad();
  }
  const ast::Metric& metric = *found.metric;
  const std::string mark = "metric " + name;
  if (std::find(scope.open.begin(), scope.open.end(), mark) != scope.open.end()) {
    Report(diag::kDefinitionCycle, span, fmt::format("metric `{}` needs its own value", name));
    return Bad();
  }
  if (args.size() != metric.parameters.size()) {
    auto& problem = Report(
        diag::kWrongArguments,
        span,
        fmt::format(
            "`{}` takes {} argument{}, not {}",
            name,
            metric.parameters.size(),
            metric.parameters.size() == 1 ? "" : "s",
            args.size()
        )
    );
    problem.secondary.push_back({metric.name.span, "defined here"});
    return Bad();
  }
  Scope inner = scope;
  inner.module = found.module;
  inner.locals.clear();
  inner.arguments.clear();
  const auto caller = std::make_shared<const Scope>(scope);
  inner.HideElements();
  inner.objective = nullptr;
  inner.expected.reset();
  inner.open.push_back(mark);
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!IsPlain(args[i])) {
      Report(
          diag::kWrongArguments,
          args[i].span,
          fmt::format("`{}` is a metric, its arguments are values", name)
      );
      return Bad();
    }
    const auto type = ResolveType(metric.parameters[i].type);
    if (!type) {
      return Bad();
    }
    const Checked value = CheckAs(
        args[i].source,
        scope,
        *type,
        fmt::format("`{}` of `{}`", metric.parameters[i].name.text, name)
    );
    if (value.is_bad()) {
      return value;
    }
    inner.locals[metric.parameters[i].name.text] = value;
    inner.arguments[metric.parameters[i].name.text] = {args[i].source, caller, *type};
  }
  const auto result_type = ResolveType(metric.result);
  Checked result = Check(metric.value, inner);
  if (!result_type || result.is_bad()) {
    return Bad();
  }
  result = Coerce(
      std::move(result), *result_type, metric.result.span, fmt::format("the result of `{}`", name)
  );
  if (result.is_value() && result.type.range == Type::Range::kAny &&
      result_type->range != Type::Range::kAny) {
    result.type.range = result_type->range;
    result.low = Rational(0);
    result.high =
        result_type->range == Type::Range::kShare ? std::optional<Rational>(1) : result.high;
  }
  return result;
}

std::optional<std::vector<Checked>> ExpressionChecker::PlainArguments(
    const std::vector<ast::Argument>& args,
    std::size_t least,
    std::size_t most,
    const Scope& scope,
    std::string_view name,
    Span span
) {
  if (args.size() < least || args.size() > most) {
    Report(
        diag::kWrongArguments,
        span,
        least == most
            ? fmt::format(
                  "`{}` takes {} argument{}, not {}",
                  name,
                  least,
                  least == 1 ? "" : "s",
                  args.size()
              )
            : fmt::format("`{}` takes {} to {} arguments, not {}", name, least, most, args.size())
    );
    return std::nullopt;
  }
  std::vector<Checked> values;
  bool bad = false;
  for (const ast::Argument& arg : args) {
    if (!IsPlain(arg)) {
      Report(diag::kWrongArguments, arg.span, fmt::format("`{}` takes plain values", name));
      return std::nullopt;
    }
    values.push_back(AsValue(Check(arg.source, scope), scope.file()[arg.source].span));
    bad = bad || values.back().is_bad();
  }
  return bad ? std::nullopt : std::optional(std::move(values));
}

Checked ExpressionChecker::Length(const ast::Call& call, const Scope& scope, Span span) {
  auto args = PlainArguments(call.args, 1, 1, scope, "length", span);
  if (!args) {
    return Bad();
  }
  const Checked& spans = args->front();
  const Span where = scope.file()[call.args[0].source].span;
  if (!spans.is_spans()) {
    Report(
        diag::kTypeMismatch,
        where,
        fmt::format("{} where `length` needs spans", types::Describe(spans.type))
    );
    return Bad();
  }
  if (!spans.bounded) {
    auto& problem = Report(diag::kUnboundedSpans, where, "these spans reach beyond the period");
    problem.help = "cut them with `in period`, or assign whole stretches with `by from` or `by to`";
    return Bad();
  }
  Checked length = Value(c_.builder.Make(plan::Op::kLength, types::Duration(), {spans.node}));
  length.low = Rational(0);
  length.nonzero = spans.nonempty;
  return length;
}

Checked ExpressionChecker::Days(const ast::Call& call, const Scope& scope, Span span) {
  auto args = PlainArguments(call.args, 1, 1, scope, "days", span);
  if (!args) {
    return Bad();
  }
  if (!args->front().is_spans() || !args->front().one_run) {
    Report(
        diag::kTypeMismatch,
        scope.file()[call.args[0].source].span,
        "`days` counts the local days of one stretch"
    )
        .help = "`days(period)`, `days(a .. b)`";
    return Bad();
  }
  Checked days = Value(c_.builder.Make(plan::Op::kDays, types::Count(), {args->front().node}));
  days.low = Rational(0);
  days.nonzero = args->front().nonempty;
  return days;
}

Checked ExpressionChecker::DateOf(const ast::Call& call, const Scope& scope, Span span) {
  auto args = PlainArguments(call.args, 1, 1, scope, "date", span);
  if (!args) {
    return Bad();
  }
  Checked at = args->front();
  if (!at.IsKind(Kind::kInstant)) {
    Report(
        diag::kTypeMismatch,
        span,
        fmt::format("{} where `date` needs an instant", types::Describe(at.type))
    );
    return Bad();
  }
  Type type = types::Date();
  type.optional = at.type.optional;
  return Value(c_.builder.Make(plan::Op::kDateOf, type, {at.node}));
}

// floor(x) to whole numbers, floor(x, step) to multiples of step.
Checked ExpressionChecker::Stepwise(
    const ast::Call& call, plan::Op op, const Scope& scope, Span span
) {
  auto args = PlainArguments(call.args, 1, 2, scope, call.name.text, span);
  if (!args) {
    return Bad();
  }
  Checked x = (*args)[0];
  if (!x.is_number()) {
    Report(
        diag::kTypeMismatch,
        span,
        fmt::format("{} where `{}` needs a number", types::Describe(x.type), call.name.text)
    );
    return Bad();
  }
  if (args->size() == 1 && !x.type.unit.empty()) {
    Report(
        diag::kUnitMismatch,
        span,
        fmt::format("`{}` of {} needs a step", call.name.text, types::Describe(x.type))
    )
        .help = fmt::format("`{}(x, 1min)`", call.name.text);
    return Bad();
  }
  Checked step = args->size() == 2 ? Coerce(
                                         (*args)[1],
                                         types::Quantity(x.type.unit),
                                         scope.file()[call.args[1].source].span,
                                         "the step"
                                     )
                                   : NumberValue(Rational(1), {});
  if (step.is_bad()) {
    return step;
  }
  if (!step.nonzero) {
    Report(diag::kOutOfRange, span, "the step may be zero");
    return Bad();
  }
  Type type = types::Quantity(x.type.unit);
  type.optional = x.type.optional;
  Checked result = Value(c_.builder.Make(op, type, {x.node, step.node}));
  if (x.low && x.low->sign() >= 0) {
    result.low = Rational(0);
  }
  return result;
}

Checked ExpressionChecker::Extreme(
    const ast::Call& call, plan::Op op, const Scope& scope, Span span
) {
  auto args = PlainArguments(call.args, 2, 64, scope, call.name.text, span);
  if (!args) {
    return Bad();
  }
  std::vector<Branch> branches;
  for (std::size_t i = 0; i < args->size(); ++i) {
    branches.push_back({(*args)[i], scope.file()[call.args[i].source].span});
  }
  auto result = Unify(branches);
  if (!result) {
    return Bad();
  }
  if (result->type.kind != Kind::kNumber && result->type.kind != Kind::kInstant &&
      result->type.kind != Kind::kDate) {
    Report(
        diag::kTypeMismatch,
        span,
        fmt::format("`{}` of {}", call.name.text, types::Describe(result->type))
    );
    return Bad();
  }
  std::vector<NodeId> nodes;
  for (const Branch& branch : branches) {
    nodes.push_back(branch.value.node);
  }
  result->node = c_.builder.Make(op, result->type, std::move(nodes));
  for (const Branch& branch : branches) {  // max(0, x) is never negative
    if (op == plan::Op::kMax && branch.value.low &&
        (!result->low || *branch.value.low > *result->low)) {
      result->low = branch.value.low;
    }
  }
  return *result;
}

Checked ExpressionChecker::Absolute(const ast::Call& call, const Scope& scope, Span span) {
  auto args = PlainArguments(call.args, 1, 1, scope, "abs", span);
  if (!args) {
    return Bad();
  }
  Checked x = args->front();
  if (!x.is_number()) {
    Report(diag::kTypeMismatch, span, fmt::format("`abs` of {}", types::Describe(x.type)));
    return Bad();
  }
  Checked result = Value(c_.builder.Make(plan::Op::kAbs, x.type, {x.node}));
  result.low = Rational(0);
  result.nonzero = x.nonzero;
  return result;
}

Checked ExpressionChecker::Known(const ast::Call& call, const Scope& scope, Span span) {
  auto args = PlainArguments(call.args, 1, 1, scope, "known", span);
  if (!args) {
    return Bad();
  }
  return Value(c_.builder.Make(plan::Op::kKnown, types::Bool(), {args->front().node}));
}

}  // namespace slate::check
