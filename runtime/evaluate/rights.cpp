// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/rights.h"

#include "runtime/base/check.h"
#include "runtime/evaluate/declared.h"
#include "runtime/evaluate/past_figures.h"

namespace slate::evaluate {

std::optional<std::int64_t> LastInstant(
    Evaluator& evaluator, const std::optional<plan::NodeId>& until, const Scope& scope
) {
  if (!until) {
    return std::nullopt;
  }
  const Value value = evaluator.Eval(*until, scope);
  if (const auto* date = std::get_if<Date>(&value)) {
    return evaluator.zone().StartOfDay({date->day + 1});
  }
  const auto* instant = std::get_if<Instant>(&value);
  return instant == nullptr ? std::nullopt : std::optional(instant->ns);
}

RightResult Rights::At(std::size_t right, const Codes& members, PeriodId period) {
  if (evaluator_.supposes()) {
    return Next(right, members, period);
  }
  const auto key = std::tuple(right, period, members);
  if (const auto found = known_.find(key); found != known_.end()) {
    return found->second;
  }
  return known_.emplace(key, Next(right, members, period)).first->second;
}

// What is known of the right at the end of the period before.
RightResult Rights::Before(std::size_t right, const Codes& members, PeriodId period) {
  const PeriodId before = evaluator_.periods()[period].before;
  if (before == kNoPeriod || evaluator_.periods()[before].opening) {
    return {};
  }
  if (!evaluator_.periods()[before].recorded) {
    return At(right, members, before);
  }
  RightResult result;
  if (const PastRight* past = evaluator_.past().Right(right, members, before)) {
    result.granted = ToTruth(past->holds);
    result.state = past->state;
    result.since = past->since;
    result.until = past->until;
    result.exercised = past->exercised;
  }
  return result;
}

RightResult Rights::Next(std::size_t right, const Codes& members, PeriodId period) {
  const RightResult before = Before(right, members, period);
  Evaluator& version = evaluator_.InVersion(period, members);
  if (right >= version.plan().rights.size()) {
    return {};
  }
  const plan::Right& declared = version.plan().rights[right];
  const Scope scope{.period = period, .members = members};
  const std::int64_t end = evaluator_.periods()[period].whole.to;
  RightResult result{
      .right = declared.name,
      .members = {},
      .party = declared.party,
      .granted = version.EvalTruth(declared.when, scope),
      .state = before.state,
      .since = before.since,
      .until = before.until,
      .exercised = before.exercised};
  for (const std::string& key : declared.keys) {
    const std::optional<std::size_t> place = version.ground().keys.Find(key);
    Check(place.has_value(), "a right is for each member of a key that is not declared");
    result.members.push_back(evaluator_.labels().TextOf(Label{members[*place]}));
  }
  const bool spent = before.exercised && *before.exercised < end;
  const bool over = before.until && *before.until < end;
  const bool stands = before.since && !spent && !over;
  const bool fell = !before.since || before.granted != Truth::kTrue;
  if (result.granted == Truth::kTrue && !stands && fell) {
    Arise(declared, scope, result);
  }
  Use(declared, result);
  return result;
}

void Rights::Arise(const plan::Right& right, const Scope& scope, RightResult& result) const {
  Evaluator& version = evaluator_.InVersion(scope.period, scope.members);
  result.arises = true;
  result.since = evaluator_.periods()[scope.period].whole.to;
  result.until = LastInstant(version, right.until, scope);
  result.exercised.reset();
}

void Rights::Use(const plan::Right& right, RightResult& result) {
  if (!result.since) {
    return;
  }
  const auto exercises = ExercisesOf(evaluator_, right, result.members);
  for (const Declared& exercise : exercises.value_or(std::vector<Declared>())) {
    const bool in_life =
        *result.since <= exercise.at && (!result.until || exercise.at <= *result.until);
    if (in_life && !result.exercised) {
      result.exercised = exercise.at;
    }
  }
  // Where nobody says what was used, time alone says nothing.
  const bool told = exercises.has_value() || evaluator_.has_as_of();
  const bool lapsed = told && result.until && *result.until < evaluator_.now();
  result.state = result.exercised ? RightState::kExercised
                 : lapsed         ? RightState::kLapsed
                                  : RightState::kStanding;
}

}  // namespace slate::evaluate
