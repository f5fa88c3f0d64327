// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/evaluate/arithmetic.h"
#include "runtime/evaluate/given_ops.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/plan/walk.h"

// Periods cut where a fact changes that is read `split` (SEMANTICS §11).
namespace slate::evaluate {

namespace {

using plan::NodeId;
using plan::Op;

// The given nodes read `split` behind an objective.
std::vector<NodeId> SplitReadings(const plan::Plan& plan, const plan::Objective& objective) {
  std::set<NodeId> seen;
  std::vector<NodeId> open;
  std::vector<NodeId> found;
  const auto visit = [&](auto id) {
    if constexpr (std::is_same_v<decltype(id), NodeId>) {
      if (seen.insert(id).second) {
        open.push_back(id);
      }
    }
  };
  plan::ForEachId(objective, visit);
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (plan[id].op == Op::kGiven && plan[id].reading == plan::Reading::kSplit) {
      found.push_back(id);
    }
    plan::ForEachArg(plan, plan[id], visit);
  }
  return found;
}

}  // namespace

std::vector<std::int64_t> Objectives::SplitsOf(const Instance& instance) {
  std::set<std::int64_t> splits;
  const plan::Plan& plan = evaluator_.plan();
  const Scope scope = ScopeOf(instance);
  const auto [readings, added] = split_readings_.try_emplace(instance.objective);
  if (added) {
    readings->second = SplitReadings(plan, plan.objectives[instance.objective]);
  }
  for (const NodeId id : readings->second) {
    const std::optional<std::size_t> place = evaluator_.ground().givens.Find(plan[id].name);
    Check(place.has_value(), "a given that the plan does not declare");
    std::vector<Label> members;
    for (const NodeId arg : plan[id].args) {
      const Value member = evaluator_.Eval(arg, scope);
      const auto* label = std::get_if<Label>(&member);
      members.push_back(label == nullptr ? Label{} : *label);
    }
    for (const Run& run : evaluator_.InForce(scope).runs()) {
      const std::vector<std::int64_t> changes =
          ChangesOf(evaluator_, plan.givens[*place], members, run);
      splits.insert(changes.begin(), changes.end());
    }
  }
  const Run whole = evaluator_.periods()[instance.period].whole;
  for (const std::int64_t change : evaluator_.root().SplittingChanges()) {
    if (whole.from < change && change < whole.to) {
      splits.insert(change);
    }
  }
  return {splits.begin(), splits.end()};
}

const std::vector<PeriodId>& Objectives::PiecesOf(const Instance& instance) {
  const auto [place, added] = pieces_.try_emplace(instance);
  if (!added) {
    return place->second;
  }
  std::vector<PeriodId> pieces;
  const bool whole =
      instance.period != kNoPeriod && evaluator_.periods()[instance.period].split_from == kNoPeriod;
  const std::vector<std::int64_t> splits = whole ? SplitsOf(instance) : std::vector<std::int64_t>();
  if (!splits.empty()) {
    std::int64_t from = spans::kBeginning;
    const SpanSet in_term = evaluator_.periods()[instance.period].in_term;
    for (const std::int64_t split : splits) {
      pieces.push_back(evaluator_.periods().AddPiece(
          instance.period, in_term.Intersect(SpanSet::Of({from, split}))
      ));
      from = split;
    }
    pieces.push_back(evaluator_.periods().AddPiece(
        instance.period, in_term.Intersect(SpanSet::Of({from, spans::kForever}))
    ));
  }
  return pieces_.insert_or_assign(instance, std::move(pieces)).first->second;
}

// Amounts add up; of other figures only what all pieces agree on is a figure of the period.
Value Objectives::OverPieces(
    const Instance& instance, const std::vector<PeriodId>& pieces, const std::string& field
) {
  const bool amount = field == "credit" || field == "bonus";
  std::optional<Value> total;
  for (const PeriodId piece : pieces) {
    Instance part = instance;
    part.period = piece;
    const Value value = Keep(part, field);
    if (!total) {
      total = value;
    } else if (amount) {
      total = Add(*total, value);
    } else if (*total != value) {
      return Undefined{};
    }
  }
  return std::move(*total);
}

}  // namespace slate::evaluate
