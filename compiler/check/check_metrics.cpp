// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/check_metrics.h"

#include <fmt/format.h>

#include "compiler/check/declarations.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"

namespace slate::check {

namespace {

// An agreement that gives a metric read by itself a currency.
constexpr std::string_view kAnyCurrency = "XXX";

Checked Argument(Context& context, const Type& type, std::int64_t index) {
  Checked value{.form = Checked::Form::kValue, .type = type};
  value.node = context.builder.Add({.op = plan::Op::kParam, .type = type, .index = index});
  value.bounded = value.one_run = true;
  if (type.range != Type::Range::kAny) {
    value.low = Rational(0);
  }
  if (type.range == Type::Range::kShare) {
    value.high = Rational(1);
  }
  return value;
}

void CheckMetric(
    Context& context,
    ExpressionChecker& expressions,
    const resolve::Module& module,
    const ast::Metric& metric
) {
  Scope scope{.module = &module};
  scope.open.push_back("metric " + metric.name.Text());
  std::int64_t index = 0;
  for (const ast::Parameter& parameter : metric.parameters) {
    const auto type = expressions.ResolveType(parameter.type);
    if (!type) {
      return;
    }
    scope.locals[parameter.name.text] = Argument(context, *type, index++);
  }
  const auto result = expressions.ResolveType(metric.result);
  const Span span = module.file[metric.value].span;
  Checked value = expressions.AsValue(expressions.Check(metric.value, scope), span);
  if (!result || value.is_bad()) {
    return;
  }
  value = expressions.Coerce(
      std::move(value), *result, span, fmt::format("the result of `{}`", metric.name.Text())
  );
  if (value.is_value() && value.type.optional && !result->optional) {
    context.sink
        .Report(
            diag::kMayBeUndefined,
            span,
            fmt::format("`{}` may have no value, and its type does not say so", metric.name.Text())
        )
        .help = fmt::format("`-> {}?`", metric.result.factors.front().name.text);
  }
}

}  // namespace

void CheckMetrics(
    const resolve::Module& module, const resolve::Program& program, diag::Sink& sink
) {
  if (module.file.metrics.empty()) {
    return;
  }
  plan::Plan plan;
  plan.currency = kAnyCurrency;
  const resolve::EffectiveAgreement nothing{};
  Context context{
      .agreement = nothing,
      .program = program,
      .plan = plan,
      .builder = Builder(plan),
      .sink = sink};
  ExpressionChecker expressions(context);
  for (const ast::Metric& metric : module.file.metrics) {
    CheckMetric(context, expressions, module, metric);
  }
}

void CheckExampleNames(const resolve::Program& program, diag::Sink& sink) {
  for (const resolve::Module& module : program.modules) {
    for (const ast::Example& example : module.file.examples) {
      if (module.incomplete ||
          resolve::FindAgreement(module, example.of.text).agreement != nullptr) {
        continue;
      }
      auto& problem = sink.Report(
          diag::kUnknownAgreement,
          example.of.span,
          fmt::format("no agreement `{}`", example.of.text)
      );
      if (const auto near = NearestName(example.of.text, resolve::AgreementNames(module))) {
        SuggestName(problem, example.of.span, *near);
      }
    }
  }
}

}  // namespace slate::check
