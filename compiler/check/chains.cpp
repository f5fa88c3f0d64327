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

}  // namespace

// Points are half-open, dates and months are stretches whose last is included.
Checked ExpressionChecker::MakeRange(const ast::Range& range, const Scope& scope, Span span) {
  const Checked from = Check(range.from, scope);
  const auto* time = std::get_if<ast::TimeLit>(&scope.file()[range.to].node);
  const auto* start = std::get_if<ast::InstantLit>(&scope.file()[range.from].node);
  if (time != nullptr && start != nullptr) {
    const ast::InstantLit end{
        .day = start->day,
        .time_of_day = time->time_of_day,
        .offset_seconds = start->offset_seconds};
    if (end.time_of_day <= start->time_of_day) {
      Report(diag::kTypeMismatch, span, "the stretch ends before it begins").help =
          "write the date of its end too";
      return Bad();
    }
    const Checked to = Literal(end, scope.file()[range.to].span);
    if (from.is_bad() || to.is_bad()) {
      return Bad();
    }
    Checked stretch =
        Value(c_.builder.Make(plan::Op::kRange, types::Spans(), {from.node, to.node}));
    stretch.bounded = stretch.one_run = stretch.nonempty = true;
    return stretch;
  }
  const Checked to = Check(range.to, scope);
  if (from.is_bad() || to.is_bad()) {
    return Bad();
  }
  const auto edge = [&](const Checked& a, bool is_end) -> std::optional<NodeId> {
    if (a.IsKind(Kind::kInstant)) {
      return a.node;
    }
    if (a.IsKind(Kind::kDate)) {
      return c_.builder.Make(
          is_end ? plan::Op::kDateEnd : plan::Op::kDateStart, types::Instant(), {a.node}
      );
    }
    if (a.is_spans() && a.one_run) {
      return c_.builder.Make(
          is_end ? plan::Op::kToOf : plan::Op::kFromOf, types::Instant(), {a.node}
      );
    }
    return std::nullopt;
  };
  const auto left = edge(from, false);
  const auto right = edge(to, true);
  if (!left || !right || from.type.kind != to.type.kind) {
    Report(
        diag::kTypeMismatch,
        span,
        fmt::format(
            "a stretch from {} to {}",
            from.is_value() ? types::Describe(from.type) : "this",
            to.is_value() ? types::Describe(to.type) : "that"
        )
    )
        .help = "both ends are instants, dates, months or quarters";
    return Bad();
  }
  Checked stretch = Value(c_.builder.Make(plan::Op::kRange, types::Spans(), {*left, *right}));
  stretch.bounded = stretch.one_run = true;
  stretch.nonempty = from.is_spans();
  return stretch;
}

Checked ExpressionChecker::MakeRangeFor(const ast::RangeFor& range, const Scope& scope) {
  const Checked from = CheckInstant(range.from, scope, "a stretch");
  const Checked length = Check(range.length, scope);
  if (from.is_bad() || length.is_bad()) {
    return Bad();
  }
  NodeId to{};
  if (length.form == Form::kCalendarAmount && !length.working) {
    to = c_.builder.Add(
        {.op = plan::Op::kAddDates,
         .type = types::Instant(),
         .args = {from.node, length.node},
         .name = length.name}
    );
  } else if (length.is_number() && length.type.unit == types::TimeUnit()) {
    to = c_.builder.Make(plan::Op::kAddTime, types::Instant(), {from.node, length.node});
  } else {
    Report(
        diag::kTypeMismatch,
        scope.file()[range.length].span,
        "`for` takes a duration or a calendar amount"
    );
    return Bad();
  }
  Checked stretch = Value(c_.builder.Make(plan::Op::kRange, types::Spans(), {from.node, to}));
  stretch.bounded = stretch.one_run = true;
  return stretch;
}

Checked ExpressionChecker::SpansOperand(ast::ExprId id, const Scope& scope, std::string_view what) {
  return AsSpans(ChainOperand(id, scope), scope.file()[id].span, what);
}

Checked ExpressionChecker::ChainOperand(ast::ExprId id, const Scope& scope) {
  Scope plain = scope;
  plain.expected.reset();
  return AsValue(Check(id, plain), scope.file()[id].span);
}

Checked ExpressionChecker::AsSpans(const Checked& a, Span span, std::string_view what) {
  if (a.is_bad() || a.is_spans()) {
    return a;
  }
  if (a.IsKind(Kind::kDate)) {
    const NodeId from = c_.builder.Make(plan::Op::kDateStart, types::Instant(), {a.node});
    const NodeId to = c_.builder.Make(plan::Op::kDateEnd, types::Instant(), {a.node});
    Checked day = Value(c_.builder.Make(plan::Op::kRange, types::Spans(), {from, to}));
    day.bounded = day.one_run = true;
    return day;
  }
  Report(
      diag::kTypeMismatch,
      span,
      fmt::format("{} where {} needs spans", types::Describe(a.type), what)
  );
  return Bad();
}

