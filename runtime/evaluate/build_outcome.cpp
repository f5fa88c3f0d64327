// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/build_outcome.h"

#include <algorithm>
#include <span>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/evaluate/counting.h"
#include "runtime/evaluate/duties.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/rights.h"
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
  explicit Builder(Evaluator& evaluator) : evaluator_(evaluator), plan_(evaluator.plan()) {
    versions_.push_back(&evaluator);
    for (const std::unique_ptr<Evaluator>& later : evaluator.later()) {
      versions_.push_back(later.get());
    }
  }

  Outcome Build() {
    Outcome outcome;
    outcome.as_of = evaluator_.has_as_of() ? std::optional(evaluator_.as_of()) : std::nullopt;
    for (const PeriodId period : evaluator_.periods().settled()) {
      outcome.periods.push_back(BuildPeriod(period));
    }
    for (std::size_t i = 0; i < plan_.inputs.size(); ++i) {
      if (!plan_.inputs[i].built_in || evaluator_.IsMentioned(i)) {
        outcome.inputs.push_back(BuildInput(i));
      }
    }
    if (evaluator_.keeps_books()) {
      CountRows(outcome.periods);
    }
    outcome.claims = evaluator_.settlements().claims();
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
    for (Evaluator* version : versions_) {
      for (std::size_t i = 0; i < version->plan().objectives.size(); ++i) {
        AddObjective(*version, i, period, result);
      }
    }
    for (Evaluator* version : versions_) {
      AddStages(*version, period, result);
    }
    for (std::size_t i = 0; i < versions_.back()->plan().rights.size(); ++i) {
      AddRight(i, period, result);
    }
    Evaluator& version = evaluator_.InVersion(period, evaluator_.PeriodScope(period).members);
    for (std::size_t i = 0; i < version.plan().duties.size(); ++i) {
      AddDuties(version, i, period, result.duties);
    }
    return result;
  }

  // Each figure by the version under which its members are settled.
  bool Settles(const Evaluator& version, PeriodId period, const Codes& members) {
    return &evaluator_.InVersion(period, members) == &version;
  }

  void AddStages(Evaluator& version, PeriodId period, PeriodResult& result) {
    for (std::size_t i = 0; i < version.plan().settles.size(); ++i) {
      for (const Codes& members : version.settlements().LinesOf(i)) {
        if (!Settles(version, period, members)) {
          continue;
        }
        for (const StageResult* entry : evaluator_.settlements().Entries(i, members, period)) {
          result.stages.push_back(*entry);
        }
      }
    }
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

  void AddObjective(
      Evaluator& version, std::size_t objective, PeriodId period, PeriodResult& result
  ) {
    Periods& periods = evaluator_.periods();
    const std::size_t track = periods.TrackOf(version.plan().objectives[objective].period);
    const std::vector<PeriodId> own =
        track == 0 ? std::vector<PeriodId>{period} : periods.EndingIn(track, period);
    for (const PeriodId its_period : own) {
      for (const Codes& members : version.members().OfObjective(objective)) {
        const Scope scope{.period = its_period, .members = members};
        if (!Settles(version, its_period, members) || version.InForce(scope).empty()) {
          continue;
        }
        ObjectiveResult row = BuildObjective(version, objective, scope);
        row.period = track == 0 ? "" : periods[its_period].label;
        row.whole = periods[its_period].whole;
        result.final = result.final && !IsPending(row);
        result.objectives.push_back(std::move(row));
      }
    }
  }

  static Figure FigureOf(
      Evaluator& version,
      std::size_t objective,
      const Scope& scope,
      const std::string& field,
      const std::optional<NodeId>& node
  ) {
    Figure figure;
    if (node) {
      figure.type = version.plan()[*node].type;
      figure.value = version.objectives().Field(objective, scope.members, scope.period, field);
    }
    return figure;
  }

  ObjectiveResult BuildObjective(Evaluator& version, std::size_t place, const Scope& scope) {
    const plan::Objective& objective = version.plan().objectives[place];
    ObjectiveResult result{
        .objective = objective.name,
        .members = Names(objective.keys, scope.members),
        .in_force = version.InForce(scope),
        .counted = version.Counts(scope.period, scope.members),
        .verdict = version.objectives().VerdictOf(place, scope.members, scope.period),
        .value = FigureOf(version, place, scope, "value", objective.measure),
        .target = FigureOf(version, place, scope, "target", objective.target),
        .credit = FigureOf(version, place, scope, "credit", objective.credit),
        .bonus = FigureOf(version, place, scope, "bonus", objective.bonus),
        .plan = &version.plan(),
    };
    for (const plan::Objective::Let& let : objective.lets) {
      result.lets.push_back(
          {.name = let.name,
           .figure = FigureOf(version, place, scope, "let:" + let.name, let.value)}
      );
    }
    for (const std::size_t input : version.members().InputsOf(objective)) {
      AddCoverage(version, input, scope, result);
    }
    return result;
  }

  static void AddCoverage(
      Evaluator& version, std::size_t input, const Scope& scope, ObjectiveResult& result
  ) {
    const plan::Input& declared = version.plan().inputs[input];
    const bool stretches =
        declared.kind == plan::Input::Kind::kSlots || declared.kind == plan::Input::Kind::kStateLog;
    if (!stretches) {
      return;
    }
    // What is still to come is neither covered nor a gap.
    const SpanSet past =
        result.in_force.Intersect(SpanSet::Of({spans::kBeginning, version.as_of()}));
    const SpanSet gaps = version.rollups().GapsOf(input, scope).Intersect(past);
    result.coverage.push_back(
        {.input = declared.name,
         .covered = past.Length() - gaps.Length(),
         .gaps = gaps.Length(),
         .gap_count = gaps.runs().size()}
    );
  }

  void AddRight(std::size_t right, PeriodId period, PeriodResult& result) {
    Evaluator& last = *versions_.back();
    for (const Codes& members : last.members().Product(last.plan().rights[right].keys)) {
      const Scope scope{.period = period, .members = members};
      RightResult row = evaluator_.rights().At(right, members, period);
      if (!row.right.empty() && !evaluator_.InForce(scope).empty()) {
        result.rights.push_back(std::move(row));
      }
    }
  }

  InputResult BuildInput(std::size_t input) {
    const data::Table* table = evaluator_.TableNamed(plan_.inputs[input].name);
    InputResult result{.input = plan_.inputs[input].name, .supplied = table != nullptr};
    if (table != nullptr) {
      const InputRows& rows = evaluator_.RowsOf(input);
      result.rows = table->weight.empty() ? table->row_count : 0;
      for (std::size_t row = 0; row < rows.table()->weight.size(); ++row) {
        result.rows += CountOf(rows, row);
      }
      result.rejected = table->rejected;
      result.duplicates = table->duplicates;
      result.outside = CountOutside(evaluator_.RowsOf(input));
    }
    return result;
  }

  void CountRows(std::vector<PeriodResult>& periods) {
    for (std::size_t i = 0; i < plan_.inputs.size(); ++i) {
      if (evaluator_.IsMentioned(i) && !plan_.inputs[i].built_in) {
        CountRowsOf(evaluator_.RowsOf(i), periods);
      }
    }
  }

  void CountRowsOf(const InputRows& rows, std::vector<PeriodResult>& periods) {
    std::vector<Run> runs;
    for (const PeriodResult& period : periods) {
      runs.push_back(period.whole);
    }
    const std::vector<std::uint64_t> counts = CountInRuns(rows, runs);
    for (std::size_t i = 0; i < periods.size(); ++i) {
      if (counts[i] > 0) {
        periods[i].rows[rows.input().name] += counts[i];
      }
    }
  }

  // How many rows stand in each of the runs, which are in order and disjoint; in the end, how many
  // in none.
  std::vector<std::uint64_t> CountInRuns(const InputRows& rows, std::span<const Run> runs) {
    if (rows.is_counted()) {
      return CountCounted(rows, runs);
    }
    std::vector<std::uint64_t> counts(runs.size() + 1);
    const int column = PlaceColumn(rows);
    std::size_t last = runs.size();
    for (std::uint32_t row = 0; column >= 0 && row < rows.size(); ++row) {
      const std::int64_t at = PlaceOf(rows, row, column);
      if (last == runs.size() || !Contains(runs[last], at)) {
        const auto after =
            std::upper_bound(runs.begin(), runs.end(), at, [](std::int64_t t, const Run& run) {
              return t < run.from;
            });
        const auto before = static_cast<std::size_t>(after - runs.begin());
        last = before > 0 && Contains(runs[before - 1], at) ? before - 1 : runs.size();
      }
      counts[last] += CountOf(rows, row);
    }
    return counts;
  }

  std::vector<std::uint64_t> CountCounted(const InputRows& rows, std::span<const Run> runs) {
    const std::size_t input = *evaluator_.ground().inputs.Find(rows.input().name);
    auto counts = evaluator_.CountedOf(input).CountInRuns(runs, rows.table()->row_count);
    if (!counts) {
      rows.Miss();
      return std::vector<std::uint64_t>(runs.size() + 1);
    }
    return *std::move(counts);
  }

  static bool Contains(const Run& run, std::int64_t t) { return run.from <= t && t < run.to; }

  std::int64_t PlaceOf(const InputRows& rows, std::uint32_t row, int column) const {
    const data::Column* instants = rows.Data(column);
    if (instants != nullptr && instants->type.kind == plan::Type::Kind::kInstant) {
      const bool there = (instants->valid.empty() || instants->valid[row] != 0) &&
                         instants->values[row] < rows.as_of();
      return there ? instants->values[row] : spans::kForever;
    }
    const Value place = rows.Read(row, column);
    const auto* date = std::get_if<Date>(&place);
    return date != nullptr ? evaluator_.zone().StartOfDay({date->day}) : spans::kForever;
  }

  // Rows of files that were merged count as what they were.
  static std::uint64_t CountOf(const InputRows& rows, std::size_t row) {
    return rows.table()->origins.empty() ? 1U : static_cast<std::uint64_t>(rows.WeightOf(row));
  }

  // By the first instant or date of a row: an interval by where it begins.
  std::uint64_t CountOutside(const InputRows& rows) {
    std::vector<Run> runs;
    for (const PeriodId period : evaluator_.periods().settled()) {
      runs.push_back(evaluator_.periods()[period].whole);
    }
    return CountInRuns(rows, SpanSet::FromRuns(std::move(runs)).runs()).back();
  }

  Evaluator& evaluator_;
  const plan::Plan& plan_;
  std::vector<Evaluator*> versions_;
};

}  // namespace

Outcome BuildOutcome(Evaluator& evaluator) {
  return Builder(evaluator).Build();
}

}  // namespace slate::evaluate
