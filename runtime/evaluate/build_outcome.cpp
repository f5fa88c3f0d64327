// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/build_outcome.h"

#include <algorithm>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/rollup.h"
#include "runtime/evaluate/settlement.h"

namespace slate::evaluate {

namespace {

using plan::NodeId;

bool IsPending(const ObjectiveResult& row) {
  bool pending = row.verdict == Verdict::kPending;
  for (const Figure* figure : {&row.value, &row.target, &row.credit, &row.bonus}) {
    pending = pending || WhyOpen(figure->value) == Truth::kPending;
  }
  return pending;
}

class Builder {
 public:
  explicit Builder(Evaluator& evaluator) : evaluator_(evaluator), plan_(evaluator.plan()) {}

  Outcome Build() {
    Outcome outcome;
    outcome.as_of = evaluator_.has_as_of() ? std::optional(evaluator_.as_of()) : std::nullopt;
    for (const PeriodId period : evaluator_.periods().settled()) {
      outcome.periods.push_back(BuildPeriod(period));
    }
    for (std::size_t i = 0; i < plan_.inputs.size(); ++i) {
      outcome.inputs.push_back(BuildInput(i));
    }
    outcome.problems = evaluator_.problems().items();
    outcome.labels = evaluator_.labels();
    return outcome;
  }

 private:
  PeriodResult BuildPeriod(PeriodId period) {
    PeriodResult result{
        .label = evaluator_.periods()[period].label,
        .whole = evaluator_.periods()[period].whole,
        .in_term = evaluator_.periods()[period].in_term,
    };
    result.final = evaluator_.as_of() >= result.whole.to;
    for (std::size_t i = 0; i < plan_.objectives.size(); ++i) {
      AddObjective(i, period, result);
    }
    for (std::size_t i = 0; i < plan_.settles.size(); ++i) {
      for (const Codes& members : evaluator_.settlements().LinesOf(i)) {
        for (const StageResult* entry : evaluator_.settlements().Entries(i, members, period)) {
          result.stages.push_back(*entry);
        }
      }
    }
    for (const plan::Right& right : plan_.rights) {
      AddRight(right, period, result);
    }
    for (std::size_t i = 0; i < plan_.duties.size(); ++i) {
      AddDuty(i, period, result);
    }
    return result;
  }

  std::vector<std::string> Names(const std::vector<std::string>& keys, const Codes& members) {
    std::vector<std::string> names;
    for (const std::string& key : keys) {
      const std::optional<std::size_t> place = evaluator_.ground().keys.Find(key);
      Check(place.has_value(), "members of a key that the plan does not declare");
      names.push_back(evaluator_.labels().TextOf(Label{members[*place]}));
    }
    return names;
  }

  void AddObjective(std::size_t objective, PeriodId period, PeriodResult& result) {
    Periods& periods = evaluator_.periods();
    const std::size_t track = periods.TrackOf(plan_.objectives[objective].period);
    const std::vector<PeriodId> own =
        track == 0 ? std::vector<PeriodId>{period} : periods.EndingIn(track, period);
    for (const PeriodId its_period : own) {
      for (const Codes& members : evaluator_.members().OfObjective(objective)) {
        const Scope scope{.period = its_period, .members = members};
        if (evaluator_.InForce(scope).empty()) {
          continue;
        }
        ObjectiveResult row = BuildObjective(objective, scope);
        row.period = track == 0 ? "" : periods[its_period].label;
        result.final = result.final && !IsPending(row);
        result.objectives.push_back(std::move(row));
      }
    }
  }

  Figure FigureOf(
      std::size_t objective,
      const Scope& scope,
      const std::string& field,
      const std::optional<NodeId>& node
  ) {
    Figure figure;
    if (node) {
      figure.type = plan_[*node].type;
      figure.value = evaluator_.objectives().Field(objective, scope.members, scope.period, field);
    }
    return figure;
  }

  ObjectiveResult BuildObjective(std::size_t place, const Scope& scope) {
    const plan::Objective& objective = plan_.objectives[place];
    ObjectiveResult result{
        .objective = objective.name,
        .members = Names(objective.keys, scope.members),
        .in_force = evaluator_.InForce(scope),
        .counted = evaluator_.Counts(scope.period, scope.members),
        .verdict = evaluator_.objectives().VerdictOf(place, scope.members, scope.period),
        .value = FigureOf(place, scope, "value", objective.measure),
        .target = FigureOf(place, scope, "target", objective.target),
        .credit = FigureOf(place, scope, "credit", objective.credit),
        .bonus = FigureOf(place, scope, "bonus", objective.bonus),
    };
    for (const plan::Objective::Let& let : objective.lets) {
      result.lets.push_back(
          {.name = let.name, .figure = FigureOf(place, scope, "let:" + let.name, let.value)}
      );
    }
    for (const std::size_t input : evaluator_.members().InputsOf(objective)) {
      AddCoverage(input, scope, result);
    }
    return result;
  }

  void AddCoverage(std::size_t input, const Scope& scope, ObjectiveResult& result) {
    const plan::Input& declared = plan_.inputs[input];
    const bool stretches =
        declared.kind == plan::Input::Kind::kSlots || declared.kind == plan::Input::Kind::kStateLog;
    if (!stretches) {
      return;
    }
    const SpanSet gaps = evaluator_.rollups().GapsOf(input, scope).Intersect(result.in_force);
    result.coverage.push_back(
        {.input = declared.name,
         .covered = result.in_force.Length() - gaps.Length(),
         .gaps = gaps.Length(),
         .gap_count = gaps.runs().size()}
    );
  }

