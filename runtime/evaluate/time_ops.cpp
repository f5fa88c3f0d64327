// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/evaluate/ops.h"

// Instants, dates, clocks and calendars.
namespace slate::evaluate::ops {

namespace {

using plan::Op;

// The value if it has no instant, date or spans to work with: ⊥ or unknown.
Value Without(const Value& value) {
  return IsDecided(value) ? Value(Undefined{}) : Unknown{WhyOpen(value)};
}

std::optional<std::size_t> CalendarIn(const Evaluator& evaluator, plan::NodeId id) {
  const plan::Node& node = evaluator.plan()[id];
  return node.op == Op::kCalendar ? evaluator.ground().calendar_names.Find(node.name)
                                  : std::nullopt;
}

calendar::Date Moved(calendar::Date date, std::int64_t count, const std::string& unit) {
  const auto n = static_cast<std::int32_t>(std::clamp<std::int64_t>(count, -100'000, 100'000));
  if (unit == "day") {
    return date + n;
  }
  if (unit == "week") {
    return date + 7 * n;
  }
  const int months = unit == "month" ? 1 : unit == "quarter" ? 3 : 12;
  return calendar::AddMonths(date, n * months);
}

// Exclusions that last until the end of what is known have no end yet.
SpanSet OpenAtEnd(const SpanSet& excluded, std::int64_t as_of) {
  if (excluded.empty() || excluded.runs().back().to < as_of) {
    return excluded;
  }
  return excluded.Union(SpanSet::Of({excluded.runs().back().from, spans::kForever}));
}

// The first t by which `working` has run for the duration since `from`; nothing if it ends before.
std::optional<std::int64_t> RunDown(
    const SpanSet& working, std::int64_t from, const Rational& duration
) {
  Rational left = duration;
  const SpanSet ahead = working.Intersect(SpanSet::Of({from, spans::kForever}));
  for (const Run& run : ahead.runs()) {
    const Rational length = Rational(run.to) - Rational(run.from);
    if (left <= length) {
      return (Rational(run.from) + left).Ceil().ToInt64();
    }
    left -= length;
  }
  return std::nullopt;
}

Value AsInstant(std::optional<std::int64_t> ns) {
  return ns ? Value(Instant{*ns}) : Undefined{};
}

Value DeadlineOfCalendar(
    Evaluator& evaluator,
    const plan::Node& node,
    std::size_t calendar,
    Instant start,
    const Rational& duration,
    const SpanSet& excluded
) {
  calendar::Clock& clock = evaluator.ClockOf(calendar);
  const std::size_t missing = clock.missing_years().size();
  const std::optional<std::int64_t> deadline = clock.Deadline(start.ns, duration, excluded);
  if (!deadline && clock.missing_years().size() > missing) {
    evaluator.Report(
        kHolidaysEnd,
        fmt::format(
            "the holidays of {} in `{}` are not known",
            *clock.missing_years().rbegin(),
            evaluator.plan().calendars[calendar].name
        ),
        node
    );
  }
  return AsInstant(deadline);
}

Value AddedToDate(Evaluator& evaluator, const plan::Node& node, const Value& from, std::int64_t n) {
  if (const auto* date = std::get_if<Date>(&from)) {
    return Date{Moved({date->day}, n, node.name).days};
  }
  const auto& instant = std::get<Instant>(from);
  const calendar::LocalTime local = evaluator.zone().ToLocal(instant.ns);
  const calendar::LocalResult moved =
      evaluator.zone().FromLocal(Moved(local.date, n, node.name), local.time_of_day);
  return Instant{
      moved.kind == calendar::LocalResult::Kind::kSkipped ? moved.transition : moved.earlier};
}

}  // namespace

Value PeriodSpans(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  if (node.op == Op::kTerm) {
    return Spans{SpanSet::Of(evaluator.periods().term())};
  }
  if (node.op == Op::kMoment) {
    return Instant{scope.moment.value_or(0)};
  }
  if (node.op == Op::kWindow) {
    const std::optional<Run>& window = node.index == 0 ? scope.window : scope.outer_window;
    Check(window.has_value(), "`window` is read outside a window");
    return Spans{SpanSet::Of(*window)};
  }
  Check(scope.period != kNoPeriod, "`period` is read outside a period");
  const bool whole =
      node.op == Op::kWholePeriod || evaluator.plan().partial == plan::PartialRule::kWhole;
  return Spans{
      whole ? SpanSet::Of(evaluator.periods()[scope.period].whole) : evaluator.InForce(scope)};
}

Value EndOf(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value scratch;
  const Value& value = evaluator.Read(node.args[0], scope, scratch);
  const auto* spans = std::get_if<Spans>(&value);
  if (spans == nullptr || !spans->certain()) {
    return Without(value);
  }
  if (spans->must.empty()) {
    return Undefined{};
  }
  const std::int64_t end =
      node.op == Op::kFromOf ? spans->must.runs().front().from : spans->must.runs().back().to;
  const bool open = end == spans::kForever || end == spans::kBeginning;
  return open ? Value(Undefined{}) : Instant{end};
}

Value DateParts(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value scratch;
  const Value& value = evaluator.Read(node.args[0], scope, scratch);
  if (const auto* instant = std::get_if<Instant>(&value)) {
    Check(node.op == Op::kDateOf, "the start or end of a date is asked of an instant");
    return Date{evaluator.zone().DayOf(instant->ns).days};
  }
  const auto* date = std::get_if<Date>(&value);
  if (date == nullptr) {
    return Without(value);
  }
  if (node.op == Op::kDateOf) {
    return *date;
  }
  const std::int32_t day = node.op == Op::kDateStart ? date->day : date->day + 1;
  return Instant{evaluator.zone().StartOfDay({day})};
}

Value Range(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Value from = evaluator.Eval(node.args[0], scope);
  const Value to = evaluator.Eval(node.args[1], scope);
  if (IsUndefined(from)) {
    return Spans{};
  }
  const auto* start = std::get_if<Instant>(&from);
  if (start == nullptr || !IsDecided(to)) {
    return AnySpans();
  }
  const auto* end = std::get_if<Instant>(&to);
  return Spans{SpanSet::Of({start->ns, end == nullptr ? evaluator.as_of() : end->ns})};
}

Value AddTime(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value first;
  Value second;
  const Value& from = evaluator.Read(node.args[0], scope, first);
  const Value& by = evaluator.Read(node.args[1], scope, second);
  const auto* instant = std::get_if<Instant>(&from);
  const auto* duration = std::get_if<Rational>(&by);
  if (instant == nullptr) {
    return Without(from);
  }
  if (duration == nullptr) {
    return Without(by);
  }
  // A deadline is a whole instant: the first by which the time has run.
  return AsInstant((Rational(instant->ns) + *duration).Ceil().ToInt64());
}

Value AddDates(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Value from = evaluator.Eval(node.args[0], scope);
  const bool dated = std::holds_alternative<Date>(from) || std::holds_alternative<Instant>(from);
  if (!dated) {
    return Without(from);
  }
  const std::optional<std::int64_t> count = evaluator.EvalWhole(node.args[1], scope);
  return count ? AddedToDate(evaluator, node, from, *count) : Undefined{};
}

Value AddWorkDays(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Value from = evaluator.Eval(node.args[0], scope);
  const std::optional<std::int64_t> count = evaluator.EvalWhole(node.args[1], scope);
  const std::optional<std::size_t> calendar = CalendarIn(evaluator, node.args[2]);
  if (!calendar) {
    evaluator.Report(kNotSupported, "working days of something that is not a calendar", node);
    return Unknown{};
  }
  const calendar::Calendar& days = evaluator.ground().calendars[*calendar];
  const auto* date = std::get_if<Date>(&from);
  const auto* instant = std::get_if<Instant>(&from);
  if ((date == nullptr && instant == nullptr) || !count) {
    return Without(from);
  }
  // From an instant, dates count that begin at it or later.
  const calendar::Date before =
      date != nullptr ? calendar::Date{date->day} : evaluator.zone().DayOf(instant->ns - 1);
  const std::optional<calendar::Date> result = days.AddDays(before, static_cast<int>(*count));
  if (!result) {
    const std::string& name = evaluator.plan().calendars[*calendar].name;
    evaluator.Report(
        kHolidaysEnd, fmt::format("the holidays in `{}` are not known far enough", name), node
    );
    return Unknown{};
  }
  return Date{result->days};
}

Value Deadline(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Value from = evaluator.Eval(node.args[0], scope);
  const Value by = evaluator.Eval(node.args[1], scope);
  const auto* start = std::get_if<Instant>(&from);
  const auto* duration = std::get_if<Rational>(&by);
  if (start == nullptr) {
    return Without(from);
  }
  if (duration == nullptr) {
    return Without(by);
  }
  if (duration->sign() <= 0) {
    return *start;
  }
  SpanSet excluded;
  if (node.args.size() > 3) {
    Spans spans = evaluator.EvalSpans(node.args[3], scope);
    if (!spans.certain()) {
      return Unknown{};
    }
    excluded = OpenAtEnd(spans.must, evaluator.as_of());
  }
  if (const std::optional<std::size_t> calendar = CalendarIn(evaluator, node.args[2])) {
    return DeadlineOfCalendar(evaluator, node, *calendar, *start, *duration, excluded);
  }
  const Spans working = evaluator.EvalSpans(node.args[2], scope);
  if (!working.certain()) {
    return Unknown{};
  }
  return AsInstant(RunDown(working.must.Except(excluded), start->ns, *duration));
}

Value Length(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value scratch;
  const Value& value = evaluator.Read(node.args[0], scope, scratch);
  const auto* spans = std::get_if<Spans>(&value);
  if (spans == nullptr) {
    return Without(value);
  }
  if (!spans->upper().bounded()) {
    if (spans->certain()) {
      evaluator.Report(kOpenEnded, "the length of a stretch of time without end", node);
    }
    return Unknown{};
  }
  return FromInterval({.lo = spans->must.Length(), .hi = spans->upper().Length()});
}

Value Within(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value place;
  Value set;
  const Value& instant = evaluator.Read(node.args[0], scope, place);
  const auto* at = std::get_if<Instant>(&instant);
  if (at == nullptr) {
    return IsUndefined(instant) ? Truth::kPending : WhyOpen(instant);
  }
  const Value& value = evaluator.Read(node.args[1], scope, set);
  const auto* spans = std::get_if<Spans>(&value);
  if (spans == nullptr) {
    return IsUndefined(value) ? Truth::kFalse : WhyOpen(value);
  }
  const bool maybe = spans->upper().Contains(at->ns);
  return maybe && !spans->must.Contains(at->ns) ? Truth::kUndecided : ToTruth(maybe);
}

Value Days(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value scratch;
  const Value& value = evaluator.Read(node.args[0], scope, scratch);
  const auto* spans = std::get_if<Spans>(&value);
  if (spans == nullptr || !spans->certain() || !spans->must.bounded()) {
    return spans == nullptr ? Without(value) : Unknown{};
  }
  std::int64_t days = 0;
  std::int32_t counted = INT32_MIN;
  for (const Run& run : spans->must.runs()) {
    const std::int32_t first = std::max(evaluator.zone().DayOf(run.from).days, counted);
    const std::int32_t after = evaluator.zone().DayOf(run.to - 1).days + 1;
    days += std::max(after - first, 0);
    counted = after;
  }
  return Rational(days);
}

Value CalendarOf(Evaluator& evaluator, const plan::Node& node, const Scope&) {
  const std::optional<std::size_t> calendar = evaluator.ground().calendar_names.Find(node.name);
  Check(calendar.has_value(), "a calendar that the plan does not declare");
  return evaluator.CalendarSpans(*calendar);
}

}  // namespace slate::evaluate::ops
