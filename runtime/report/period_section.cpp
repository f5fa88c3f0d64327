// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/plan/formula.h"
#include "runtime/plan/names.h"
#include "runtime/report/page.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using evaluate::ObjectiveResult;
using evaluate::PeriodResult;
using evaluate::StageResult;
using evaluate::StepResult;
using evaluate::Verdict;
using exact::Rational;

template <typename T>
const T* FindByName(const std::vector<T>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string Joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

Mood MoodOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kMet: return Mood::kGood;
    case Verdict::kMissed: return Mood::kBad;
    case Verdict::kPending:
    case Verdict::kUndecided: return Mood::kOpen;
    case Verdict::kNone:
    case Verdict::kVoid: return Mood::kPlain;
  }
  Unreachable("a verdict without a mood");
}

bool HasValue(const evaluate::Figure& figure) {
  return !evaluate::IsUndefined(figure.value);
}

// ---- Objectives ----

Beside BesideTarget(const ObjectiveResult& result, const plan::Objective* objective) {
  return report::BesideTarget(
      result.value.type,
      result.target,
      objective == nullptr ? std::nullopt : objective->target_compare
  );
}

const plan::Objective* DeclaredOf(const ObjectiveResult& result, const Settlement& settlement) {
  return FindByName(settlement.PlanOf(result).objectives, result.objective);
}

std::string TargetInWords(
    const ObjectiveResult& result, const plan::Objective* objective, const Settlement& settlement
) {
  if (!HasValue(result.target)) {
    return "–";
  }
  const bool compares = objective != nullptr && objective->target_compare;
  Beside beside = BesideTarget(result, objective);
  beside.threshold.reset();
  return (compares ? std::string(CompareSign(*objective->target_compare)) + " " : "") +
         settlement.words.Figure(result.target, settlement, beside);
}

std::string VerdictInWords(const ObjectiveResult& result, const Words& words) {
  return result.counted ? words.Verdict(result.verdict) : words.Say(words.p.not_counted);
}

std::vector<Cell> ObjectiveRow(
    const ObjectiveResult& result, const Settlement& settlement, bool bonus
) {
  const plan::Objective* objective = DeclaredOf(result, settlement);
  std::string name = WithTitle(result, result.objective, settlement);
  if (!result.period.empty()) {
    name += fmt::format(" ({})", result.period);
  }
  std::vector<Cell> row = {
      {name},
      {Joined(result.members)},
      {settlement.words.Figure(result.value, settlement, BesideTarget(result, objective))},
      {TargetInWords(result, objective, settlement)},
      {VerdictInWords(result, settlement.words), MoodOf(result.verdict)},
      {settlement.words.Figure(result.credit, settlement)},
  };
  if (bonus) {
    row.push_back({settlement.words.Figure(result.bonus, settlement)});
  }
  return row;
}

Table Objectives(const PeriodResult& period, const Settlement& settlement) {
  const bool bonus = std::any_of(
      settlement.plan.objectives.begin(),
      settlement.plan.objectives.end(),
      [](const plan::Objective& objective) { return objective.bonus.has_value(); }
  );
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  Table table{
      .caption = words.Say(p.objectives),
      .columns = {
          {words.Say(p.objective)},
          {words.Say(p.of)},
          {words.Say(p.value), true},
          {words.Say(p.target), true},
          {words.Say(p.verdict)},
          {words.Say(p.credit), true}}};
  if (bonus) {
    table.columns.push_back({words.Say(p.bonus), true});
  }
  for (const ObjectiveResult& result : period.objectives) {
    table.rows.push_back(ObjectiveRow(result, settlement, bonus));
  }
  return table;
}

// Objectives of one input and the same members watch the same time; it is said once.
Table Coverage(const PeriodResult& period, const Words& words) {
  const speech::Reports& p = words.p;
  Table table{
      .caption = words.Say(p.coverage),
      .columns = {
          {words.Say(p.input)},
          {words.Say(p.of)},
          {words.Say(p.covered), true},
          {words.Say(p.gaps), true},
          {words.Say(p.gap_count), true}}};
  std::vector<std::pair<std::string, std::string>> said;
  for (const ObjectiveResult& result : period.objectives) {
    for (const evaluate::Coverage& coverage : result.coverage) {
      const std::pair<std::string, std::string> what = {coverage.input, Joined(result.members)};
      if (std::find(said.begin(), said.end(), what) != said.end()) {
        continue;
      }
      said.push_back(what);
      table.rows.push_back(
          {{what.first},
           {what.second},
           {words.Duration(coverage.covered)},
           {words.Duration(coverage.gaps)},
           {words.Count(coverage.gap_count)}}
      );
    }
  }
  return table;
}