  std::optional<std::int64_t> InstantOf(const std::optional<NodeId>& node, const Scope& scope) {
    if (!node) {
      return std::nullopt;
    }
    const Value value = evaluator_.Eval(*node, scope);
    if (const auto* date = std::get_if<Date>(&value)) {
      // Until a date means until its end.
      return evaluator_.zone().StartOfDay({date->day + 1});
    }
    const auto* instant = std::get_if<Instant>(&value);
    return instant == nullptr ? std::nullopt : std::optional(instant->ns);
  }

  void AddRight(const plan::Right& right, PeriodId period, PeriodResult& result) {
    for (const Codes& members : evaluator_.members().Product(right.keys)) {
      const Scope scope{.period = period, .members = members};
      if (evaluator_.InForce(scope).empty()) {
        continue;
      }
      RightResult row{
          .right = right.name,
          .members = Names(right.keys, members),
          .party = right.party,
          .granted = evaluator_.EvalTruth(right.when, scope),
      };
      const PeriodId before = evaluator_.periods()[period].before;
      const bool stood =
          before != kNoPeriod && !evaluator_.periods()[before].opening &&
          evaluator_.EvalTruth(right.when, {.period = before, .members = members}) == Truth::kTrue;
      row.arises = row.granted == Truth::kTrue && !stood;
      if (row.granted == Truth::kTrue) {
        row.until = InstantOf(right.until, scope);
      }
      result.rights.push_back(std::move(row));
    }
  }

  void AddDuty(std::size_t place, PeriodId period, PeriodResult& result) {
    const plan::Duty& duty = plan_.duties[place];
    for (const PeriodId window : WindowsOfDuty(duty, period)) {
      const Scope scope = evaluator_.PeriodScope(window);
      if (duty.per && duty.per->unit == plan::Rhythm::Unit::kTerm &&
          !IsDueIn(duty, period, scope)) {
        continue;
      }
      DutyResult row{
          .duty = place,
          .title = duty.title,
          .parties = duty.parties,
          .window = evaluator_.periods()[window].label,
          .applies = evaluator_.EvalTruth(duty.when, scope),
      };
      if (row.applies != Truth::kFalse) {
        row.due = InstantOf(duty.until, scope);
        result.duties.push_back(std::move(row));
      }
    }
  }

  // A duty of the whole term stands with the period in which it is due.
  bool IsDueIn(const plan::Duty& duty, PeriodId period, const Scope& scope) {
    const std::optional<std::int64_t> due = InstantOf(duty.until, scope);
    const Run whole = evaluator_.periods()[period].whole;
    return due ? whole.from < *due && *due <= whole.to
               : period == evaluator_.periods().settled().front();
  }

  // A duty of a longer rhythm stands with the period in which its window ends.
  std::vector<PeriodId> WindowsOfDuty(const plan::Duty& duty, PeriodId period) {
    Periods& periods = evaluator_.periods();
    if (duty.per && duty.per->unit == plan::Rhythm::Unit::kTerm) {
      return {periods.WholeTerm()};
    }
    const std::size_t track = periods.TrackOf(duty.per);
    return track == 0 ? std::vector<PeriodId>{period} : periods.EndingIn(track, period);
  }

  InputResult BuildInput(std::size_t input) {
    const data::Table* table = evaluator_.TableNamed(plan_.inputs[input].name);
    InputResult result{.input = plan_.inputs[input].name, .supplied = table != nullptr};
    if (table != nullptr) {
      const InputRows& rows = evaluator_.RowsOf(input);
      for (std::size_t row = 0; row < rows.size(); ++row) {
        result.rows += CountOf(rows, row);
      }
      result.rejected = table->rejected;
      result.duplicates = table->duplicates;
      result.outside = CountOutside(evaluator_.RowsOf(input));
    }
    return result;
  }

  // Rows of files that were merged count as what they were.
  static std::uint64_t CountOf(const InputRows& rows, std::size_t row) {
    return rows.table()->origins.empty() ? 1U : static_cast<std::uint64_t>(rows.WeightOf(row));
  }

  // By the first instant or date of a row: an interval by where it begins.
  std::uint64_t CountOutside(const InputRows& rows) {
    int column = rows.ColumnOf("at");
    column = column < 0 ? rows.ColumnOf("from") : column;
    for (std::size_t i = 0; column < 0 && i < rows.input().columns.size(); ++i) {
      const plan::Type::Kind kind = rows.input().columns[i].type.kind;
      const bool places = kind == plan::Type::Kind::kInstant || kind == plan::Type::Kind::kDate;
      column = places ? static_cast<int>(i) : column;
    }
    std::vector<Run> runs;
    for (const PeriodId period : evaluator_.periods().settled()) {
      runs.push_back(evaluator_.periods()[period].whole);
    }
    const SpanSet settled = SpanSet::FromRuns(std::move(runs));
    std::uint64_t outside = 0;
    for (std::uint32_t row = 0; column >= 0 && row < rows.size(); ++row) {
      const Value place = rows.Read(row, column);
      const auto* instant = std::get_if<Instant>(&place);
      const auto* date = std::get_if<Date>(&place);
      const std::int64_t at = instant != nullptr ? instant->ns
                              : date != nullptr  ? evaluator_.zone().StartOfDay({date->day})
                                                 : spans::kForever;
      outside += settled.Contains(at) ? 0U : CountOf(rows, row);
    }
    return outside;
  }

  Evaluator& evaluator_;
  const plan::Plan& plan_;
};

}  // namespace

Outcome BuildOutcome(Evaluator& evaluator) {
  return Builder(evaluator).Build();
}

}  // namespace slate::evaluate
