// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"

namespace slate::check {

namespace {

// The unit that a word for elapsed time means: `4 hours` is `4h`.
std::optional<std::string_view> ElapsedUnit(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"h", "h"},
      {"hour", "h"},
      {"hours", "h"},
      {"min", "min"},
      {"minute", "min"},
      {"minutes", "min"},
      {"s", "s"},
      {"sec", "s"},
      {"second", "s"},
      {"seconds", "s"},
      {"ms", "ms"},
      {"millisecond", "ms"},
      {"milliseconds", "ms"},
      {"us", "us"},
      {"ns", "ns"},
  };
  for (const auto& [name, unit] : kWords) {
    if (name == word) {
      return unit;
    }
  }
  return std::nullopt;
}

}  // namespace

Checked ExpressionChecker::Value(NodeId node) const {
  return {.form = Checked::Form::kValue, .node = node, .type = c_.builder[node].type};
}

Checked ExpressionChecker::NumberValue(Rational value, plan::Unit unit) {
  Checked a = Value(c_.builder.Number(value, std::move(unit)));
  a.nonzero = !value.is_zero();
  a.low = value;
  a.high = std::move(value);
  a.is_literal = true;
  return a;
}

Checked ExpressionChecker::Literal(const ast::NumberLit& n, Span) {
  return NumberValue(n.value, {});
}

Checked ExpressionChecker::Literal(const ast::QuantityLit& n, Span) {
  const std::string& unit = n.unit.text;
  if (const auto calendar_unit = types::CalendarUnit(unit)) {
    Checked amount = NumberValue(n.value, {});
    amount.form = Checked::Form::kCalendarAmount;
    amount.name = *calendar_unit;
    if (!n.value.is_integer()) {
      Report(diag::kTypeMismatch, n.unit.span, "a calendar amount is a whole number");
      return Bad();
    }
    return amount;
  }
  if (const auto bytes = types::BytesOf(unit)) {
    return NumberValue(n.value * *bytes, types::BytesUnit());
  }
  if (types::IsCurrency(unit) || c_.units.contains(unit)) {
    return NumberValue(n.value, {{unit, 1}});
  }
  auto& problem = Report(diag::kUnknownUnit, n.unit.span, fmt::format("`{}` is no unit", unit));
  if (const auto glued = ElapsedUnit(unit)) {
    problem.help =
        fmt::format("elapsed time is written without a blank: `{}{}`", n.value.ToString(), *glued);
    return Bad();
  }
  std::vector<std::string> units(c_.units.begin(), c_.units.end());
  units.insert(
      units.end(),
      {"days", "months", "weeks", "quarters", "years", "MB", "GB", "MiB", "GiB", c_.plan.currency}
  );
  if (const auto near = NearestName(unit, units)) {
    problem.help = fmt::format("`{}` is near", *near);
  } else {
    problem.help = fmt::format("declare it: `unit {}`", unit);
  }
  return Bad();
}

Checked ExpressionChecker::Literal(const ast::InstantLit& n, Span span) {
  const calendar::Date date{n.day};
  if (n.offset_seconds) {
    const std::int64_t instant = calendar::InstantOf(date, n.time_of_day, *n.offset_seconds);
    return Value(c_.builder.Const(plan::Instant{instant}, types::Instant()));
  }
  if (c_.zone) {
    const calendar::LocalResult local = c_.zone->FromLocal(date, n.time_of_day);
    if (local.kind != calendar::LocalResult::Kind::kUnique) {
      const bool skipped = local.kind == calendar::LocalResult::Kind::kSkipped;
      auto& problem = Report(
          diag::kBadLocalTime,
          span,
          fmt::format(
              "this local time {} in {}",
              skipped ? "does not exist" : "occurs twice",
              c_.zone->name()
          )
      );
      problem.help = fmt::format(
          "write {} or {}", c_.zone->Format(local.earlier), c_.zone->Format(local.later)
      );
      return Bad();
    }
  }
  return Value(c_.builder.Const(plan::LocalInstant{n.day, n.time_of_day}, types::Instant()));
}

Checked ExpressionChecker::DateStretch(std::int32_t first, std::int32_t end) {
  const NodeId from = c_.builder.Const(plan::Date{first}, types::Date());
  const NodeId to = c_.builder.Const(plan::Date{end}, types::Date());
  const NodeId start = c_.builder.Make(plan::Op::kDateStart, types::Instant(), {from});
  const NodeId stop = c_.builder.Make(plan::Op::kDateStart, types::Instant(), {to});
  Checked stretch = Value(c_.builder.Make(plan::Op::kRange, types::Spans(), {start, stop}));
  stretch.bounded = stretch.one_run = stretch.nonempty = true;
  return stretch;
}

}  // namespace slate::check
