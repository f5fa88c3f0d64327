// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/types/describe.h"

// What `every …`, `sliding …` and `moment` range over, in aggregates and in `spans(…)`.
namespace slate::check {

namespace {

using Form = Checked::Form;

constexpr std::string_view kBins =
    "`every 5min`, `every 1 day`, `every 1 week`, `every 1 month`, or a calendar: `every office`";

std::optional<plan::Rhythm> RhythmOf(const Checked& amount) {
  using Unit = plan::Rhythm::Unit;
  const bool one = amount.low && amount.low == amount.high && *amount.low == Rational(1);
  if (amount.form != Form::kCalendarAmount || amount.working || !one) {
    return std::nullopt;
  }
  for (const auto& [name, unit] : {
           std::pair<std::string_view, Unit>{"week", Unit::kWeek},
           {"month", Unit::kMonth},
           {"quarter", Unit::kQuarter},
           {"year", Unit::kYear},
       }) {
    if (amount.name == name) {
      return plan::Rhythm{.unit = unit};
    }
  }
  return std::nullopt;
}

}  // namespace

// Bins divide the day from local midnight on, or are local days, weeks, months …, or the runs of a
// calendar.
bool ExpressionChecker::SetWindows(plan::Node& node, const ast::Argument& arg, const Scope& scope) {
  const bool sliding = arg.source_kind == ast::Argument::Source::kSliding;
  const Checked length = Check(arg.source, scope);
  if (length.is_bad()) {
    return false;
  }
  const bool whole_days = length.form == Form::kCalendarAmount && !length.working;
  if (whole_days && length.name == "day" && length.low && length.low->sign() > 0) {
    node.source = sliding ? plan::Source::kSlidingDays : plan::Source::kDayBins;
    node.index = length.low->ToInt64().value_or(1);
    node.args = {length.node};
    return true;
  }
  if (const auto rhythm = RhythmOf(length); rhythm && !sliding) {
    node.source = plan::Source::kRhythmBins;
    node.rhythm = rhythm;
    return true;
  }
  if (length.is_calendar && !sliding) {
    node.source = plan::Source::kRunBins;
    node.args = {length.node};
    return true;
  }
  const bool duration = length.is_number() && length.type.unit == types::TimeUnit() && length.low &&
                        length.is_literal;
  if (duration) {
    node.source = sliding ? plan::Source::kSliding : plan::Source::kBins;
    node.args = {length.node};
    return sliding || DividesTheDay(*length.low, arg.span);
  }
  auto& problem = Report(
      diag::kTypeMismatch,
      scope.file()[arg.source].span,
      sliding ? "a sliding window has a duration (`sliding 24h`) or days (`sliding 30 days`)"
              : "bins have a duration or are whole days, weeks, months, or runs of a calendar"
  );
  problem.help =
      sliding ? std::string("windows of months differ in length: write days") : std::string(kBins);
  return false;
}

bool ExpressionChecker::DividesTheDay(const Rational& step, Span span) {
  const Rational hour(3'600'000'000'000);
  const Rational day = hour * Rational(24);
  if (step.sign() > 0 && step <= hour && (day / step).is_integer()) {
    return true;
  }
  Report(diag::kOutOfRange, span, "bins divide the day and last an hour at most").help =
      "longer bins are days: `every 1 day`";
  return false;
}

// Of instants and of windows that begin at any instant there are endlessly many: they have extremes
// and, by their share of time, a mean, but no number.
bool ExpressionChecker::ListsMoments(plan::Aggregate aggregate, bool sliding, Span span) {
  using plan::Aggregate;
  switch (aggregate) {
    case Aggregate::kAny:
    case Aggregate::kAll:
    case Aggregate::kMin:
    case Aggregate::kMax: return true;
    case Aggregate::kShare:
    case Aggregate::kMean:
      if (!sliding) {
        return true;
      }
      break;
    case Aggregate::kCount:
    case Aggregate::kSum:
    case Aggregate::kPercentile:
    case Aggregate::kDistinct: break;
  }
  Report(
      diag::kWrongArguments,
      span,
      sliding ? "there are endlessly many windows, so they are not counted or averaged"
              : "there are endlessly many moments, so they are not counted or added up"
  )
      .help = sliding ? "`any`, `all`, `max` or `min` of them, or whole days: `sliding 30 days`"
                      : "`length(spans(moment where …) in period)` is for how long";
  return false;
}

void ExpressionChecker::EnterWindow(const ast::Argument& arg, Scope& scope) {
  scope.Enter(Element::Kind::kWindow, arg.as, nullptr);
  scope.in_window = true;
  const NodeId window = c_.builder.Make(plan::Op::kWindow, types::Spans(), {});
  scope.place = c_.builder.Make(plan::Op::kFromOf, types::Instant(), {window});
}

void ExpressionChecker::EnterMoment(Scope& scope) {
  scope.in_moment = true;
  scope.place = c_.builder.Make(plan::Op::kMoment, types::Instant(), {});
}

}  // namespace slate::check
