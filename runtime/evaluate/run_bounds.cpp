// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/run_bounds.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "runtime/evaluate/arithmetic.h"
#include "runtime/evaluate/tally.h"
#include "runtime/plan/walk.h"

namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::NodeId;
using plan::Op;

// How a function of a run grows with the run.
enum class Growth : std::uint8_t {
  kConstant,       // the same for every run
  kSuperadditive,  // non-decreasing, and f(a) + f(b) <= f(a + b)
  kNonDecreasing,
  kOther,
};

Growth GrowthOf(const Evaluator& evaluator, NodeId id);

Growth GrowthOfParts(const Evaluator& evaluator, const plan::Node& node) {
  Growth worst = Growth::kConstant;
  for (const NodeId arg : node.args) {
    worst = std::max(worst, GrowthOf(evaluator, arg));
  }
  return worst;
}

// Products and quotients grow if the other factor is a positive constant of the plan.
Growth GrowthOfProduct(const Evaluator& evaluator, const plan::Node& node) {
  const Growth first = GrowthOf(evaluator, node.args[0]);
  const Growth second = GrowthOf(evaluator, node.args[1]);
  if (node.args.size() != 2 || (first != Growth::kConstant && second != Growth::kConstant)) {
    return Growth::kOther;
  }
  if (node.op == Op::kDivide && second != Growth::kConstant) {
    return Growth::kOther;
  }
  const plan::Node& factor = evaluator.plan()[node.args[second == Growth::kConstant ? 1 : 0]];
  const auto* number = std::get_if<Rational>(&factor.constant);
  const bool positive = factor.op == Op::kConst && number != nullptr && number->sign() >= 0;
  return positive ? std::max(first, second) : Growth::kOther;
}

Growth GrowthOf(const Evaluator& evaluator, NodeId id) {
  if ((evaluator.ground().masks[id] & kOnAnyRun) == 0) {
    return Growth::kConstant;
  }
  const plan::Node& node = evaluator.plan()[id];
  switch (node.op) {
    case Op::kRunLength: return Growth::kSuperadditive;
    case Op::kAdd: {
      // A constant summand is paid once per run, which splitting a run can only multiply.
      const Growth parts = GrowthOfParts(evaluator, node);
      const bool all_grow = std::none_of(node.args.begin(), node.args.end(), [&](NodeId arg) {
        return GrowthOf(evaluator, arg) == Growth::kConstant;
      });
      return all_grow ? parts : std::max(parts, Growth::kNonDecreasing);
    }
    case Op::kMultiply:
    case Op::kDivide: return GrowthOfProduct(evaluator, node);
    case Op::kFloor: return GrowthOf(evaluator, node.args[0]);
    case Op::kCeil:
    case Op::kHalfUp:
    case Op::kMax: return std::max(GrowthOfParts(evaluator, node), Growth::kNonDecreasing);
    case Op::kMin: return std::max(GrowthOfParts(evaluator, node), Growth::kNonDecreasing);
    default: return Growth::kOther;
  }
}

Value TotalOver(
    Evaluator& evaluator, const plan::Node& node, const SpanSet& set, const Scope& scope
) {
  Scope inner = scope;
  inner.EnterRuns();
  Tally tally(node.aggregate, node.quantile);
  for (const Run& run : set.runs()) {
    inner.run = run;
    tally.Add(Truth::kTrue, node.body ? evaluator.Eval(*node.body, inner) : Truth::kTrue);
  }
  return tally.Total();
}

