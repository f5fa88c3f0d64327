// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/evaluate.h"

#include <memory>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/evaluate/build_outcome.h"
#include "runtime/evaluate/derive.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/ground.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/rollup.h"
#include "runtime/evaluate/smallest_change.h"

namespace slate::evaluate {

struct Evaluation::Parts {
  std::unique_ptr<Ground> ground;
  Evaluator evaluator;
  Outcome outcome = {};

  Parts(std::unique_ptr<Ground> the_ground, Setting setting)
      : ground(std::move(the_ground)), evaluator(*ground, std::move(setting)) {}

  std::vector<Evaluator*> Versions() {
    std::vector<Evaluator*> versions = {&evaluator};
    for (const std::unique_ptr<Evaluator>& later : evaluator.later()) {
      versions.push_back(later.get());
    }
    return versions;
  }

  static Codes MembersOf(
      Evaluator& version,
      const std::vector<std::string>& keys,
      const std::vector<std::string>& members
  ) {
    Codes codes = version.PeriodScope(kNoPeriod).members;
    for (std::size_t i = 0; i < keys.size() && i < members.size(); ++i) {
      const std::optional<std::size_t> key = version.ground().keys.Find(keys[i]);
      Check(key.has_value(), "members of a key that the plan does not declare");
      codes[*key] = version.labels().Intern(members[i]).code;
    }
    return codes;
  }

  // The period that an objective's result speaks of: its own where it has its own rhythm.
  PeriodId PeriodOf(std::size_t period, const ObjectiveResult& result, const plan::Objective& of) {
    Periods& periods = evaluator.periods();
    const PeriodId settled = periods.settled()[period];
    const std::size_t track = periods.TrackOf(of.period);
    if (track == 0) {
      return settled;
    }
    for (const PeriodId own : periods.EndingIn(track, settled)) {
      if (periods[own].label == result.period) {
        return own;
      }
    }
    return kNoPeriod;
  }

  // A result by its place in a list of the plan of the version that settled it.
  struct Settled {
    Evaluator& version;
    std::size_t place;
    Scope scope;
  };

  Settled ObjectiveAt(std::size_t period, std::size_t objective) {
    const ObjectiveResult& result = outcome.periods[period].objectives[objective];
    for (Evaluator* version : Versions()) {
      const std::optional<std::size_t> place = version->ground().objectives.Find(result.objective);
      if (!place) {
        continue;
      }
      const plan::Objective& declared = version->plan().objectives[*place];
      const Scope scope{
          .period = PeriodOf(period, result, declared),
          .members = MembersOf(*version, declared.keys, result.members)};
      if (scope.period != kNoPeriod &&
          &evaluator.InVersion(scope.period, scope.members) == version) {
        return {*version, *place, scope};
      }
    }
    Unreachable("a result of a period that was not settled");
  }

  Settled RightAt(std::size_t period, std::size_t right) {
    const RightResult& result = outcome.periods[period].rights[right];
    for (Evaluator* version : Versions()) {
      const std::optional<std::size_t> place = version->ground().rights.Find(result.right);
      if (!place) {
        continue;
      }
      const Scope scope{
          .period = evaluator.periods().settled()[period],
          .members = MembersOf(*version, version->plan().rights[*place].keys, result.members)};
      if (&evaluator.InVersion(scope.period, scope.members) == version) {
        return {*version, *place, scope};
      }
    }
    Unreachable("a right of a version that was not in force");
  }

