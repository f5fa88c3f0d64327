// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/analysis/function.h"
#include "compiler/analysis/interval.h"
#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/payment.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/tree.h"
#include "compiler/lint/week.h"

namespace slate::lint::rules {

namespace {

using analysis::Interval;

// How many days after the end of the period something is due, at least and at most.
std::optional<Interval> DaysAfterPeriod(const plan::Plan& plan, plan::NodeId until) {
  const plan::Node& node = plan[until];
  const bool dates = node.op == plan::Op::kAddDates || node.op == plan::Op::kAddWorkDays;
  if (node.op == plan::Op::kDateEnd || node.op == plan::Op::kDateStart) {
    return DaysAfterPeriod(plan, node.args[0]);
  }
  if (!dates || plan[node.args[0]].op != plan::Op::kToOf ||
      plan[plan[node.args[0]].args[0]].op != plan::Op::kPeriod) {
    return std::nullopt;
  }
  const auto count = analysis::ConstantOf(plan, node.args[1], {});
  if (!count) {
    return std::nullopt;
  }
  if (node.op == plan::Op::kAddWorkDays) {
    const plan::Calendar* calendar = FindCalendar(plan, plan[node.args[2]].name);
    const auto most = calendar != nullptr && count->ToInt64()
                          ? MostDaysUntil(WeekOf(*calendar), *count->ToInt64())
                          : std::nullopt;
    return most ? std::optional(Interval::Closed(*count, Rational(*most))) : std::nullopt;
  }
  const bool days = node.name == "day";
  const bool weeks = node.name == "week";
  const bool months = node.name == "month";
  if (!days && !weeks && !months) {
    return std::nullopt;
  }
  return Interval::Closed(
      *count * (days    ? 1
                : weeks ? 7
                        : 28),
      *count * (days    ? 1
                : weeks ? 7
                        : 31)
  );
}

struct Report {
  Interval days;
  const resolve::Sited<ast::Duty>* source = nullptr;
};

// What the provider reports on every period without a condition.
std::vector<Report> ReportsOf(const Subject& subject) {
  std::vector<Report> reports;
  for (const plan::Duty& duty : subject.plan.duties) {
    const bool provider = duty.parties == std::vector<std::string>{subject.plan.provider.name} ||
                          duty.parties == std::vector<std::string>{"provider"};
    const auto days = duty.until && provider && !duty.when && !duty.per
                          ? DaysAfterPeriod(subject.plan, *duty.until)
                          : std::nullopt;
    const auto source = std::find_if(
        subject.effective.duties.begin(),
        subject.effective.duties.end(),
        [&](const auto& d) { return d->title == duty.title; }
    );
    if (days && source != subject.effective.duties.end()) {
      reports.push_back({*days, &*source});
    }
  }
  return reports;
}

void Compare(const Subject& subject, const plan::Step& step, const Report& report) {
  const auto claim =
      step.until && step.origin ? DaysAfterPeriod(subject.plan, *step.until) : std::nullopt;
  if (!claim || claim->low->value >= report.days.high->value) {
    return;
  }
  const auto file = static_cast<source::FileId>(step.origin->file);
  auto& problem = subject.sink.Report(
      diag::kClaimBeforeReport,
      Span{file, step.origin->begin, step.origin->end},
      fmt::format(
          "a claim is too late after {} days, and the report can take {}",
          claim->low->value.ToString(),
          report.days.high->value.ToString()
      )
  );
  problem.secondary.push_back(
      {report.source->span, fmt::format("\"{}\" is due here", report.source->node->title)}
  );
  problem.help = "let the time for claims begin with the report, or make it longer";
}

std::vector<const plan::Step*> ClaimsOf(const plan::Plan& plan) {
  std::vector<const plan::Step*> claims;
  for (const plan::Settle& settle : plan.settles) {
    const auto own = StepsOf(settle, plan::Step::Kind::kClaim);
    claims.insert(claims.end(), own.begin(), own.end());
  }
  return claims;
}

void Run(const Subject& subject) {
  const auto reports = ReportsOf(subject);
  for (const plan::Step* claim : ClaimsOf(subject.plan)) {
    for (const Report& report : reports) {
      Compare(subject, *claim, report);
    }
  }
}

}  // namespace

const Rule kClaimBeforeReport{
    .kind = &diag::kClaimBeforeReport,
    .bad_example =
        "calendar office = Mon .. Fri 09:00 .. 18:00\n"
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit 10% * fee\n"
        "}\n"
        "settle { sum of uptime  round half_up to 0.01 EUR  claim until period.to + 5 days "
        "otherwise forfeited }\n"
        "duty provider \"Monthly report\" until period.to + 5 days of office",
    .good_example =
        "calendar office = Mon .. Fri 09:00 .. 18:00\n"
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit 10% * fee\n"
        "}\n"
        "settle { sum of uptime  round half_up to 0.01 EUR  claim until period.to + 30 days "
        "otherwise forfeited }\n"
        "duty provider \"Monthly report\" until period.to + 5 days of office",
    .run = Run,
};

}  // namespace slate::lint::rules