// `spans in spans` is what both have in common, `instant in spans` a truth.
Checked ExpressionChecker::Inside(const ast::In& node, const Scope& scope) {
  const Checked a = ChainOperand(node.spans, scope);
  if (!a.IsKind(Kind::kInstant)) {
    const Checked spans = AsSpans(a, scope.file()[node.spans].span, "`in`");
    return Combined(plan::Op::kIntersect, spans, SpansOperand(node.bound, scope, "`in`"));
  }
  const Checked b = SpansOperand(node.bound, scope, "`in`");
  if (b.is_bad()) {
    return Bad();
  }
  return Value(c_.builder.Make(plan::Op::kWithin, types::Bool(), {a.node, b.node}));
}

Checked ExpressionChecker::Combine(
    plan::Op op, ast::ExprId left, ast::ExprId right, const Scope& scope
) {
  const std::string_view word = op == plan::Op::kUnion ? "`with`" : "`except`";
  const Checked a = SpansOperand(left, scope, word);
  return Combined(op, a, SpansOperand(right, scope, word));
}

Checked ExpressionChecker::Combined(plan::Op op, const Checked& a, const Checked& b) {
  if (a.is_bad() || b.is_bad()) {
    return Bad();
  }
  Checked result = Value(c_.builder.Make(op, types::Spans(), {a.node, b.node}));
  switch (op) {
    case plan::Op::kUnion:
      result.bounded = a.bounded && b.bounded;
      result.nonempty = a.nonempty || b.nonempty;
      break;
    case plan::Op::kIntersect:
      result.bounded = a.bounded || b.bounded;
      result.has_ends = (a.one_run && b.is_calendar) || (a.is_calendar && b.one_run);
      break;
    default: result.bounded = a.bounded; break;
  }
  return result;
}

Checked ExpressionChecker::ByLength(
    plan::Op op, ast::ExprId spans, ast::CompareOp compare, ast::ExprId length, const Scope& scope
) {
  const std::string_view word = op == plan::Op::kLasting    ? "`lasting`"
                                : op == plan::Op::kBridging ? "`bridging`"
                                                            : "`beyond`";
  const Checked a = SpansOperand(spans, scope, word);
  const Checked b = CheckAs(length, scope, types::Duration(), word);
  if (a.is_bad() || b.is_bad()) {
    return Bad();
  }
  if (b.low && b.is_literal && !b.low->is_integer()) {
    Report(
        diag::kFractionalNanoseconds,
        scope.file()[length].span,
        "this is not a whole number of nanoseconds"
    );
    return Bad();
  }
  Checked result = Value(c_.builder.Add(
      {.op = op, .type = types::Spans(), .args = {a.node, b.node}, .compare = ToPlan(compare)}
  ));
  result.bounded = a.bounded;
  result.nonempty = op == plan::Op::kBridging && a.nonempty;
  return result;
}

Checked ExpressionChecker::Quota(const ast::Upto& node, const Scope& scope) {
  const Checked a = SpansOperand(node.spans, scope, "`upto`");
  const Checked quota = CheckAs(node.quota, scope, types::Duration(), "`upto`");
  const auto windows = ResolveStretch(node.per, scope);
  if (a.is_bad() || quota.is_bad() || !windows) {
    return Bad();
  }
  Checked result = Value(c_.builder.Add(
      {.op = plan::Op::kUpto,
       .type = types::Spans(),
       .args = {a.node, quota.node},
       .rhythm = *windows}
  ));
  result.bounded = a.bounded;
  return result;
}

// `spans by from`: whole runs, in the window in which they begin.
Checked ExpressionChecker::Assigned(const ast::PlacedBy& node, const Scope& scope, Span span) {
  Checked source = Check(node.source, scope);
  if (source.form == Form::kInput) {
    Report(
        diag::kNotAValue,
        span,
        fmt::format("rows of `{}` are placed inside an aggregate", source.name)
    )
        .help = fmt::format("`count({} by …)`", source.name);
    return Bad();
  }
  source = SpansOperand(node.source, scope, "`by`");
  if (source.is_bad()) {
    return source;
  }
  const auto* word = std::get_if<ast::Ref>(&scope.file()[node.place].node);
  if (word == nullptr || (word->name.text != "from" && word->name.text != "to")) {
    Report(
        diag::kUnknownWord, scope.file()[node.place].span, "spans are assigned `by from` or `by to`"
    );
    return Bad();
  }
  const NodeId window =
      c_.builder.Make(scope.in_window ? plan::Op::kWindow : plan::Op::kPeriod, types::Spans(), {});
  Checked result = Value(c_.builder.Make(
      word->name.text == "from" ? plan::Op::kStartingIn : plan::Op::kEndingIn,
      types::Spans(),
      {source.node, window}
  ));
  result.bounded = true;
  return result;
}

