// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/settlement.h"

// What was settled before the agreement is first settled here, as far as its text says it.
namespace slate::evaluate {

bool Settlements::SpeaksOf(
    const plan::Opening& opening, const plan::Settle& settle, const Codes& members
) {
  if (opening.objective != settle.name || opening.field != "amount") {
    return false;
  }
  const Scope scope = evaluator_.PeriodScope(kNoPeriod);
  for (std::size_t i = 0; i < opening.keys.size() && i < settle.keys.size(); ++i) {
    const std::optional<std::size_t> key = evaluator_.ground().keys.Find(settle.keys[i]);
    const Value member = evaluator_.Eval(opening.keys[i], scope);
    if (!key || !(member == Value(Label{members[*key]}))) {
      return false;
    }
  }
  return true;
}

// Where the text names no date, the amount is of the period before the first.
Run Settlements::SpanOfOpening(const plan::TimelineStep& step) const {
  const std::vector<PeriodId>& known = evaluator_.periods().known();
  const std::int64_t first = evaluator_.periods()[known.front()].whole.from;
  const PeriodId before = evaluator_.periods()[known.front()].before;
  const Run period =
      before == kNoPeriod ? Run{first - 1, first} : evaluator_.periods()[before].whole;
  if (!step.from_day) {
    return period;
  }
  const calendar::TimeZone& zone = evaluator_.zone();
  return {
      zone.StartOfDay({*step.from_day}), step.to_day ? zone.StartOfDay({*step.to_day}) : period.to};
}

void Settlements::TakeOpenings(std::size_t settle, const Codes& members, Line& line) {
  const plan::Settle& declared = evaluator_.plan().settles[settle];
  for (const plan::Opening& opening : evaluator_.plan().openings) {
    if (!SpeaksOf(opening, declared, members)) {
      continue;
    }
    for (const plan::TimelineStep& step : opening.steps) {
      const Run span = SpanOfOpening(step);
      const Scope scope = evaluator_.PeriodScope(kNoPeriod);
      const Rational amount = EndOf(evaluator_.Eval(step.value, scope), false, nullptr);
      Entry entry{.result = {.stage = declared.name, .span = span, .type = TypeOf(declared)}};
      for (Lane& lane : entry.lanes) {
        lane = {.amount = amount, .counted = amount, .claimed = amount};
      }
      line.entries.push_back(std::move(entry));
    }
  }
}

}  // namespace slate::evaluate
