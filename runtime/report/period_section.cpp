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
         FigureInWords(result.target, settlement, beside);
}

std::string VerdictInWords(const ObjectiveResult& result) {
  if (!result.counted) {
    return "not counted";
  }
  return std::string(evaluate::VerdictName(result.verdict));
}

std::vector<Cell> ObjectiveRow(
    const ObjectiveResult& result, const Settlement& settlement, bool bonus
) {
  const plan::Objective* objective =
      FindByName(settlement.PlanOf(result).objectives, result.objective);
  std::string name = result.objective;
  if (!result.period.empty()) {
    name += fmt::format(" ({})", result.period);
  }
  std::vector<Cell> row = {
      {name},
      {Joined(result.members)},
      {FigureInWords(result.value, settlement, BesideTarget(result, objective))},
      {TargetInWords(result, objective, settlement)},
      {VerdictInWords(result), MoodOf(result.verdict)},
      {FigureInWords(result.credit, settlement)},
  };
  if (bonus) {
    row.push_back({FigureInWords(result.bonus, settlement)});
  }
  return row;
}

Table Objectives(const PeriodResult& period, const Settlement& settlement) {
  const bool bonus = std::any_of(
      settlement.plan.objectives.begin(),
      settlement.plan.objectives.end(),
      [](const plan::Objective& objective) { return objective.bonus.has_value(); }
  );
  Table table{
      .caption = "Objectives",
      .columns = {
          {"objective"}, {"of"}, {"value", true}, {"target", true}, {"verdict"}, {"credit", true}}};
  if (bonus) {
    table.columns.push_back({"bonus", true});
  }
  for (const ObjectiveResult& result : period.objectives) {
    table.rows.push_back(ObjectiveRow(result, settlement, bonus));
  }
  return table;
}

// Objectives of one input and the same members watch the same time; it is said once.
Table Coverage(const PeriodResult& period) {
  Table table{
      .caption = "Covered by measurements",
      .columns = {{"input"}, {"of"}, {"covered", true}, {"gaps", true}, {"number of gaps", true}}};
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
           {DurationInWords(coverage.covered)},
           {DurationInWords(coverage.gaps)},
           {CountInWords(coverage.gap_count)}}
      );
    }
  }
  return table;
}

// ---- Settlement ----

std::string StepInWords(const StepResult& result, const plan::Step* step, const plan::Type& type) {
  const std::string limit =
      result.limit ? " " + QuantityInWords(*result.limit, type) : std::string();
  const std::string sign =
      step == nullptr ? std::string() : std::string(CompareSign(step->compare));
  switch (result.kind) {
    case plan::Step::Kind::kDrop: return fmt::format("drop when {}{}", sign, limit);
    case plan::Step::Kind::kHold: return fmt::format("hold when {}{}", sign, limit);
    case plan::Step::Kind::kLess: return fmt::format("less{}", limit);
    case plan::Step::Kind::kRound:
      return fmt::format(
          "round {} to{}", step == nullptr ? "" : plan::NameOf(step->rounding), limit
      );
    case plan::Step::Kind::kClaim: return "claim";
    case plan::Step::Kind::kUndecided: return "undecided";
    case plan::Step::Kind::kCap: break;
  }
  std::string text = "cap" + limit;
  if (step != nullptr && step->per) {
    text += " per " + plan::Show(*step->per);
  } else if (step != nullptr && step->last_periods) {
    text += fmt::format(" per last {} periods", *step->last_periods);
  }
  return result.used.is_zero()
             ? text
             : fmt::format("{}, {} used before", text, QuantityInWords(result.used, type));
}

// The plan's steps, if the results speak of them one by one.
const plan::Step* StepOf(const plan::Settle* settle, const StageResult& stage, std::size_t at) {
  const bool match = settle != nullptr && settle->steps.size() == stage.steps.size();
  return match && settle->steps[at].kind == stage.steps[at].kind ? &settle->steps[at] : nullptr;
}

std::string FirstLineInWords(const plan::Settle* settle) {
  if (settle == nullptr) {
    return "gross";
  }
  std::vector<std::string> of;
  for (const plan::Settle::Part& part : settle->parts) {
    std::vector<std::string> terms;
    for (const plan::Settle::Part::Term& term : part.of) {
      terms.push_back(term.field == "credit" ? term.objective : term.objective + "." + term.field);
    }
    if (part.grouped) {
      const std::string each = part.keys.empty() ? "" : " each " + Joined(part.keys);
      of.push_back(fmt::format("({} of {}{})", plan::NameOf(part.combine), Joined(terms), each));
    } else {
      of.insert(of.end(), terms.begin(), terms.end());
    }
  }
  return fmt::format("{} of {}", plan::NameOf(settle->combine), Joined(of));
}

// What has to be claimed is to be paid once it is.
void AddClaim(const StageResult& stage, const Settlement& settlement, Table& table) {
  using State = evaluate::ClaimState;
  if (!stage.claim_until) {
    return;
  }
  const std::string until = InstantInWords(*stage.claim_until, settlement.zone);
  switch (stage.claim) {
    case State::kNone:
    case State::kOpen: table.rows.push_back({{"to be claimed until"}, {until}}); break;
    case State::kClaimed:
      table.rows.push_back({{"claimed"}, {InstantInWords(*stage.claimed_at, settlement.zone)}});
      break;
    case State::kForfeited:
      table.rows.push_back({{"forfeited, not claimed until"}, {until}});
      break;
  }
  if (stage.claim != State::kNone) {
    table.rows.push_back({{"to be paid"}, {QuantityInWords(stage.payable(), stage.type)}});
  }
}