std::optional<plan::Rhythm> ExpressionChecker::ResolveRhythm(
    const ast::Name& word, const Scope& scope
) {
  using Unit = plan::Rhythm::Unit;
  static const std::map<std::string, plan::Rhythm> kRhythms{
      {"day", {.unit = Unit::kDay}},
      {"week", {.unit = Unit::kWeek}},
      {"month", {.unit = Unit::kMonth}},
      {"quarter", {.unit = Unit::kQuarter}},
      {"year", {.unit = Unit::kYear}},
      {"contract_year", {.unit = Unit::kYear, .contract = true}},
      {"term", {.unit = Unit::kTerm}},
  };
  if (word.text == "period") {
    return scope.period != nullptr ? *scope.period : c_.plan.period;
  }
  if (const auto found = kRhythms.find(word.text); found != kRhythms.end()) {
    return found->second;
  }
  Report(diag::kUnknownWord, word.span, fmt::format("`{}` is no stretch of time", word.text)).help =
      "period, day, week, month, quarter, year, contract_year or term";
  return std::nullopt;
}

std::optional<plan::Rhythm> ExpressionChecker::ResolveStretch(
    const ast::Stretch& stretch, const Scope& scope
) {
  if (stretch.name) {
    return ResolveRhythm(*stretch.name, scope);
  }
  Report(diag::kUnknownWord, stretch.span, "`last N periods` stands in a cap or an aggregate");
  return std::nullopt;
}

namespace {

std::optional<std::int32_t> MonthNumber(const std::string& word) {
  static constexpr std::string_view kMonths[] = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (std::int32_t i = 0; i < 12; ++i) {
    if (word == kMonths[i]) {
      return i + 1;
    }
  }
  return std::nullopt;
}

}  // namespace

// month from 10 · quarter from Feb · 30 days from 2018-01-01
std::optional<plan::Rhythm> ExpressionChecker::ResolveRhythm(const ast::Rhythm& rhythm) {
  using Unit = plan::Rhythm::Unit;
  const auto unit = types::CalendarUnit(rhythm.unit.text);
  if (!unit) {
    Report(diag::kUnknownWord, rhythm.unit.span, fmt::format("`{}` is no period", rhythm.unit.text))
        .help = "month, quarter, week, year, or N days from a date";
    return std::nullopt;
  }
  plan::Rhythm result;
  if (rhythm.count) {
    if (*unit != "day" || !rhythm.from_day || *rhythm.count < 1 || *rhythm.count > 3660) {
      Report(diag::kUnknownWord, rhythm.span, "a counted period is `N days from DATE`");
      return std::nullopt;
    }
    result.unit = Unit::kDays;
    result.count = static_cast<std::int32_t>(*rhythm.count);
    result.anchor_day = rhythm.from_day;
    return result;
  }
  result.unit = *unit == "day"       ? Unit::kDay
                : *unit == "week"    ? Unit::kWeek
                : *unit == "month"   ? Unit::kMonth
                : *unit == "quarter" ? Unit::kQuarter
                                     : Unit::kYear;
  result.contract = rhythm.unit.text.starts_with("contract_year");
  if (rhythm.from_day) {
    result.anchor_day = rhythm.from_day;
  } else if (rhythm.from_number) {
    if (result.unit != Unit::kMonth || *rhythm.from_number < 1 || *rhythm.from_number > 31) {
      Report(diag::kUnknownWord, rhythm.span, "only a month begins on a day: `month from 10`");
      return std::nullopt;
    }
    result.day_of_month = static_cast<std::int32_t>(*rhythm.from_number);
  } else if (rhythm.from_name) {
    const auto month = MonthNumber(rhythm.from_name->text);
    if (!month || (result.unit != Unit::kQuarter && result.unit != Unit::kYear)) {
      Report(
          diag::kUnknownWord,
          rhythm.from_name->span,
          "a quarter or year begins in a month: `quarter from Feb`"
      );
      return std::nullopt;
    }
    result.first_month = *month;
  }
  return result;
}

}  // namespace slate::check
