// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/duties.h"

#include <algorithm>
#include <utility>

#include "runtime/evaluate/declared.h"
#include "runtime/evaluate/rights.h"

namespace slate::evaluate {

namespace {

bool IsOfTerm(const plan::Duty& duty) {
  return duty.per && duty.per->unit == plan::Rhythm::Unit::kTerm;
}

// A duty of a longer rhythm stands with the period in which its window ends.
std::vector<PeriodId> WindowsOf(Periods& periods, const plan::Duty& duty, PeriodId period) {
  if (IsOfTerm(duty)) {
    return {periods.WholeTerm()};
  }
  const std::size_t track = periods.TrackOf(duty.per);
  return track == 0 ? std::vector<PeriodId>{period} : periods.EndingIn(track, period);
}

// A duty of the whole term stands with the period in which it is due.
bool IsDueIn(Periods& periods, std::optional<std::int64_t> due, PeriodId period) {
  const Run whole = periods[period].whole;
  return due ? whole.from < *due && *due <= whole.to : period == periods.settled().front();
}

// The time in which evidence is for this window and no other: from the window's start, or from its
// end where the duty is due after it, on for the length of one window.
Run TimeForEvidence(Evaluator& version, const plan::Duty& duty, PeriodId window, std::int64_t due) {
  const Run whole = version.periods()[window].whole;
  const auto rhythm =
      ToCalendar(duty.per.value_or(version.plan().period), version.periods().term_first());
  if (!rhythm) {
    return {spans::kBeginning, spans::kForever};
  }
  if (due <= whole.to) {
    return whole;
  }
  const calendar::Window next = calendar::WindowAt(*rhythm, whole.to, version.zone());
  return {whole.to, std::max(next.span.to, due + 1)};
}

void Judge(Evaluator& version, const plan::Duty& duty, PeriodId window, DutyResult& result) {
  const auto evidence =
      duty.done_by && result.due ? EvidenceOf(version, *duty.done_by, result.window) : std::nullopt;
  if (!evidence) {
    return;
  }
  const Run time = TimeForEvidence(version, duty, window, *result.due);
  result.state = version.now() > *result.due ? DutyState::kOverdue : DutyState::kOpen;
  for (const Declared& row : *evidence) {
    if (time.from <= row.at && row.at < time.to) {
      result.done = row.at;
      result.state = row.at <= *result.due ? DutyState::kDone : DutyState::kLate;
      return;
    }
  }
}

}  // namespace

void AddDuties(
    Evaluator& version, std::size_t duty, PeriodId period, std::vector<DutyResult>& results
) {
  const plan::Duty& declared = version.plan().duties[duty];
  for (const PeriodId window : WindowsOf(version.periods(), declared, period)) {
    const Scope scope = version.PeriodScope(window);
    DutyResult result{
        .duty = duty,
        .title = declared.title,
        .parties = declared.parties,
        .window = version.periods()[window].label,
        .applies = version.EvalTruth(declared.when, scope),
    };
    if (result.applies == Truth::kFalse) {
      continue;
    }
    result.due = LastInstant(version, declared.until, scope);
    if (IsOfTerm(declared) && !IsDueIn(version.periods(), result.due, period)) {
      continue;
    }
    Judge(version, declared, window, result);
    results.push_back(std::move(result));
  }
}

}  // namespace slate::evaluate