Table Stage(const StageResult& stage, const Settlement& settlement) {
  const plan::Settle* settle = FindByName(settlement.plan.settles, stage.stage);
  std::string caption = stage.stage;
  caption += stage.members.empty() ? "" : " of " + Joined(stage.members);
  caption += stage.pays_to.empty() ? "" : ", paid to " + stage.pays_to;
  Table table{.caption = caption, .columns = {{"step"}, {stage.window, true}}};
  table.rows.push_back({{FirstLineInWords(settle)}, {QuantityInWords(stage.gross, stage.type)}});
  if (!stage.carried_in.is_zero()) {
    table.rows.push_back(
        {{"held back before"}, {"+ " + QuantityInWords(stage.carried_in, stage.type)}}
    );
  }
  for (std::size_t at = 0; at < stage.steps.size(); ++at) {
    const std::string words = StepInWords(stage.steps[at], StepOf(settle, stage, at), stage.type);
    table.rows.push_back({{words}, {QuantityInWords(stage.steps[at].after, stage.type)}});
  }
  const Mood mood = stage.amount.is_zero() ? Mood::kGood : Mood::kBad;
  table.rows.push_back({{"amount", mood}, {QuantityInWords(stage.amount, stage.type), mood}});
  if (stage.other_end) {
    table.rows.push_back(
        {{"with the other end of what is undecided"},
         {QuantityInWords(*stage.other_end, stage.type), Mood::kOpen}}
    );
  }
  if (!stage.held.is_zero()) {
    table.rows.push_back({{"held back for later"}, {QuantityInWords(stage.held, stage.type)}});
  }
  AddClaim(stage, settlement, table);
  return table;
}

// ---- Rights and duties ----

std::string WhenInWords(const std::optional<std::int64_t>& instant, const Settlement& settlement) {
  return instant ? InstantInWords(*instant, settlement.zone) : "–";
}

std::string AfterlifeInWords(const evaluate::RightResult& right, const Settlement& settlement) {
  switch (right.state) {
    case evaluate::RightState::kNone:
    case evaluate::RightState::kStanding: return {};
    case evaluate::RightState::kExercised:
      return ", exercised " + WhenInWords(right.exercised, settlement);
    case evaluate::RightState::kLapsed: return ", lapsed";
  }
  Unreachable("the state of a right has no words");
}

Table Rights(const PeriodResult& period, const Settlement& settlement) {
  Table table{.caption = "Rights", .columns = {{"right"}, {"of"}, {"by"}, {"granted"}, {"until"}}};
  for (const evaluate::RightResult& right : period.rights) {
    const bool granted = right.granted == evaluate::Truth::kTrue;
    std::string words(TruthInWords(right.granted));
    words += right.arises ? ", arises now" : "";
    words += AfterlifeInWords(right, settlement);
    table.rows.push_back(
        {{right.right},
         {Joined(right.members)},
         {right.party},
         {words, granted ? Mood::kBad : Mood::kPlain},
         {WhenInWords(right.until, settlement)}}
    );
  }
  return table;
}

Cell DoneInWords(const evaluate::DutyResult& duty, const Settlement& settlement) {
  switch (duty.state) {
    case evaluate::DutyState::kUnstated: return {""};
    case evaluate::DutyState::kOpen: return {"not yet", Mood::kOpen};
    case evaluate::DutyState::kDone: return {WhenInWords(duty.done, settlement), Mood::kGood};
    case evaluate::DutyState::kLate:
      return {"late, " + WhenInWords(duty.done, settlement), Mood::kBad};
    case evaluate::DutyState::kOverdue: return {"no", Mood::kBad};
  }
  Unreachable("the state of a duty has no words");
}

Table Duties(const PeriodResult& period, const Settlement& settlement) {
  Table table{
      .caption = "Duties", .columns = {{"duty"}, {"of"}, {"for"}, {"applies"}, {"due"}, {"done"}}};
  for (const evaluate::DutyResult& duty : period.duties) {
    table.rows.push_back(
        {{duty.title},
         {Joined(duty.parties)},
         {duty.window},
         {std::string(TruthInWords(duty.applies))},
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
        .words = FigureInWords(let.figure, settlement),
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

std::string FigureBesideTarget(const ObjectiveResult& result, const Settlement& settlement) {
  return FigureInWords(
      result.value, settlement, BesideTarget(result, DeclaredOf(result, settlement))
  );
}

std::string LikeValue(
    const evaluate::Figure& figure, const ObjectiveResult& result, const Settlement& settlement
) {
  Beside beside = BesideTarget(result, DeclaredOf(result, settlement));
  beside.threshold.reset();
  return FigureInWords(figure, settlement, beside);
}

Section PeriodSection(const PeriodResult& period, const Settlement& settlement) {
  Section section{.heading = period.label};
  section.notes.push_back(RunInWords(period.whole, settlement.zone));
  if (period.in_term != spans::SpanSet::Of(period.whole)) {
    section.notes.emplace_back("the agreement is in force for a part of it only");
  }
  if (!period.final) {
    section.notes.emplace_back("not final: later data may change it");
  }
  AddTable(Objectives(period, settlement), section);
  AddTable(Coverage(period), section);
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
