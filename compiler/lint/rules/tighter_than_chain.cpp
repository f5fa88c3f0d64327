// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "compiler/analysis/world.h"
#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/backing.h"
#include "compiler/lint/example_rows.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/plan/formula.h"

namespace slate::lint::rules {

namespace {

struct Permitted {
  Rational ns = 0;
  Rational by_target = 0;  // breaks ties between periods in which nothing is guaranteed
  std::vector<diag::Label> reasons = {};
};

// How many of n have to be down together for the whole to be down.
std::int64_t TogetherOf(const plan::Objective::Reliance& reliance) {
  const auto count = static_cast<std::int64_t>(reliance.figures.size());
  if (reliance.how == "all") {
    return 1;
  }
  return reliance.how == "any" ? count : count - reliance.at_least + 1;
}

// Where failures are said to be independent, all of them fail together this much of the time.
Rational Independent(const std::vector<Rational>& budgets, const Rational& all) {
  Rational share = 1;
  for (const Rational& budget : budgets) {
    share *= budget / all;
  }
  return share * all;
}

std::optional<Permitted> PermittedBy(
    const Subject& subject,
    const resolve::EffectiveObjective& source,
    const plan::Objective::Reliance& reliance,
    const DayRange& period
) {
  std::vector<Rational> budgets;
  Permitted permitted;
  for (const auto& figure : reliance.figures) {
    const auto budget = BudgetOf(subject, FindBacking(subject, figure), period);
    if (!budget) {
      return std::nullopt;
    }
    budgets.push_back(budget->ns);
    permitted.by_target += budget->by_target;
    permitted.reasons.push_back({SpanOfFigure(source, figure), budget->why});
  }
  const Rational all = OpenIn(subject, subject.plan, "", period);
  permitted.ns = reliance.independent && reliance.how == "any"
                     ? Independent(budgets, all)
                     : LongestTogether(budgets, TogetherOf(reliance));
  return permitted;
}

std::optional<Permitted> PermittedIn(
    const Subject& subject, const plan::Objective& objective, const DayRange& period
) {
  Permitted total;
  for (const plan::Objective::Reliance& reliance : objective.relies_on) {
    const auto part =
        PermittedBy(subject, *FindSource(subject.effective, objective.name), reliance, period);
    if (!part) {
      return std::nullopt;
    }
    total.ns += part->ns;
    total.by_target += part->by_target;
    total.reasons.insert(total.reasons.end(), part->reasons.begin(), part->reasons.end());
  }
  return total;
}

// The period of the term in which the chain leaves least.
struct Worst {
  DayRange period;
  Rational guaranteed = 1;
  Rational share = 0;  // of the period that targets and hours alone leave uncovered
  Permitted permitted;
};

std::optional<Worst> WorstOf(
    const Subject& subject, const plan::Objective& objective, const Availability& own
) {
  std::optional<Worst> worst;
  const plan::Plan& plan = subject.plan;
  for (const DayRange& period :
       PeriodsOf(plan, objective.period.value_or(plan.period), TermOf(plan))) {
    const Rational open = OpenIn(subject, plan, own.calendar, period);
    const auto permitted = PermittedIn(subject, objective, period);
    if (!permitted || open.is_zero()) {
      return std::nullopt;
    }
    const Rational guaranteed = Rational(1) - exact::Min(permitted->ns, open) / open;
    const Rational share = permitted->by_target / open;
    if (!worst || std::tie(guaranteed, worst->share) < std::tie(worst->guaranteed, share)) {
      worst = Worst{period, guaranteed, share, *permitted};
    }
  }
  return worst;
}

// The one input of rows with nothing but a beginning and an end that a measure reads.
const plan::Input* OutagesOf(const plan::Plan& plan, const plan::Objective& objective) {
  const auto inputs = InputsOf(plan, objective);
  const plan::Input* input = inputs.size() == 1 ? inputs.front() : nullptr;
  return input != nullptr && input->interval && input->columns.size() == 2 ? input : nullptr;
}

// All the downtime that the chain permits, at once.
void ShowSchedule(const Subject& subject, const plan::Objective& objective, const Worst& worst) {
  const plan::Input* outages = OutagesOf(subject.plan, objective);
  const Rational ms = worst.permitted.ns / Rational(1'000'000);
  if (outages == nullptr || !ms.is_integer() || subject.effective.amendment ||
      !subject.effective.speaks_in_examples) {
    return;
  }
  subject.shown.push_back(
      {.kind = &diag::kTighterThanChain,
       .span = SpanOf<ast::Target>(*FindSource(subject.effective, objective.name)),
       .text = subject.effective.module->file.id,
       .agreement = subject.plan.name,
       .schedule =
           Counterexample::Schedule{
               .objective = objective.name,
               .first_day = worst.period.first,
               .data = fmt::format(
                   "{} {}T00:00 for {}",
                   outages->name,
                   calendar::FormatDate({worst.period.first}),
                   plan::Show(worst.permitted.ns, {.unit = {{"time", 1}}})
               )}}
  );
}

void Run(const Subject& subject) {
  for (const plan::Objective& objective : subject.plan.objectives) {
    const auto* source = FindSource(subject.effective, objective.name);
    const auto own = objective.relies_on.empty() || source == nullptr
                         ? std::nullopt
                         : AvailabilityOf(subject.plan, objective);
    const auto worst = own ? WorstOf(subject, objective, *own) : std::nullopt;
    if (!worst || worst->guaranteed >= own->target) {
      continue;
    }
    auto& problem = subject.sink.Report(
        diag::kTighterThanChain,
        SpanOf<ast::Target>(*source),
        fmt::format(
            "what `{}` relies on guarantees {} in {}, not {}",
            objective.name,
            ShowPercent(worst->guaranteed),
            ShowPeriod(worst->period),
            ShowPercent(own->target)
        )
    );
    problem.secondary = worst->permitted.reasons;
    problem.notes.emplace_back(
        "the worst schedule that keeps all these promises is counted; what a party has to state is "
        "taken not to happen"
    );
    problem.help =
        "lower the target, have the others tightened, or write `independent` where failures are";
    ShowSchedule(subject, objective, *worst);
  }
}

}  // namespace

const Rule kTighterThanChain{
    .kind = &diag::kTighterThanChain,
    .bad_example =
        "agreement lines {\n"
        "  key line { a, b }\n"
        "  input outage { line: line  from, to: instant } complete\n"
        "  objective uptime each line { measure availability(spans(outage), period)  target >= 99% "
        "}\n"
        "}\n"
        "agreement office {\n"
        "  input outage { from, to: instant } complete\n"
        "  objective uptime {\n"
        "    measure availability(spans(outage), period)\n"
        "    target >= 99.5%\n"
        "    relies on any of lines.uptime[a], lines.uptime[b]\n"
        "  }\n"
        "}",
    .good_example =
        "agreement lines {\n"
        "  key line { a, b }\n"
        "  input outage { line: line  from, to: instant } complete\n"
        "  objective uptime each line { measure availability(spans(outage), period)  target >= 99% "
        "}\n"
        "}\n"
        "agreement office {\n"
        "  input outage { from, to: instant } complete\n"
        "  objective uptime {\n"
        "    measure availability(spans(outage), period)\n"
        "    target >= 99.5%\n"
        "    relies on any of lines.uptime[a], lines.uptime[b] independent\n"
        "  }\n"
        "}",
    .run = Run,
};

}  // namespace slate::lint::rules