// ---- Settlement ----

std::string CapInWords(const plan::Step* step, const std::string& limit, const Words& words) {
  const speech::Reports& p = words.p;
  if (step != nullptr && step->per) {
    return words.Say(p.step_cap_per, {{"limit", limit}, {"rhythm", words.Rhythm(*step->per)}});
  }
  if (step != nullptr && step->last_periods) {
    const auto periods = static_cast<std::uint64_t>(*step->last_periods);
    return words.Say(p.step_cap_last, {{"limit", limit}, {"n", words.Counted(periods)}});
  }
  return words.Say(p.step_cap, {{"limit", limit}});
}

std::string StepInWords(
    const StepResult& result, const plan::Step* step, const plan::Type& type, const Words& words
) {
  const speech::Reports& p = words.p;
  const std::string limit = result.limit ? words.Quantity(*result.limit, type) : std::string();
  const std::string sign =
      step == nullptr ? std::string() : std::string(CompareSign(step->compare));
  switch (result.kind) {
    case plan::Step::Kind::kDrop: return words.Say(p.step_drop, {{"sign", sign}, {"limit", limit}});
    case plan::Step::Kind::kHold: return words.Say(p.step_hold, {{"sign", sign}, {"limit", limit}});
    case plan::Step::Kind::kLess: return words.Say(p.step_less, {{"limit", limit}});
    case plan::Step::Kind::kRound: {
      const std::string how(step == nullptr ? "" : plan::NameOf(step->rounding));
      return words.Say(p.step_round, {{"how", how}, {"limit", limit}});
    }
    case plan::Step::Kind::kClaim: return words.Say(p.step_claim);
    case plan::Step::Kind::kUndecided: return words.Say(p.step_undecided);
    case plan::Step::Kind::kCap: break;
  }
  const std::string text = CapInWords(step, limit, words);
  return result.used.is_zero()
             ? text
             : words.Say(
                   p.used_before, {{"step", text}, {"amount", words.Quantity(result.used, type)}}
               );
}

// The plan's steps, if the results speak of them one by one.
const plan::Step* StepOf(const plan::Settle* settle, const StageResult& stage, std::size_t at) {
  const bool match = settle != nullptr && settle->steps.size() == stage.steps.size();
  return match && settle->steps[at].kind == stage.steps[at].kind ? &settle->steps[at] : nullptr;
}

std::string GroupInWords(
    const plan::Settle::Part& part, const std::string& terms, const Words& words
) {
  const std::string how(plan::NameOf(part.combine));
  return part.keys.empty()
             ? "(" + words.Say(words.p.combined, {{"how", how}, {"parts", terms}}) + ")"
             : words.Say(
                   words.p.combined_each,
                   {{"how", how}, {"parts", terms}, {"keys", Joined(part.keys)}}
               );
}

std::string FirstLineInWords(const plan::Settle* settle, const Words& words) {
  if (settle == nullptr) {
    return words.Say(words.p.gross);
  }
  std::vector<std::string> of;
  for (const plan::Settle::Part& part : settle->parts) {
    std::vector<std::string> terms;
    for (const plan::Settle::Part::Term& term : part.of) {
      terms.push_back(term.field == "credit" ? term.objective : term.objective + "." + term.field);
    }
    if (part.grouped) {
      of.push_back(GroupInWords(part, Joined(terms), words));
    } else {
      of.insert(of.end(), terms.begin(), terms.end());
    }
  }
  const std::string how(plan::NameOf(settle->combine));
  return words.Say(words.p.combined, {{"how", how}, {"parts", Joined(of)}});
}

// What has to be claimed is to be paid once it is.
void AddClaim(const StageResult& stage, const Settlement& settlement, Table& table) {
  using State = evaluate::ClaimState;
  if (!stage.claim_until) {
    return;
  }
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  const std::string until = words.Instant(*stage.claim_until, settlement.zone);
  switch (stage.claim) {
    case State::kNone:
    case State::kOpen: table.rows.push_back({{words.Say(p.claim_until)}, {until}}); break;
    case State::kClaimed:
      table.rows.push_back(
          {{words.Say(p.claimed)}, {settlement.words.Instant(*stage.claimed_at, settlement.zone)}}
      );
      break;
    case State::kForfeited: table.rows.push_back({{words.Say(p.forfeited)}, {until}}); break;
  }
  if (stage.claim != State::kNone) {
    table.rows.push_back(
        {{words.Say(p.to_be_paid)}, {settlement.words.Quantity(stage.payable(), stage.type)}}
    );
  }
}

