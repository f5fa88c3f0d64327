// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/backing.h"
#include "compiler/lint/clock.h"
#include "compiler/lint/example_rows.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/tree.h"
#include "compiler/lint/week.h"

namespace slate::lint::rules {

namespace {

struct Timed {
  const plan::Objective* objective = nullptr;
  Clock clock;
};

std::size_t PlaceOf(const plan::Plan& plan, const Clock& clock) {
  const plan::Input* input = analysis::FindInput(plan, clock.input);
  const auto found = std::find_if(input->columns.begin(), input->columns.end(), [&](const auto& c) {
    return c.name == clock.end;
  });
  return static_cast<std::size_t>(found - input->columns.begin());
}

// Whether a surely ends after b. Time of a calendar takes at least as long as elapsed time.
bool IsLater(const Allowed& a, const Allowed& b) {
  const bool comparable = a.calendar == b.calendar || b.calendar.empty();
  return comparable && !b.pauses && a.ns > b.ns;
}

// A case that comes when hours begin on a Monday, answered in the last moment, and solved with
// that.
void ShowCase(
    const Subject& subject, const Timed& answer, const Timed& solution, const std::string& label
) {
  const plan::Plan& plan = subject.plan;
  const plan::Input* input = analysis::FindInput(plan, answer.clock.input);
  const Allowed& allowed = answer.clock.allowed.at(label);
  const plan::Calendar* calendar = FindCalendar(plan, allowed.calendar);
  const Week week = calendar == nullptr ? Week{} : WeekOf(*calendar);
  const std::int64_t start = week.open.empty() ? 0 : week.open.front().from;
  const auto ends = week.open.empty() ? allowed.ns.ToInt64() : ElapsedFrom(week, start, allowed.ns);
  if (!ends) {
    return;
  }
  const std::int32_t monday = FirstMondayOf(plan);
  Said said = MembersOf(plan, *input, {label});
  said[answer.clock.start] = MomentAfter(monday, start);
  said[answer.clock.end] = said[solution.clock.end] = MomentAfter(monday, start + *ends);
  if (const auto row = RecordOf(plan, *input, said)) {
    ShowByRows(
        subject,
        {.kind = &diag::kAnswerAfterSolution,
         .span = SpanOf<ast::Measure>(*FindSource(subject.effective, answer.objective->name)),
         .input = input,
         .missed = solution.objective,
         .met = answer.objective,
         .first_day = plan.term_first,
         .rows = *row,
         .said = said}
    );
  }
}

void Compare(const Subject& subject, const Timed& answer, const Timed& solution) {
  for (const auto& [label, allowed] : answer.clock.allowed) {
    const auto same = solution.clock.allowed.find(label);
    const auto all = solution.clock.allowed.find("");
    const auto other = same != solution.clock.allowed.end() ? same : all;
    if (other == solution.clock.allowed.end() || !IsLater(allowed, other->second)) {
      continue;
    }
    const auto* source = FindSource(subject.effective, answer.objective->name);
    auto& problem = subject.sink.Report(
        diag::kAnswerAfterSolution,
        SpanOf<ast::Measure>(*source),
        fmt::format(
            "`{}` is due {} after `{}`{}, but `{}` already after {}",
            answer.clock.end,
            Show(allowed),
            answer.clock.start,
            label.empty() ? "" : fmt::format(" for {}", label),
            solution.clock.end,
            Show(other->second)
        )
    );
    problem.secondary.push_back(
        {SpanOf<ast::Measure>(*FindSource(subject.effective, solution.objective->name)),
         "the earlier deadline"}
    );
    problem.help = "are the two times exchanged?";
    ShowCase(subject, answer, solution, label);
    return;
  }
}

std::vector<Timed> TimedIn(const Subject& subject) {
  std::vector<Timed> timed;
  for (const plan::Objective& objective : subject.plan.objectives) {
    auto clock = ClockOf(subject.plan, objective);
    if (clock && FindSource(subject.effective, objective.name) != nullptr) {
      timed.push_back({&objective, std::move(*clock)});
    }
  }
  return timed;
}

// Columns of a case stand in the order of its life: what is declared first happens first.
bool ComesBefore(const plan::Plan& plan, const Clock& a, const Clock& b) {
  return a.input == b.input && a.start == b.start && PlaceOf(plan, a) < PlaceOf(plan, b);
}

void CompareWith(const Subject& subject, const Timed& a, const std::vector<Timed>& timed) {
  for (const Timed& b : timed) {
    if (ComesBefore(subject.plan, a.clock, b.clock)) {
      Compare(subject, a, b);
    }
  }
}

void Run(const Subject& subject) {
  const auto timed = TimedIn(subject);
  for (const Timed& a : timed) {
    CompareWith(subject, a, timed);
  }
}

}  // namespace

const Rule kAnswerAfterSolution{
    .kind = &diag::kAnswerAfterSolution,
    .bad_example =
        "input ticket per id { id: text  opened: first instant  answered: first instant?  solved: "
        "last instant? } complete\n"
        "objective answers {\n"
        "  measure share(ticket by decided: answered <= opened + 8h) otherwise 100%\n"
        "  target >= 95%\n"
        "}\n"
        "objective solutions {\n"
        "  measure share(ticket by decided: solved <= opened + 4h) otherwise 100%\n"
        "  target >= 95%\n"
        "}",
    .good_example =
        "input ticket per id { id: text  opened: first instant  answered: first instant?  solved: "
        "last instant? } complete\n"
        "objective answers {\n"
        "  measure share(ticket by decided: answered <= opened + 1h) otherwise 100%\n"
        "  target >= 95%\n"
        "}\n"
        "objective solutions {\n"
        "  measure share(ticket by decided: solved <= opened + 4h) otherwise 100%\n"
        "  target >= 95%\n"
        "}",
    .run = Run,
};

}  // namespace slate::lint::rules
