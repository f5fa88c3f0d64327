// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/settlement.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/ops.h"
#include "runtime/evaluate/past_figures.h"
#include "runtime/exact/rounding.h"

namespace slate::evaluate {

namespace {

using plan::Combine;
using plan::Step;

Rational Combined(Combine how, const std::vector<Rational>& amounts) {
  if (amounts.empty()) {
    return 0;
  }
  Rational result = amounts.front();
  for (std::size_t i = 1; i < amounts.size(); ++i) {
    switch (how) {
      case Combine::kSum: result += amounts[i]; break;
      case Combine::kHighest: result = exact::Max(result, amounts[i]); break;
      case Combine::kLowest: result = exact::Min(result, amounts[i]); break;
    }
  }
  return result;
}

exact::RoundingMode ModeOf(plan::Rounding rounding) {
  switch (rounding) {
    case plan::Rounding::kHalfUp: return exact::RoundingMode::kHalfUp;
    case plan::Rounding::kHalfEven: return exact::RoundingMode::kHalfEven;
    case plan::Rounding::kUp: return exact::RoundingMode::kUp;
    case plan::Rounding::kDown: return exact::RoundingMode::kDown;
    case plan::Rounding::kFloor: return exact::RoundingMode::kFloor;
    case plan::Rounding::kCeil: return exact::RoundingMode::kCeil;
  }
  Unreachable("a rounding has no mode");
}

bool PaysUpper(const plan::Settle& settle) {
  return std::any_of(settle.steps.begin(), settle.steps.end(), [](const Step& step) {
    return step.kind == Step::Kind::kUndecided && step.pays_upper;
  });
}

}  // namespace

std::vector<Codes> Settlements::LinesOf(std::size_t settle) {
  return evaluator_.members().Product(evaluator_.plan().settles[settle].keys);
}

std::vector<const StageResult*> Settlements::Entries(
    std::size_t settle, const Codes& members, PeriodId period
) {
  // One ledger for all versions; who settles a period is the version then in force.
  if (Settlements& book = evaluator_.root().settlements(); &book != this) {
    return book.Entries(settle, members, period);
  }
  Line& line = lines_[{settle, members}];
  if (line.in_work) {
    evaluator_.problems().Report(
        kCircular,
        fmt::format(
            "the settlement `{}` needs itself",
            evaluator_.InVersion(period, members).plan().settles[settle].name
        )
    );
    return {};
  }
  const std::vector<PeriodId>& known = evaluator_.periods().known();
  line.in_work = true;
  if (line.next == 0 && line.entries.empty()) {
    TakeOpenings(settle, members, line);
  }
  while (line.next < known.size() && known[line.next] <= period) {
    Advance(settle, members, line);
  }
  line.in_work = false;
  std::vector<const StageResult*> result;
  for (const Entry& entry : line.entries) {
    if (entry.period == period) {
      result.push_back(&entry.result);
    }
  }
  return result;
}

void Settlements::Advance(std::size_t settle, const Codes& members, Line& line) {
  const PeriodId period = evaluator_.periods().known()[line.next++];
  if (evaluator_.periods()[period].recorded) {
    TakeRecorded(settle, members, period, line);
    return;
  }
  Evaluator& version = evaluator_.InVersion(period, members);
  if (settle >= version.plan().settles.size()) {
    return;
  }
  Settlements& there = version.settlements();
  const plan::Settle& declared = version.plan().settles[settle];
  for (const Window& window : there.WindowsEndingIn(declared, period)) {
    line.entries.push_back(there.Settle(declared, members, line, window, period));
  }
}

std::vector<Settlements::Window> Settlements::WindowsEndingIn(
    const plan::Settle& settle, PeriodId period
) const {
  const Period& here = evaluator_.periods()[period];
  if (!settle.per || *settle.per == evaluator_.plan().period) {
    return {{.span = here.whole, .label = here.label, .periods = {period}}};
  }
  const Run term = evaluator_.periods().term();
  const auto rhythm = ToCalendar(*settle.per, evaluator_.periods().term_first());
  std::vector<calendar::Window> windows;
  if (rhythm) {
    windows = calendar::WindowsMeeting(*rhythm, here.whole, evaluator_.zone());
  } else {
    windows.push_back(TermWindow(term));
  }
  std::vector<Window> result;
  for (const calendar::Window& window : windows) {
    const std::int64_t end = std::min(window.span.to, term.to);
    if (end <= here.whole.from || here.whole.to < end) {
      continue;
    }
    Window ending{.span = window.span, .label = window.label, .periods = {}};
    for (const PeriodId settled : evaluator_.periods().known()) {
      const std::int64_t start = evaluator_.periods()[settled].whole.from;
      if (window.span.from <= start && start < window.span.to) {
        ending.periods.push_back(settled);
      }
    }
    result.push_back(std::move(ending));
  }
  return result;
}

Settlements::Entry Settlements::Settle(
    const plan::Settle& settle,
    const Codes& members,
    const Line& line,
    const Window& window,
    PeriodId period
) {
  StepScope scope{line, window, {.period = period, .members = members}};
  Entry entry{.period = period};
  StageResult& result = entry.result;
  result = {
      .stage = settle.name,
      .window = window.label,
      .span = window.span,
      .pays_to = BeneficiaryOf(settle),
      .type = TypeOf(settle),
  };
  for (const std::string& key : settle.keys) {
    const Label member{members[*evaluator_.ground().keys.Find(key)]};
    result.members.push_back(evaluator_.labels().TextOf(member));
  }
  JudgeClaim(settle, scope, result);
  for (std::size_t i = 0; i < entry.lanes.size(); ++i) {
    Lane& lane = entry.lanes[i];
    lane.upper = PaysUpper(settle) == (i == 0);
    lane.amount = Gross(settle, members, window, lane.upper);
    const Rational carried = line.entries.empty() ? Rational(0) : line.entries.back().lanes[i].held;
    if (i == 0) {
      result.gross = lane.amount;
      result.carried_in = carried;
    }
    lane.amount += carried;
    scope.pays = i == 0;
    Replay(settle, scope, lane, i == 0 ? &result.steps : nullptr);
    const bool due = result.claim == ClaimState::kNone || result.claim == ClaimState::kClaimed;
    lane.claimed = due ? lane.counted : Rational(0);
    result.lanes[i] = {lane.amount, lane.counted, lane.claimed, lane.held};
  }
  result.amount = entry.lanes[0].amount;
  if (result.amount.is_zero() && entry.lanes[1].amount.is_zero()) {
    result.claim = ClaimState::kNone;  // there is nothing to claim
    result.claimed_at.reset();
  }
  result.held = entry.lanes[0].held;
  if (entry.lanes[1].amount != result.amount) {
    result.other_end = entry.lanes[1].amount;
  }
  return entry;
}

void Settlements::Replay(
    const plan::Settle& settle, const StepScope& scope, Lane& lane, std::vector<StepResult>* steps
) {
  StepScope here = scope;
  for (const Step& step : settle.steps) {
    here.after_claim = here.after_claim || step.kind == Step::Kind::kClaim;
    StepResult result = Apply(step, here, lane);
    if (steps != nullptr) {
      steps->push_back(std::move(result));
    }
  }
  lane.counted = exact::Max(lane.amount + lane.returned, Rational(0));
}

StepResult Settlements::Apply(const Step& step, const StepScope& scope, Lane& lane) {
  StepResult result{.kind = step.kind, .before = lane.amount, .origin = step.origin};
  switch (step.kind) {
    case Step::Kind::kDrop:
    case Step::Kind::kHold: {
      result.limit = LimitOf(step, scope, lane.upper);
      const Truth applies =
          result.limit ? CompareValues(lane.amount, step.compare, *result.limit) : Truth::kFalse;
      if (applies == Truth::kTrue) {
        lane.held = step.kind == Step::Kind::kHold ? lane.amount : Rational(0);
        lane.amount = 0;
      }
      break;
    }
    case Step::Kind::kCap: ApplyCap(step, scope, lane, result); break;
    case Step::Kind::kLess: {
      // The least that may be left is what remains of the highest bonus.
      const Rational less = Less(step, scope, !lane.upper);
      result.limit = less;
      lane.amount -= less;
      lane.returned += less;
      break;
    }
    case Step::Kind::kRound:
      result.limit = LimitOf(step, scope, lane.upper);
      if (result.limit && result.limit->sign() > 0) {
        lane.amount = exact::RoundTo(lane.amount, *result.limit, ModeOf(step.rounding));
      }
      break;
    case Step::Kind::kClaim:
    case Step::Kind::kUndecided: break;
  }
  result.after = lane.amount;
  return result;
}

void Settlements::ApplyCap(
    const Step& step, const StepScope& scope, Lane& lane, StepResult& result
) {
  result.limit = LimitOf(step, scope, lane.upper);
  if (!result.limit) {
    return;
  }
  result.used = UsedBefore(step, scope);
  const Rational room = exact::Max(Rational(0), *result.limit - result.used);
  lane.amount = exact::Min(lane.amount, room);
}

// Final amounts of earlier entries of the line whose period starts (or ends) in the same window.
Rational Settlements::UsedBefore(const Step& step, const StepScope& scope) const {
  Rational used = 0;
  const std::vector<Entry>& entries = scope.line.entries;
  const bool pays = scope.pays;
  const auto counted = [&](const Entry& entry) {
    const Lane& same = entry.lanes[pays ? 0 : 1];
    return scope.after_claim ? same.claimed : same.counted;
  };
  if (step.last_periods) {
    const auto n = static_cast<std::size_t>(std::max<std::int64_t>(*step.last_periods - 1, 0));
    for (std::size_t i = entries.size() - std::min(n, entries.size()); i < entries.size(); ++i) {
      used += counted(entries[i]);
    }
    return used;
  }
  if (!step.per) {
    return used;
  }
  const bool by_end = step.by == "end";
  const auto place = [&](const Run& span) {
    return by_end ? span.to - 1 : span.from;
  };
  const auto rhythm = ToCalendar(*step.per, evaluator_.periods().term_first());
  Run window{spans::kBeginning, spans::kForever};
  if (rhythm) {
    window = calendar::WindowAt(*rhythm, place(scope.window.span), evaluator_.zone()).span;
  }
  for (const Entry& entry : entries) {
    const std::int64_t at = place(entry.result.span);
    if (window.from <= at && at < window.to) {
      used += counted(entry);
    }
  }
  return used;
}

std::optional<Rational> Settlements::LimitOf(const Step& step, const StepScope& scope, bool upper) {
  if (!step.amount) {
    return std::nullopt;
  }
  const Value limit = evaluator_.Eval(*step.amount, scope.scope);
  if (const std::optional<Interval> interval = AsInterval(limit)) {
    return upper ? interval->hi : interval->lo;
  }
  evaluator_.problems().Report(kNoValue, "a limit of the settlement has no value", step.origin);
  return std::nullopt;
}

// Bonuses of all periods of the window.
Rational Settlements::Less(const Step& step, const StepScope& scope, bool upper) {
  Rational total = 0;
  if (!step.amount) {
    return total;
  }
  const plan::Node& node = evaluator_.plan()[*step.amount];
  for (const PeriodId period : scope.window.periods) {
    Scope inner = scope.scope;
    inner.period = period;
    total += EndOf(evaluator_.Eval(*step.amount, inner), upper, &node);
  }
  return total;
}

Rational Settlements::EndOf(const Value& value, bool upper, const plan::Node* node) {
  if (const std::optional<Interval> interval = AsInterval(value)) {
    return upper ? interval->hi : interval->lo;
  }
  if (!IsUndefined(value)) {
    evaluator_.problems().Report(
        kUndecidedNoRule,
        "an amount is undecided and has no bounds; nothing is booked for it",
        node == nullptr ? std::nullopt : node->origin
    );
  }
  return 0;
}

Rational Settlements::Gross(
    const plan::Settle& settle, const Codes& members, const Window& window, bool upper
) {
  std::vector<Rational> amounts;
  for (const plan::Settle::Part& part : settle.parts) {
    for (const PeriodId period : window.periods) {
      const std::vector<Rational> some = AmountsOf(settle, part, members, period, upper);
      amounts.insert(amounts.end(), some.begin(), some.end());
    }
  }
  return Combined(settle.combine, amounts);
}

std::vector<Rational> Settlements::AmountsOf(
    const plan::Settle& settle,
    const plan::Settle::Part& part,
    const Codes& members,
    PeriodId period,
    bool upper
) {
  std::vector<Rational> result;
  // By the labels of the part's keys: one amount for each term.
  std::map<Codes, std::vector<Rational>> groups;
  for (std::size_t i = 0; i < part.of.size(); ++i) {
    for (const auto& [instance, amount] : TermAmounts(settle, part.of[i], members, period, upper)) {
      if (!part.grouped) {
        result.push_back(amount);
        continue;
      }
      Codes key;
      for (const std::string& name : part.keys) {
        key.push_back(instance[*evaluator_.ground().keys.Find(name)]);
      }
      std::vector<Rational>& by_term = groups[key];
      by_term.resize(part.of.size());
      by_term[i] += amount;
    }
  }
  for (const auto& [key, by_term] : groups) {
    result.push_back(Combined(part.combine, by_term));
  }
  return result;
}

// What an objective owes in a settled period, for each of its members that belong to the line. An
// objective owed by the very party that is settled for counts against it.
std::vector<std::pair<Codes, Rational>> Settlements::TermAmounts(
    const plan::Settle& settle,
    const plan::Settle::Part::Term& term,
    const Codes& members,
    PeriodId period,
    bool upper
) {
  if (term.field == "stage") {
    return StageAmounts(term.objective, members, period, upper);
  }
  const std::optional<std::size_t> place = evaluator_.ground().objectives.Find(term.objective);
  Check(place.has_value(), "a settlement of an objective that the plan does not declare");
  const plan::Objective& objective = evaluator_.plan().objectives[*place];
  const std::string& owes =
      objective.party.empty() ? evaluator_.plan().provider.name : objective.party;
  const bool against = owes == BeneficiaryOf(settle);
  Periods& periods = evaluator_.periods();
  const std::size_t track = periods.TrackOf(objective.period);
  const std::vector<PeriodId> own =
      track == 0 ? std::vector<PeriodId>{period} : periods.EndingIn(track, period);
  std::vector<std::pair<Codes, Rational>> result;
  auto instances = instances_.find(*place);
  if (instances == instances_.end()) {
    instances = instances_.emplace(*place, evaluator_.members().OfObjective(*place)).first;
  }
  for (const Codes* instance : instances->second.With(members)) {
    Rational total = 0;
    for (const PeriodId its_period : own) {
      const Value value = evaluator_.objectives().Field(*place, *instance, its_period, term.field);
      const Rational amount = EndOf(value, upper != against, nullptr);
      total += against ? -amount : amount;
    }
    result.emplace_back(*instance, std::move(total));
  }
  return result;
}

// What another settlement gave for the lines that belong to this one.
std::vector<std::pair<Codes, Rational>> Settlements::StageAmounts(
    const std::string& stage, const Codes& members, PeriodId period, bool upper
) {
  const std::optional<std::size_t> place = evaluator_.ground().settles.Find(stage);
  Check(place.has_value(), "a settlement of a settlement that the plan does not declare");
  const bool pays = upper == PaysUpper(evaluator_.plan().settles[*place]);
  std::vector<std::pair<Codes, Rational>> result;
  auto lines = stage_lines_.find(*place);
  if (lines == stage_lines_.end()) {
    lines = stage_lines_.emplace(*place, LinesOf(*place)).first;
  }
  for (const Codes* line : lines->second.With(members)) {
    Rational total = 0;
    for (const StageResult* entry : Entries(*place, *line, period)) {
      total += entry->lanes[pays ? 0 : 1].amount;
    }
    result.emplace_back(*line, std::move(total));
  }
  return result;
}

std::string Settlements::BeneficiaryOf(const plan::Settle& settle) const {
  return settle.for_party.empty() ? evaluator_.plan().customer.name : settle.for_party;
}

plan::Type Settlements::TypeOf(const plan::Settle& settle) const {
  for (const plan::Settle::Part& part : settle.parts) {
    for (const plan::Settle::Part::Term& term : part.of) {
      if (const auto stage = evaluator_.ground().settles.Find(term.objective);
          stage && term.field == "stage") {
        return TypeOf(evaluator_.plan().settles[*stage]);
      }
      const auto place = evaluator_.ground().objectives.Find(term.objective);
      Check(place.has_value(), "a settlement of an objective that the plan does not declare");
      const plan::Objective& objective = evaluator_.plan().objectives[*place];
      const std::optional<plan::NodeId>& amount =
          term.field == "bonus" ? objective.bonus : objective.credit;
      if (amount) {
        return evaluator_.plan()[*amount].type;
      }
    }
  }
  return {};
}

namespace ops {

Value Stage(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const std::optional<std::size_t> settle = evaluator.ground().settles.Find(node.name);
  Check(settle.has_value(), "an amount of a settlement that the plan does not declare");
  const plan::Settle& declared = evaluator.plan().settles[*settle];
  Codes members = evaluator.PeriodScope(kNoPeriod).members;
  for (std::size_t i = 0; i < declared.keys.size() && i < node.args.size(); ++i) {
    const Value member = evaluator.Eval(node.args[i], scope);
    const auto* label = std::get_if<Label>(&member);
    if (label == nullptr) {
      return Undefined{};
    }
    members[*evaluator.ground().keys.Find(declared.keys[i])] = label->code;
  }
  const PeriodId period = evaluator.periods().On(0, scope.period);
  const std::vector<const StageResult*> entries =
      evaluator.settlements().Entries(*settle, members, period);
  if (entries.empty()) {
    evaluator.Report(
        kNoSuchPeriod, fmt::format("no window of `{}` ends in the period", node.name), node
    );
    return Undefined{};
  }
  const StageResult& entry = *entries.back();
  if (node.field == "claimed" || node.field == "forfeited") {
    const bool decided =
        entry.claim == ClaimState::kClaimed || entry.claim == ClaimState::kForfeited;
    const ClaimState asked =
        node.field == "claimed" ? ClaimState::kClaimed : ClaimState::kForfeited;
    return decided ? ToTruth(entry.claim == asked) : Truth::kPending;
  }
  return node.field == "payable" ? entry.payable() : entry.amount;
}

}  // namespace ops

}  // namespace slate::evaluate