Table Stage(const StageResult& stage, const Settlement& settlement) {
  const plan::Settle* settle = FindByName(settlement.plan.settles, stage.stage);
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  std::string caption = StageInWords(stage, words);
  if (!stage.members.empty()) {
    caption = words.Say(p.stage_of, {{"stage", caption}, {"members", Joined(stage.members)}});
  }
  if (!stage.pays_to.empty()) {
    caption = words.Say(
        p.stage_paid_to,
        {{"stage", caption}, {"party", PartyInWords(stage.pays_to, settlement.plan)}}
    );
  }
  Table table{.caption = caption, .columns = {{words.Say(p.step)}, {stage.window, true}}};
  table.rows.push_back(
      {{FirstLineInWords(settle, words)}, {words.Quantity(stage.gross, stage.type)}}
  );
  if (!stage.carried_in.is_zero()) {
    table.rows.push_back(
        {{words.Say(p.held_before)},
         {"+ " + settlement.words.Quantity(stage.carried_in, stage.type)}}
    );
  }
  for (std::size_t at = 0; at < stage.steps.size(); ++at) {
    const std::string step =
        StepInWords(stage.steps[at], StepOf(settle, stage, at), stage.type, words);
    table.rows.push_back({{step}, {settlement.words.Quantity(stage.steps[at].after, stage.type)}});
  }
  const Mood mood = stage.amount.is_zero() ? Mood::kGood : Mood::kBad;
  table.rows.push_back(
      {{words.Say(p.amount), mood}, {settlement.words.Quantity(stage.amount, stage.type), mood}}
  );
  if (stage.other_end) {
    table.rows.push_back(
        {{words.Say(p.with_other_end)},
         {settlement.words.Quantity(*stage.other_end, stage.type), Mood::kOpen}}
    );
  }
  if (!stage.held.is_zero()) {
    table.rows.push_back(
        {{words.Say(p.held_later)}, {settlement.words.Quantity(stage.held, stage.type)}}
    );
  }
  AddClaim(stage, settlement, table);
  return table;
}

// ---- Rights and duties ----

std::string WhenInWords(const std::optional<std::int64_t>& instant, const Settlement& settlement) {
  return instant ? settlement.words.Instant(*instant, settlement.zone) : "–";
}

std::string GrantedInWords(const evaluate::RightResult& right, const Settlement& settlement) {
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  std::string granted = words.Truth(right.granted);
  granted = right.arises ? words.Say(p.arises, {{"granted", granted}}) : granted;
  switch (right.state) {
    case evaluate::RightState::kNone:
    case evaluate::RightState::kStanding: return granted;
    case evaluate::RightState::kExercised:
      return words.Say(
          p.exercised, {{"granted", granted}, {"t", WhenInWords(right.exercised, settlement)}}
      );
    case evaluate::RightState::kLapsed: return words.Say(p.lapsed, {{"granted", granted}});
  }
  Unreachable("the state of a right has no words");
}

Table Rights(const PeriodResult& period, const Settlement& settlement) {
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  Table table{
      .caption = words.Say(p.rights),
      .columns = {
          {words.Say(p.right)},
          {words.Say(p.of)},
          {words.Say(p.by)},
          {words.Say(p.granted)},
          {words.Say(p.until)}}};
  for (const evaluate::RightResult& right : period.rights) {
    const bool granted = right.granted == evaluate::Truth::kTrue;
    table.rows.push_back(
        {{right.right},
         {Joined(right.members)},
         {PartyInWords(right.party, settlement.plan)},
         {GrantedInWords(right, settlement), granted ? Mood::kBad : Mood::kPlain},
         {WhenInWords(right.until, settlement)}}
    );
  }
  return table;
}

Cell DoneInWords(const evaluate::DutyResult& duty, const Settlement& settlement) {
  const Words& words = settlement.words;
  const std::string when = WhenInWords(duty.done, settlement);
  switch (duty.state) {
    case evaluate::DutyState::kUnstated: return {""};
    case evaluate::DutyState::kOpen: return {words.Say(words.p.not_yet), Mood::kOpen};
    case evaluate::DutyState::kDone: return {when, Mood::kGood};
    case evaluate::DutyState::kLate: return {words.Say(words.p.late, {{"t", when}}), Mood::kBad};
    case evaluate::DutyState::kOverdue: return {words.Say(words.p.no), Mood::kBad};
  }
  Unreachable("the state of a duty has no words");
}