// The steps of the slots inputs with unknown gaps of which the set is made. Nothing if it is also
// made of something whose unknown part may fall into any number of pieces.
std::optional<std::set<std::int64_t>> StepsBehind(const Evaluator& evaluator, NodeId root) {
  std::set<std::int64_t> steps;
  std::set<NodeId> seen;
  std::vector<NodeId> open{root};
  bool bounded = true;
  while (!open.empty()) {
    const plan::Node& node = evaluator.plan()[open.back()];
    open.pop_back();
    bounded = bounded && node.op != Op::kAttested;
    if (node.rollup) {
      const auto place = evaluator.ground().inputs.Find(evaluator.plan()[*node.rollup].input);
      const plan::Input& input = evaluator.plan().inputs[*place];
      const bool uncertain =
          input.gaps == plan::Input::Gaps::kUnknown || !input.complete_except.empty();
      if (uncertain && input.every) {
        steps.insert(input.every->ToInt64().value_or(0));
      }
      bounded = bounded && (!uncertain || input.every);
    }
    plan::ForEachArg(evaluator.plan(), node, [&](auto id) {
      if constexpr (std::is_same_v<decltype(id), NodeId>) {
        if (seen.insert(id).second) {
          open.push_back(id);
        }
      }
    });
  }
  return bounded && !steps.empty() ? std::optional(std::move(steps)) : std::nullopt;
}

// The most runs that a world can have inside one run of `may`: between two runs of `must` k free
// slots hold ⌊(k−1)/2⌋ more, beside one ⌊k/2⌋, alone ⌈k/2⌉.
std::int64_t MostRunsIn(const Run& outer, const SpanSet& must, const Grid& grid) {
  std::int64_t runs = 0;
  std::int64_t at = outer.from;
  bool inside_before = false;
  const auto slots = [&](std::int64_t from, std::int64_t to) {
    return from < to ? grid.NumberAt(to - 1) - grid.NumberAt(from) + 1 : 0;
  };
  const SpanSet inside = must.Intersect(SpanSet::Of(outer));
  for (const Run& sure : inside.runs()) {
    const std::int64_t free = slots(at, sure.from);
    runs += 1 + (inside_before ? std::max<std::int64_t>(free - 1, 0) / 2 : free / 2);
    inside_before = true;
    at = sure.to;
  }
  const std::int64_t free = slots(at, outer.to);
  return runs + (inside_before ? free / 2 : (free + 1) / 2);
}

Value NoRule(Evaluator& evaluator, const plan::Node& node, std::string_view what) {
  evaluator.Report(
      kUndecidedNoRule, fmt::format("{} over data with gaps has no bounds", what), node
  );
  return Unknown{};
}

Value CountOfRuns(Evaluator& evaluator, const plan::Node& node, const Spans& s) {
  const std::optional<std::set<std::int64_t>> steps = StepsBehind(evaluator, node.args[0]);
  if (!steps) {
    return NoRule(evaluator, node, "the number of runs");
  }
  const Grid& grid = evaluator.GridOf(*steps->begin());
  std::int64_t least = 0;
  std::int64_t most = 0;
  for (const Run& run : s.upper().runs()) {
    least += s.must.Intersect(SpanSet::Of(run)).empty() ? 0 : 1;
    most += MostRunsIn(run, s.must, grid);
  }
  return FromInterval({.lo = Rational(least), .hi = Rational(most)});
}

}  // namespace

Value OverUncertainRuns(
    Evaluator& evaluator, const plan::Node& node, const Spans& s, const Scope& scope
) {
  if (node.where) {
    return NoRule(evaluator, node, "a choice of runs");
  }
  const Growth growth = node.body ? GrowthOf(evaluator, *node.body) : Growth::kConstant;
  const bool sums = node.aggregate == Aggregate::kSum && growth == Growth::kSuperadditive;
  const bool peaks = node.aggregate == Aggregate::kMax && growth <= Growth::kNonDecreasing;
  if (node.aggregate == Aggregate::kCount && !node.body) {
    return CountOfRuns(evaluator, node, s);
  }
  if (!sums && !peaks) {
    return NoRule(evaluator, node, "an aggregate over runs");
  }
  if (!s.upper().bounded()) {
    return Unknown{};
  }
  return Hull(
      TotalOver(evaluator, node, s.must, scope),
      TotalOver(evaluator, node, s.upper(), scope),
      Truth::kUndecided
  );
}

}  // namespace slate::evaluate
