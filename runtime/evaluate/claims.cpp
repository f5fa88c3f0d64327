// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "runtime/base/check.h"
#include "runtime/evaluate/declared.h"
#include "runtime/evaluate/past_figures.h"
#include "runtime/evaluate/settlement.h"

// What was settled before, and what became of claims to it.
namespace slate::evaluate {

using plan::Step;

namespace {

// Whether the amount was claimed in time, if claims are supplied.
void FindClaim(Evaluator& evaluator, StageResult& result) {
  const std::optional<std::vector<Declared>> claims = ClaimsOf(evaluator, result);
  if (!claims || !result.claim_until) {
    return;
  }
  result.claim = evaluator.now() > *result.claim_until ? ClaimState::kForfeited : ClaimState::kOpen;
  result.claimed_at.reset();
  for (const Declared& claim : *claims) {
    if (claim.at <= *result.claim_until && !result.claimed_at) {
      result.claim = ClaimState::kClaimed;
      result.claimed_at = claim.at;
    }
  }
}

}  // namespace

void Settlements::TakeRecorded(
    std::size_t settle, const Codes& members, PeriodId period, Line& line
) {
  for (const PastEntry* past : evaluator_.past().Entries(settle, members, period)) {
    Entry entry{.period = period};
    StageResult& result = entry.result;
    result.stage = past->stage;
    result.members = past->members;
    result.window = past->window;
    result.span = past->span;
    result.gross = past->gross;
    result.amount = past->lanes[0].amount;
    result.held = past->lanes[0].held;
    result.lanes = past->lanes;
    result.claim = past->claim;
    result.claim_until = past->claim_until;
    result.claimed_at = past->claimed_at;
    ReviewClaim(*past, period, entry);
    for (std::size_t i = 0; i < entry.lanes.size(); ++i) {
      const PastLane& lane = result.lanes[i];
      entry.lanes[i] = {
          .amount = lane.amount,
          .counted = lane.counted,
          .claimed = lane.claimed,
          .held = lane.held};
    }
    line.entries.push_back(std::move(entry));
  }
}

// An amount that was still to be claimed may have been claimed or lost since; what was lost stays
// so.
void Settlements::ReviewClaim(const PastEntry& past, PeriodId period, Entry& entry) {
  StageResult& result = entry.result;
  const bool over = past.claim == ClaimState::kClaimed || past.claim == ClaimState::kForfeited;
  if (over || past.lanes[0].amount.is_zero()) {
    return;
  }
  FindClaim(evaluator_.InVersion(period, evaluator_.PeriodScope(period).members), result);
  if (result.claim == past.claim) {
    return;
  }
  for (PastLane& lane : result.lanes) {
    lane.claimed = result.claim == ClaimState::kClaimed ? lane.counted : Rational(0);
  }
  claims_.push_back(
      {.stage = result.stage,
       .members = result.members,
       .period = evaluator_.periods()[period].whole,
       .window = result.window,
       .claim = result.claim,
       .claimed_at = result.claimed_at}
  );
}

// Claimed in time, else lost once the last day is over. Who supplies no claims is told how long
// there is time.
void Settlements::JudgeClaim(
    const plan::Settle& settle, const StepScope& scope, StageResult& result
) {
  for (const Step& step : settle.steps) {
    if (step.kind != Step::Kind::kClaim || !step.until) {
      continue;
    }
    const Value until = evaluator_.Eval(*step.until, scope.scope);
    const auto* instant = std::get_if<Instant>(&until);
    result.claim_until = instant == nullptr ? std::nullopt : std::optional(instant->ns);
    for (const PastEntry* past : PastOf(settle, scope)) {
      const bool same = past->window == result.window;
      result.claim = same ? past->claim : result.claim;
      result.claimed_at = same ? past->claimed_at : result.claimed_at;
    }
    if (result.claim != ClaimState::kForfeited) {
      FindClaim(evaluator_, result);
    }
  }
}

// What an earlier settlement of the same period said.
std::vector<const PastEntry*> Settlements::PastOf(
    const plan::Settle& settle, const StepScope& scope
) const {
  const auto place = evaluator_.ground().settles.Find(settle.name);
  Check(place.has_value(), "a settlement that the plan does not declare");
  return evaluator_.past().Entries(*place, scope.scope.members, scope.scope.period);
}

}  // namespace slate::evaluate