  Evaluator& VersionOfStage(std::size_t period, const StageResult& result) {
    const PeriodId settled = evaluator.periods().settled()[period];
    for (Evaluator* version : Versions()) {
      for (const plan::Settle& settle : version->plan().settles) {
        if (settle.name != result.stage) {
          continue;
        }
        const Codes members = MembersOf(*version, settle.keys, result.members);
        if (&evaluator.InVersion(settled, members) == version) {
          return *version;
        }
      }
    }
    Unreachable("an entry of a version that was not in force");
  }
};

Evaluation::Evaluation(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Evaluation::~Evaluation() = default;

Result<std::unique_ptr<Evaluation>> Evaluation::Start(
    const plan::Plan& plan, const data::Dataset& dataset, const Options& options
) {
  Result<std::unique_ptr<Ground>> ground = Ground::Prepare(plan, options);
  if (!ground) {
    return ground.error();
  }
  auto parts = std::make_unique<Parts>(
      std::move(ground).value(),
      Setting{.as_of = options.as_of, .past = options.past, .counting = options.counting}
  );
  Evaluator& evaluator = parts->evaluator;
  const Run term = TermOf(evaluator.zone(), plan.term_first, plan.term_last);
  evaluator.StartPeriods(term, plan.term_first, options.periods);
  evaluator.StartData(dataset);
  parts->outcome = BuildOutcome(evaluator);
  parts->outcome.zone_edition = options.zones.Edition();
  return std::unique_ptr<Evaluation>(new Evaluation(std::move(parts)));
}

const Outcome& Evaluation::outcome() const {
  return parts_->outcome;
}

bool Evaluation::missed_rows() const {
  return parts_->evaluator.missed_rows();
}

Derivation Evaluation::DeriveField(
    std::size_t period, std::size_t objective, const std::string& field
) {
  const auto [version, place, scope] = parts_->ObjectiveAt(period, objective);
  return Deriver(version).OfField(place, scope.members, scope.period, field);
}

std::vector<Change> Evaluation::ChangesOf(std::size_t period, std::size_t objective) {
  const auto [version, place, scope] = parts_->ObjectiveAt(period, objective);
  return SmallestChanges(version, place, scope.members, scope.period);
}

Derivation Evaluation::DeriveStage(std::size_t period, std::size_t stage) {
  const StageResult& result = parts_->outcome.periods[period].stages[stage];
  std::vector<PeriodId> periods;
  for (const PeriodId settled : parts_->evaluator.periods().settled()) {
    const std::int64_t from = parts_->evaluator.periods()[settled].whole.from;
    if (result.span.from <= from && from < result.span.to) {
      periods.push_back(settled);
    }
  }
  return Deriver(parts_->VersionOfStage(period, result)).OfStage(result, periods);
}

Derivation Evaluation::DeriveRight(std::size_t period, std::size_t right) {
  const RightResult& result = parts_->outcome.periods[period].rights[right];
  const auto [version, place, scope] = parts_->RightAt(period, right);
  const plan::Right& declared = version.plan().rights[place];
  Derivation derivation{
      .name = result.right,
      .figure = {.type = {.kind = plan::Type::Kind::kBool}, .value = result.granted}};
  if (declared.when) {
    derivation = Deriver(version).OfNode(*declared.when, scope);
    derivation.name = result.right;
  }
  return derivation;
}

namespace {

constexpr int kDeepestMeasure = 32;

// The aggregate over rows that a measure is, or from which mere arithmetic makes it.
const plan::Node* RowsOfMeasure(const plan::Plan& plan, plan::NodeId id, int depth) {
  const plan::Node& node = plan[id];
  if (node.op == plan::Op::kRollup) {
    return &node;
  }
  for (const plan::NodeId arg : node.args) {
    const plan::Node* found =
        depth < kDeepestMeasure ? RowsOfMeasure(plan, arg, depth + 1) : nullptr;
    if (found != nullptr) {
      return found;
    }
  }
  return nullptr;
}

bool IsWholeMeasure(const plan::Plan& plan, plan::NodeId id) {
  const plan::Node& node = plan[id];
  return node.op == plan::Op::kRollup ||
         (node.op == plan::Op::kOtherwise && plan[node.args[0]].op == plan::Op::kRollup);
}

}  // namespace

Samples Evaluation::SamplesOf(std::size_t period, std::size_t objective) {
  const auto [version, place, scope] = parts_->ObjectiveAt(period, objective);
  const plan::Plan& plan = version.plan();
  const plan::Objective& declared = plan.objectives[place];
  Samples samples;
  const plan::Node* node = declared.measure ? RowsOfMeasure(plan, *declared.measure, 0) : nullptr;
  if (node == nullptr) {
    return samples;
  }
  const plan::Rollup& rollup = plan[*node->rollup];
  samples.aggregate = rollup.aggregate;
  samples.type = rollup.body ? plan[*rollup.body].type : node->type;
  samples.is_whole_measure = IsWholeMeasure(plan, *declared.measure);
  for (const RowBehind& row : version.rollups().RowsBehind(*node, scope, version.Domain(scope))) {
    const auto* value = std::get_if<Rational>(&row.body);
    if (value != nullptr || rollup.aggregate == plan::Aggregate::kCount) {
      samples.all.push_back(
          {.at = row.part.from, .value = value != nullptr ? *value : 1, .weight = row.weight}
      );
    }
  }
  return samples;
}

SpanSet Evaluation::GapsOf(std::size_t period, std::size_t objective) {
  const ObjectiveResult& result = parts_->outcome.periods[period].objectives[objective];
  const auto [version, place, scope] = parts_->ObjectiveAt(period, objective);
  const plan::Objective& declared = version.plan().objectives[place];
  SpanSet gaps;
  for (const std::size_t input : version.members().InputsOf(declared)) {
    const plan::Input::Kind kind = version.plan().inputs[input].kind;
    if (kind == plan::Input::Kind::kSlots || kind == plan::Input::Kind::kStateLog) {
      gaps = gaps.Union(version.rollups().GapsOf(input, scope));
    }
  }
  return gaps.Intersect(result.in_force)
      .Intersect(SpanSet::Of({spans::kBeginning, version.as_of()}));
}

Result<Outcome> Settle(
    const plan::Plan& plan, const data::Dataset& dataset, const Options& options
) {
  const Result<std::unique_ptr<Evaluation>> evaluation = Evaluation::Start(plan, dataset, options);
  return evaluation ? Result<Outcome>((*evaluation)->outcome()) : evaluation.error();
}

}  // namespace slate::evaluate
