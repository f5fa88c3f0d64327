// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/backing.h"
#include "compiler/lint/clock.h"
#include "compiler/lint/example_rows.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/week.h"

namespace slate::lint::rules {

namespace {

struct Worst {
  Rational elapsed;
  std::string words;
  std::int64_t start = 0;  // ns since Monday 00:00
};

// The longest that a relied-on clock can take, in elapsed time.
std::optional<Worst> WorstOf(const plan::Plan& plan, const Allowed& allowed) {
  if (allowed.calendar.empty()) {
    return Worst{allowed.ns, fmt::format("{} take", Show(allowed))};
  }
  const plan::Calendar* calendar = FindCalendar(plan, allowed.calendar);
  const auto slowest =
      calendar != nullptr ? SlowestOf(WeekOf(*calendar), allowed.ns) : std::nullopt;
  if (!slowest) {
    return std::nullopt;
  }
  return Worst{
      slowest->elapsed,
      fmt::format(
          "{} from {} end on {},",
          Show(allowed),
          ShowMoment(slowest->start),
          ShowMoment(slowest->start + slowest->elapsed)
      ),
      slowest->start};
}

std::optional<Worst> WorstOf(const plan::Plan& plan, const Clock& clock) {
  std::optional<Worst> worst;
  for (const auto& [label, allowed] : clock.allowed) {
    const auto one = WorstOf(plan, allowed);
    if (!one) {
      return std::nullopt;
    }
    if (!worst || worst->elapsed < one->elapsed) {
      worst = one;
    }
  }
  return worst;
}

// Elapsed time that one's own clock gives at least; time of a calendar gives more, how much more is
// not analysed.
std::optional<Rational> Given(const Clock& clock) {
  std::optional<Rational> least;
  for (const auto& [label, allowed] : clock.allowed) {
    if (!allowed.calendar.empty()) {
      return std::nullopt;
    }
    least = least ? exact::Min(*least, allowed.ns) : allowed.ns;
  }
  return least;
}

// One clock of another agreement that takes longer than one's own.
struct Shortfall {
  const plan::Objective::Reliance::Figure& figure;
  Backing backing;
  Worst worst;
};

// A case that ends when the other agreement lets it, from the worst moment of a week on.
void ShowCase(const Subject& subject, const plan::Objective& objective, const Worst& worst) {
  const plan::Plan& plan = subject.plan;
  const auto clock = ClockOf(plan, objective);
  const plan::Input* input = analysis::FindInput(plan, clock->input);
  const auto elapsed = worst.elapsed.ToInt64();
  if (!elapsed) {
    return;
  }
  const std::int32_t monday = FirstMondayOf(plan);
  Said said = MembersOf(plan, *input, {});
  said[clock->start] = MomentAfter(monday, worst.start);
  said[clock->end] = MomentAfter(monday, worst.start + *elapsed);
  if (const auto row = RecordOf(plan, *input, said)) {
    ShowByRows(
        subject,
        {.kind = &diag::kShorterThanBacking,
         .span = SpanOf<ast::Measure>(*FindSource(subject.effective, objective.name)),
         .input = input,
         .missed = &objective,
         .first_day = plan.term_first,
         .rows = *row,
         .said = said}
    );
  }
}

void Report(
    const Subject& subject,
    const plan::Objective& objective,
    const Rational& own,
    const Shortfall& shortfall
) {
  const auto* source = FindSource(subject.effective, objective.name);
  const Worst& worst = shortfall.worst;
  const bool later = worst.words.back() == ',';
  auto& problem = subject.sink.Report(
      diag::kShorterThanBacking,
      SpanOf<ast::Measure>(*source),
      fmt::format(
          "{} is promised here, but {} {}{}",
          ShowLength(own),
          worst.words,
          ShowLength(worst.elapsed),
          later ? " later" : ""
      )
  );
  problem.secondary.push_back({SpanOfFigure(*source, shortfall.figure), "relied on"});
  problem.secondary.push_back({SpanOf<ast::Measure>(*shortfall.backing.source), "its deadline"});
  problem.help = "promise no less than this, or have the other agreement tightened";
  ShowCase(subject, objective, worst);
}

std::vector<Shortfall> ShortfallsOf(
    const Subject& subject, const plan::Objective::Reliance& reliance, const Rational& own
) {
  std::vector<Shortfall> shortfalls;
  for (const auto& figure : reliance.figures) {
    const Backing backing = FindBacking(subject, figure);
    const auto clock =
        backing.objective != nullptr ? ClockOf(*backing.plan, *backing.objective) : std::nullopt;
    const auto worst = clock ? WorstOf(*backing.plan, *clock) : std::nullopt;
    if (worst && worst->elapsed > own) {
      shortfalls.push_back({figure, backing, *worst});
    }
  }
  return shortfalls;
}

void Look(const Subject& subject, const plan::Objective& objective, const Rational& own) {
  for (const plan::Objective::Reliance& reliance : objective.relies_on) {
    const auto shortfalls = ShortfallsOf(subject, reliance, own);
    for (const Shortfall& shortfall :
         reliance.how == "all" ? shortfalls : std::vector<Shortfall>{}) {
      Report(subject, objective, own, shortfall);
    }
  }
}

void Run(const Subject& subject) {
  for (const plan::Objective& objective : subject.plan.objectives) {
    const auto clock = ClockOf(subject.plan, objective);
    const auto own = clock ? Given(*clock) : std::nullopt;
    if (own && FindSource(subject.effective, objective.name) != nullptr) {
      Look(subject, objective, *own);
    }
  }
}

}  // namespace

const Rule kShorterThanBacking{
    .kind = &diag::kShorterThanBacking,
    .bad_example =
        "agreement team {\n"
        "  calendar shift = Mon .. Fri 06:00 .. 22:00\n"
        "  input ticket per id { id: text  opened: first instant  fixed: last instant? } complete\n"
        "  objective fix {\n"
        "    measure share(ticket by decided: fixed <= opened + 8h of shift) otherwise 100%\n"
        "    target >= 95%\n"
        "  }\n"
        "}\n"
        "agreement office {\n"
        "  input ticket per id { id: text  opened: first instant  fixed: last instant? } complete\n"
        "  objective fix {\n"
        "    measure share(ticket by decided: fixed <= opened + 24h) otherwise 100%\n"
        "    target >= 95%\n"
        "    relies on all of team.fix\n"
        "  }\n"
        "}",
    .good_example =
        "agreement team {\n"
        "  calendar shift = Mon .. Fri 06:00 .. 22:00\n"
        "  input ticket per id { id: text  opened: first instant  fixed: last instant? } complete\n"
        "  objective fix {\n"
        "    measure share(ticket by decided: fixed <= opened + 8h of shift) otherwise 100%\n"
        "    target >= 95%\n"
        "  }\n"
        "}\n"
        "agreement office {\n"
        "  input ticket per id { id: text  opened: first instant  fixed: last instant? } complete\n"
        "  objective fix {\n"
        "    measure share(ticket by decided: fixed <= opened + 64h) otherwise 100%\n"
        "    target >= 95%\n"
        "    relies on all of team.fix\n"
        "  }\n"
        "}",
    .run = Run,
};

}  // namespace slate::lint::rules
