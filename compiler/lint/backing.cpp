// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/backing.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include <fmt/format.h>

#include "compiler/analysis/function.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/week.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/plan/formula.h"

namespace slate::lint {

namespace {

using calendar::kNsPerDay;
using plan::Node;
using plan::Op;

// The base time of an availability: the period, in a calendar, except something.
bool ReadBase(const plan::Plan& plan, plan::NodeId id, Availability& promise) {
  const Node& node = plan[id];
  if (node.op == Op::kPeriod || node.op == Op::kWholePeriod) {
    return true;
  }
  if (node.op == Op::kIntersect && plan[node.args[1]].op == Op::kCalendar) {
    promise.calendar = plan[node.args[1]].name;
    return ReadBase(plan, node.args[0], promise);
  }
  return node.op == Op::kExcept && ReadBase(plan, node.args[0], promise);
}

// What is left out of the downtime. Facts that a person has to state are assumed not to happen.
void ReadExcluded(const plan::Plan& plan, plan::NodeId id, Availability& promise) {
  const Node& node = plan[id];
  if (node.op == Op::kUnion) {
    ReadExcluded(plan, node.args[0], promise);
    ReadExcluded(plan, node.args[1], promise);
  } else if (node.op == Op::kUpto) {
    const auto quota = analysis::ConstantOf(plan, node.args[1], {});
    if (quota) {
      promise.quota += *quota;
    } else {
      promise.unlimited = "its exclusions have no fixed quota";
    }
  } else if (node.op != Op::kAttested) {
    promise.unlimited = "its exclusions have no quota";
  }
}

void ReadDown(const plan::Plan& plan, plan::NodeId id, Availability& promise) {
  const Node& node = plan[id];
  if (node.op == Op::kResult) {
    if (const auto line = analysis::LineOf(plan, node)) {
      ReadDown(plan, *line, promise);
    }
    return;
  }
  if (node.op == Op::kLasting || node.op == Op::kBeyond) {
    const auto length = analysis::ConstantOf(plan, node.args[1], {});
    promise.unlimited =
        length ? fmt::format("outages under {} do not count in it", ShowLength(*length))
               : "short outages do not count in it";
  }
  if (node.op == Op::kExcept) {
    ReadExcluded(plan, node.args[1], promise);
  }
  if (node.op == Op::kLasting || node.op == Op::kBeyond || node.op == Op::kExcept ||
      node.op == Op::kIntersect) {
    ReadDown(plan, node.args[0], promise);
  }
}

std::vector<std::string> MembersOf(const ast::File& file, const ast::Figure& figure) {
  std::vector<std::string> members;
  for (const ast::ExprId id : figure.index) {
    const auto* ref = std::get_if<ast::Ref>(&file[id].node);
    const auto* text = std::get_if<ast::TextLit>(&file[id].node);
    if (ref != nullptr || text != nullptr) {
      members.push_back(ref != nullptr ? ref->name.text : text->value);
    }
  }
  return members;
}

Span SpanOf(const ast::File& file, const ast::Figure& figure) {
  Span span = figure.path.span;
  for (const ast::ExprId id : figure.index) {
    span.end = std::max(span.end, file[id].span.end);
  }
  return span;
}

// Days counted from the epoch to a month's first day.
std::int32_t FirstOf(int months) {
  return calendar::Date::FromYmd(months / 12, months % 12 + 1, 1).days;
}

std::vector<DayRange> Monthly(
    DayRange within, int step, int first_month, std::int32_t shift, std::size_t most
) {
  const calendar::Date first{within.first - shift};
  int month = first.year() * 12 + first.month() - 1;
  month -= (month - (first_month - 1)) % step;
  std::vector<DayRange> periods;
  for (; periods.size() < most && FirstOf(month) + shift < within.end; month += step) {
    periods.push_back({FirstOf(month) + shift, FirstOf(month + step) + shift});
  }
  return periods;
}

std::vector<DayRange> Daily(
    DayRange within, std::int32_t length, std::int32_t anchor, std::size_t most
) {
  std::vector<DayRange> periods;
  std::int32_t day = within.first - ((within.first - anchor) % length + length) % length;
  for (; periods.size() < most && day < within.end; day += length) {
    periods.push_back({day, day + length});
  }
  return periods;
}

}  // namespace

Backing FindBacking(const Subject& subject, const plan::Objective::Reliance::Figure& figure) {
  const auto* found = resolve::FindAgreement(*subject.effective.module, figure.agreement).agreement;
  for (const CheckedAgreement& agreement : subject.all) {
    if (found == nullptr || agreement.effective->agreement != found) {
      continue;
    }
    const plan::Objective* objective = analysis::FindObjective(*agreement.plan, figure.objective);
    const auto* source = FindSource(*agreement.effective, figure.objective);
    return objective != nullptr && source != nullptr
               ? Backing{&agreement, agreement.plan, objective, source}
               : Backing{};
  }
  return {};
}

Span SpanOfFigure(
    const resolve::EffectiveObjective& source, const plan::Objective::Reliance::Figure& figure
) {
  const std::string path = figure.agreement + "." + figure.objective;
  for (const auto& promise : source.promises) {
    const auto* relies = std::get_if<ast::Relies>(&promise->node);
    const auto written = relies != nullptr ? relies->figures : std::vector<ast::Figure>{};
    const auto found = std::find_if(written.begin(), written.end(), [&](const ast::Figure& f) {
      return f.path.Text() == path && MembersOf(promise.file(), f) == figure.members;
    });
    if (found != written.end()) {
      return SpanOf(promise.file(), *found);
    }
  }
  return source.declaration->name.span;
}

DayRange TermOf(const plan::Plan& plan) {
  constexpr std::int32_t kTwoYears = 731;
  return {plan.term_first, plan.term_last ? *plan.term_last + 1 : plan.term_first + kTwoYears};
}

std::vector<DayRange> PeriodsOf(
    const plan::Plan& plan, const plan::Rhythm& rhythm, DayRange within, std::size_t most
) {
  using Unit = plan::Rhythm::Unit;
  if (rhythm.contract) {
    return {};
  }
  switch (rhythm.unit) {
    case Unit::kMonth: return Monthly(within, 1, 1, rhythm.day_of_month - 1, most);
    case Unit::kQuarter: return Monthly(within, 3, rhythm.first_month, 0, most);
    case Unit::kYear: return Monthly(within, 12, rhythm.first_month, 0, most);
    case Unit::kDay: return Daily(within, 1, 0, most);
    case Unit::kWeek: return Daily(within, 7, 4, most);  // 1970-01-05 was a Monday
    case Unit::kDays:
      return Daily(
          within, std::max(rhythm.count, 1), rhythm.anchor_day.value_or(plan.term_first), most
      );
    case Unit::kTerm: return {TermOf(plan)};
  }
  return {};
}

std::string ShowPeriod(const DayRange& period) {
  const calendar::YearMonthDay first = calendar::ToYmd({period.first});
  const bool month =
      first.day == 1 && period.count() == calendar::DaysInMonth(first.year, first.month);
  return month
             ? fmt::format("{:04}-{:02}", first.year, first.month)
             : fmt::format("{} .. {}", plan::ShowDay(period.first), plan::ShowDay(period.end - 1));
}

std::optional<Availability> AvailabilityOf(
    const plan::Plan& plan, const plan::Objective& objective
) {
  if (!objective.measure || !objective.target || !objective.target_compare) {
    return std::nullopt;
  }
  const bool up = *objective.target_compare == plan::Compare::kGreaterEqual ||
                  *objective.target_compare == plan::Compare::kGreater;
  const auto target = analysis::ConstantOf(plan, *objective.target, {});
  const Node* node = &plan[*objective.measure];
  while (node->op == Op::kOtherwise) {
    node = &plan[node->args[0]];
  }
  if (!up || !target || node->op != Op::kSubtract ||
      analysis::ConstantOf(plan, node->args[0], {}) != Rational(1)) {
    return std::nullopt;
  }
  const Node& lost = plan[node->args[1]];
  if (lost.op != Op::kDivide || plan[lost.args[0]].op != Op::kLength ||
      plan[lost.args[1]].op != Op::kLength) {
    return std::nullopt;
  }
  Availability promise{.target = *target};
  const plan::NodeId base = plan[lost.args[1]].args[0];
  if (!ReadBase(plan, base, promise)) {
    return std::nullopt;
  }
  ReadDown(plan, plan[lost.args[0]].args[0], promise);
  if (plan[base].op == Op::kExcept) {
    ReadDown(plan, base, promise);
  }
  return promise;
}

Rational OpenIn(
    const Subject& subject,
    const plan::Plan& plan,
    const std::string& calendar_name,
    const DayRange& days
) {
  const plan::Calendar* calendar =
      calendar_name.empty() ? nullptr : FindCalendar(plan, calendar_name);
  if (calendar == nullptr) {
    return Rational(days.count()) * kNsPerDay;
  }
  Rational open = 0;
  for (std::int32_t day = days.first; day < days.end; ++day) {
    open += OpenOn(*calendar, subject.program, day);
  }
  return open;
}

namespace {

// What a target leaves in all its own periods that meet a stretch: it may all fall into the
// stretch.
std::optional<Rational> Left(
    const Subject& subject,
    const Backing& backing,
    const Availability& promise,
    const DayRange& days
) {
  const plan::Plan& plan = *backing.plan;
  const auto periods = PeriodsOf(plan, backing.objective->period.value_or(plan.period), days);
  Rational left = 0;
  for (const DayRange& own : periods) {
    left += (Rational(1) - promise.target) * OpenIn(subject, plan, promise.calendar, own) +
            promise.quota;
  }
  return periods.empty() ? std::nullopt : std::optional(left);
}

}  // namespace

std::optional<Budget> BudgetOf(
    const Subject& subject, const Backing& backing, const DayRange& period
) {
  const auto promise = backing.objective != nullptr
                           ? AvailabilityOf(*backing.plan, *backing.objective)
                           : std::nullopt;
  if (!promise) {
    return std::nullopt;
  }
  const plan::Plan& plan = *backing.plan;
  const Rational all = Rational(period.count()) * kNsPerDay;
  const Rational open = OpenIn(subject, plan, promise->calendar, period);
  const auto left = Left(subject, backing, *promise, period);
  if (!left) {
    return std::nullopt;
  }
  Budget budget{all, exact::Min(all, all - open + exact::Min(open, *left)), {}};
  const std::string outside = open == all ? ""
                                          : fmt::format(
                                                "{} of {} lie outside `{}`, and ",
                                                ShowLength(all - open),
                                                ShowLength(all),
                                                promise->calendar
                                            );
  budget.why = fmt::format(
      "{}{} permits {} more",
      outside,
      ShowPercent(promise->target),
      ShowLength(exact::Min(open, *left))
  );
  if (open == all) {
    budget.why = fmt::format("{} permits {}", ShowPercent(promise->target), ShowLength(*left));
  }
  if (promise->unlimited.empty()) {
    budget.ns = budget.by_target;
  } else {
    budget.why =
        fmt::format("{}, so it guarantees nothing; besides, {}", promise->unlimited, budget.why);
  }
  return budget;
}

Rational LongestTogether(std::vector<Rational> budgets, std::int64_t together) {
  std::sort(budgets.begin(), budgets.end(), std::greater<>());
  const auto count = std::min<std::int64_t>(together, static_cast<std::int64_t>(budgets.size()));
  std::optional<Rational> longest;
  for (std::int64_t largest = 0; largest < count; ++largest) {
    const Rational rest = std::accumulate(budgets.begin() + largest, budgets.end(), Rational(0));
    const Rational d = rest / Rational(count - largest);
    longest = longest ? exact::Min(*longest, d) : d;
  }
  return longest.value_or(Rational(0));
}

}  // namespace slate::lint