Table Duties(const PeriodResult& period, const Settlement& settlement) {
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  Table table{
      .caption = words.Say(p.duties),
      .columns = {
          {words.Say(p.duty)},
          {words.Say(p.owed_by)},
          {words.Say(p.for_period)},
          {words.Say(p.applies)},
          {words.Say(p.due)},
          {words.Say(p.done)}}};
  for (const evaluate::DutyResult& duty : period.duties) {
    std::vector<std::string> parties;
    for (const std::string& party : duty.parties) {
      parties.push_back(PartyInWords(party, settlement.plan));
    }
    table.rows.push_back(
        {{duty.title},
         {Joined(parties)},
         {duty.window},
         {settlement.words.Truth(duty.applies)},
         {WhenInWords(duty.due, settlement)},
         DoneInWords(duty, settlement)}
    );
  }
  return table;
}

// ---- Strips ----

void AddStrips(
    const ObjectiveResult& result,
    const PeriodResult& period,
    const Settlement& settlement,
    Section& section
) {
  for (const evaluate::LetResult& let : result.lets) {
    const auto* spans = std::get_if<evaluate::Spans>(&let.figure.value);
    if (spans == nullptr || !period.whole.bounded() ||
        spans->upper().Intersect(result.in_force).empty()) {
      continue;
    }
    Strip strip{
        .label = result.objective +
                 (result.members.empty() ? "" : "[" + Joined(result.members) + "]") + "." +
                 let.name,
        .words = settlement.words.Figure(let.figure, settlement),
        .whole = period.whole,
        .in_force = result.in_force,
        .certain = spans->must,
        .possible = spans->certain() ? spans::SpanSet() : spans->upper()};
    section.strips.push_back(std::move(strip));
  }
}

void AddTable(Table table, Section& section) {
  if (!table.rows.empty()) {
    section.tables.push_back(std::move(table));
  }
}

}  // namespace

std::string NameOfResult(const ObjectiveResult& result) {
  return result.members.empty() ? result.objective
                                : fmt::format("{}[{}]", result.objective, Joined(result.members));
}

std::string PartyInWords(const std::string& name, const plan::Plan& plan) {
  for (const plan::Party* party : {&plan.provider, &plan.customer}) {
    if (party->name == name && !party->title.empty()) {
      return party->title;
    }
  }
  return name;
}

std::string StageInWords(const evaluate::StageResult& stage, const Words& words) {
  constexpr std::string_view kUnnamed = "settlement";
  return stage.stage == kUnnamed ? words.Say(words.p.settlement) : stage.stage;
}

std::string WithTitle(
    const ObjectiveResult& result, const std::string& name, const Settlement& settlement
) {
  const plan::Objective* declared = DeclaredOf(result, settlement);
  const Words& words = settlement.words;
  return declared == nullptr || declared->title.empty()
             ? name
             : words.Say(words.p.titled, {{"title", declared->title}, {"name", name}});
}

std::string FigureBesideTarget(const ObjectiveResult& result, const Settlement& settlement) {
  return settlement.words.Figure(
      result.value, settlement, BesideTarget(result, DeclaredOf(result, settlement))
  );
}

std::string LikeValue(
    const evaluate::Figure& figure, const ObjectiveResult& result, const Settlement& settlement
) {
  Beside beside = BesideTarget(result, DeclaredOf(result, settlement));
  beside.threshold.reset();
  return settlement.words.Figure(figure, settlement, beside);
}

Section PeriodSection(const PeriodResult& period, const Settlement& settlement) {
  Section section{.heading = period.label};
  section.notes.push_back(settlement.words.Run(period.whole, settlement.zone));
  if (period.in_term != spans::SpanSet::Of(period.whole)) {
    section.notes.push_back(settlement.words.Say(settlement.words.p.in_force_partly));
  }
  if (!period.final) {
    section.notes.push_back(settlement.words.Say(settlement.words.p.not_final));
  }
  AddTable(Objectives(period, settlement), section);
  AddTable(Coverage(period, settlement.words), section);
  for (const StageResult& stage : period.stages) {
    AddTable(Stage(stage, settlement), section);
  }
  AddTable(Rights(period, settlement), section);
  AddTable(Duties(period, settlement), section);
  for (const ObjectiveResult& result : period.objectives) {
    AddStrips(result, period, settlement, section);
  }
  return section;
}

}  // namespace slate::report
