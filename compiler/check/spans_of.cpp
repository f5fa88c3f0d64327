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

// `spans(…)`, `gaps(…)`, `covered(…)`: where stretches of time come from.
namespace slate::check {

namespace {

using Form = Checked::Form;
using Kind = Type::Kind;

bool IsPlain(const ast::Argument& arg) {
  return arg.source_kind == ast::Argument::Source::kExpr && !arg.as && !arg.where && !arg.body;
}

}  // namespace

Checked ExpressionChecker::SpansOf(const ast::Call& call, const Scope& scope, Span span) {
  if (call.args.size() != 1) {
    Report(diag::kWrongArguments, span, "`spans` takes one source: `spans(outage where …)`");
    return Bad();
  }
  const ast::Argument& arg = call.args[0];
  if (arg.source_kind == ast::Argument::Source::kEvery ||
      arg.source_kind == ast::Argument::Source::kSliding) {
    return SpansOfBins(arg, scope);
  }
  if (arg.source_kind == ast::Argument::Source::kLastPeriods) {
    Report(diag::kWrongArguments, arg.span, "`spans` is taken of an input or of bins");
    return Bad();
  }
  const auto* ref = std::get_if<ast::Ref>(&scope.file()[arg.source].node);
  if (ref != nullptr && ref->name.text == "moment" && !scope.in_moment) {
    return SpansOfBins(arg, scope);
  }
  const Checked source = Check(arg.source, scope);
  if (source.is_bad()) {
    return source;
  }
  if (source.form != Form::kInput) {
    Report(diag::kWrongArguments, arg.span, "`spans` is taken of an input or of bins").help =
        source.is_spans() ? "these are spans already"
                          : "`spans(outage)`, `spans(every 1min where …)`";
    return Bad();
  }
  return SpansOfInput(c_.inputs.at(source.name), arg, scope, span);
}

Checked ExpressionChecker::SpansOfInput(
    const InputEntry& entry, const ast::Argument& arg, const Scope& scope, Span span
) {
  const plan::Input& input = c_.plan.inputs[entry.index];
  Scope row = scope;
  row.Enter(Element::Kind::kRow, arg.as, &entry);
  row.expected.reset();
  plan::Rollup rollup{.input = input.name, .scope = RowScope(entry, scope, span)};
  if (arg.where) {
    AddKnownColumns(*arg.where, row);
    const Checked where = CheckTruth(*arg.where, row, "`where`");
    if (where.is_bad()) {
      return where;
    }
    rollup.where = where.node;
  }
  if (input.kind == plan::Input::Kind::kSlots || input.kind == plan::Input::Kind::kStateLog) {
    if (arg.body) {
      Report(diag::kWrongArguments, arg.span, "samples and states stand for stretches of their own")
          .help = "choose them with `where`";
      return Bad();
    }
    rollup.place_kind = plan::Rollup::Place::kSlots;
    return Value(c_.builder.Add(
        {.op = plan::Op::kSpansOfSlots,
         .type = types::Spans(),
         .input = input.name,
         .rollup = c_.builder.AddRollup(std::move(rollup))}
    ));
  }
  plan::Node node{.op = plan::Op::kSpansOfRows, .type = types::Spans(), .input = input.name};
  if (arg.body) {
    const Checked stretch = Check(*arg.body, row);
    if (stretch.is_bad()) {
      return stretch;
    }
    const plan::Node& range = c_.builder[stretch.node];
    if (!stretch.is_value() || range.op != plan::Op::kRange) {
      Report(
          diag::kTypeMismatch,
          scope.file()[*arg.body].span,
          "each row gives one stretch: `spans(failure: began .. restored)`"
      );
      return Bad();
    }
    node.args = range.args;
  } else if (input.interval) {
    for (const std::string_view end : {"from", "to"}) {
      for (const plan::Column& column : input.columns) {
        if (column.name == end) {
          node.args.push_back(ColumnValue(row.elements.back(), column, row, arg.span).node);
        }
      }
    }
  } else {
    Report(
        diag::kWrongArguments,
        arg.span,
        fmt::format("rows of `{}` have no stretch of their own", input.name)
    )
        .help = fmt::format("say which: `spans({}: began .. ended)`", input.name);
    return Bad();
  }
  node.rollup = c_.builder.AddRollup(std::move(rollup));
  return Value(c_.builder.Add(std::move(node)));
}

Checked ExpressionChecker::SpansOfBins(const ast::Argument& arg, const Scope& scope) {
  if (!arg.where || arg.body) {
    Report(
        diag::kWrongArguments,
        arg.span,
        "bins become spans by a condition: `spans(every 1min where …)`"
    );
    return Bad();
  }
  plan::Node node{.op = plan::Op::kSpansOfBins, .type = types::Spans()};
  Scope inner = scope;
  if (arg.source_kind == ast::Argument::Source::kExpr) {
    node.source = plan::Source::kMoment;
    EnterMoment(inner);
  } else {
    if (!SetWindows(node, arg, scope)) {
      return Bad();
    }
    EnterWindow(arg, inner);
  }
  inner.expected.reset();
  const Checked where = CheckTruth(*arg.where, inner, "`where`");
  if (where.is_bad()) {
    return where;
  }
  node.where = where.node;
  return Value(c_.builder.Add(std::move(node)));
}

Checked ExpressionChecker::Coverage(
    const ast::Call& call, plan::Op op, const Scope& scope, Span span
) {
  if (call.args.size() != 1 || !IsPlain(call.args[0])) {
    Report(diag::kWrongArguments, span, fmt::format("`{}` takes one input", call.name.text));
    return Bad();
  }
  const Checked source = Check(call.args[0].source, scope);
  if (source.is_bad()) {
    return source;
  }
  const auto* entry = source.form == Form::kInput ? &c_.inputs.at(source.name) : nullptr;
  const bool has_gaps =
      entry != nullptr && (c_.plan.inputs[entry->index].kind == plan::Input::Kind::kSlots ||
                           c_.plan.inputs[entry->index].kind == plan::Input::Kind::kStateLog);
  if (!has_gaps) {
    Report(
        diag::kTypeMismatch,
        scope.file()[call.args[0].source].span,
        fmt::format(
            "`{}` speaks of an input of samples (`every`) or states (`holds`)", call.name.text
        )
    );
    return Bad();
  }
  plan::Rollup rollup{
      .input = source.name,
      .scope = RowScope(*entry, scope, span),
      .place_kind = plan::Rollup::Place::kSlots};
  return Value(c_.builder.Add(
      {.op = op,
       .type = types::Spans(),
       .input = source.name,
       .rollup = c_.builder.AddRollup(std::move(rollup))}
  ));
}

}  // namespace slate::check
