// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/smallest_change.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/evaluate/derive.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/ops.h"
#include "runtime/evaluate/rollup.h"
#include "runtime/evaluate/tally.h"
#include "runtime/plan/walk.h"

namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::NodeId;
using plan::Op;

constexpr std::int64_t kFarthest = std::int64_t{1} << 40U;
constexpr std::size_t kMostLevers = 6;
constexpr int kDeepestLever = 40;
const plan::Unit kOfTime = {{"time", 1}};

// A quantity that measurements decide, changed in whole steps: `at(k)` is its value k steps up.
struct Lever {
  NodeId node{};
  Scope scope = {};
  plan::Type type = {};
  Rational start = 0;  // of the quantity that is told
  Rational step = 1;
  std::int64_t most_down = 0;
  std::int64_t most_up = 0;
  bool by_rows = false;
  std::int64_t of_rows = 0;
  bool rows_true = true;
  std::function<Value(std::int64_t)> at = {};
};

// Whether rows decide the value of a node.
bool RestsOnRows(const plan::Plan& plan, NodeId id, int depth = 0) {
  const plan::Node& node = plan[id];
  if (node.rollup || node.op == Op::kResult || depth > kDeepestLever) {
    return true;
  }
  bool rests = false;
  plan::ForEachId(node, [&](auto part) {
    if constexpr (std::is_same_v<decltype(part), NodeId>) {
      rests = rests || RestsOnRows(plan, part, depth + 1);
    }
  });
  return rests;
}

// Finds the quantities below a formula, through everything that is mere arithmetic.
class LeverFinder {
 public:
  explicit LeverFinder(Evaluator& evaluator) : evaluator_(evaluator) {}

  void Find(NodeId id, const Scope& scope, int depth = 0) {
    const plan::Node& node = evaluator_.plan()[id];
    if (depth > kDeepestLever || found.size() >= kMostLevers) {
      return;
    }
    switch (node.op) {
      case Op::kAdd:
      case Op::kSubtract:
      case Op::kMultiply:
      case Op::kDivide:
      case Op::kNegate:
      case Op::kMin:
      case Op::kMax:
      case Op::kAbs:
      case Op::kFloor:
      case Op::kCeil:
      case Op::kHalfUp:
      case Op::kHalfEven:
      case Op::kOtherwise:
      case Op::kIf:
      case Op::kCompare:
      case Op::kLadder:
        for (const NodeId arg : node.args) {
          Find(arg, scope, depth + 1);
        }
        return;
      case Op::kTable:
        if (const ops::Choice choice = ops::Chosen(evaluator_, id, scope); choice.node) {
          Find(*choice.node, scope, depth + 1);
        }
        return;
      case Op::kResult: FindInResult(node, scope, depth); return;
      case Op::kLength:
        if (RestsOnRows(evaluator_.plan(), node.args[0])) {
          AddAmount(id, scope);
        }
        return;
      case Op::kAggregate: AddAmount(id, scope); return;
      case Op::kRollup: AddRollup(id, scope); return;
      default: return;
    }
  }

  std::vector<Lever> found;

 private:
  void FindInResult(const plan::Node& node, const Scope& scope, int depth) {
    const auto place = evaluator_.ground().objectives.Find(node.name);
    if (!place) {
      return;
    }
    const plan::Objective& objective = evaluator_.plan().objectives[*place];
    const auto members = MembersNamed(evaluator_, objective.keys, node.args, scope);
    std::optional<NodeId> formula = node.field == "value"    ? objective.measure
                                    : node.field == "target" ? objective.target
                                                             : std::nullopt;
    for (const plan::Objective::Let& let : objective.lets) {
      formula = node.field == "let:" + let.name ? std::optional(let.value) : formula;
    }
    if (!members || !formula) {
      return;
    }
    const Scope inner{
        .period = evaluator_.objectives().OwnPeriod(*place, scope.period),
        .members = evaluator_.objectives().OwnMembers(*place, *members)};
    if (inner.period != kNoPeriod) {
      Find(*formula, inner, depth + 1);
    }
  }

  bool Known(NodeId id, const Scope& scope) const {
    return std::any_of(found.begin(), found.end(), [&](const Lever& lever) {
      return lever.node == id && lever.scope.members == scope.members &&
             lever.scope.period == scope.period;
    });
  }

  // Lengths change by the nanosecond, counts by one, money by the hundredth, other numbers by the
  // thousandth.
  static Rational StepOf(const plan::Type& type) {
    if (type.unit == kOfTime || type.range == plan::Type::Range::kCount) {
      return 1;
    }
    return Rational::Of(1, type.unit.empty() ? 1000 : 100);
  }

  void AddAmount(NodeId id, const Scope& scope) {
    const plan::Node& node = evaluator_.plan()[id];
    const Value value = evaluator_.Eval(id, scope);
    const auto* number = std::get_if<Rational>(&value);
    if (number == nullptr || Known(id, scope)) {
      return;
    }
    Lever lever{.node = id, .scope = scope, .type = node.type, .start = *number};
    const bool whole = number->is_integer() && node.type.unit.empty();
    lever.step = whole ? Rational(1) : StepOf(node.type);
    lever.most_down = (number->Abs() / lever.step).Floor().ToInt64().value_or(kFarthest);
    lever.most_down = number->sign() > 0 ? lever.most_down : 0;
    lever.most_up = node.op == Op::kLength ? RoomAbove(*number, scope) : kFarthest;
    lever.at = [start = lever.start, step = lever.step](std::int64_t k) {
      return Value(start + step * Rational(k));
    };
    found.push_back(std::move(lever));
  }

  // No length of time in a period is longer than the period.
  std::int64_t RoomAbove(const Rational& length, const Scope& scope) {
    const SpanSet& in_force = evaluator_.InForce(scope);
    if (!in_force.bounded()) {
      return kFarthest;
    }
    const Rational room = in_force.Length() - length;
    return room.sign() <= 0 ? 0 : room.Floor().ToInt64().value_or(kFarthest);
  }

  void AddRollup(NodeId id, const Scope& scope) {
    const plan::Node& node = evaluator_.plan()[id];
    const plan::Rollup& rollup = evaluator_.plan()[*node.rollup];
    switch (rollup.aggregate) {
      case Aggregate::kShare: AddShare(id, scope); return;
      case Aggregate::kMean: AddMean(id, scope); return;
      case Aggregate::kPercentile: AddPercentile(id, scope); return;
      case Aggregate::kCount:
      case Aggregate::kSum:
      case Aggregate::kMin:
      case Aggregate::kMax:
      case Aggregate::kDistinct: AddAmount(id, scope); return;
      case Aggregate::kAny:
      case Aggregate::kAll: return;
    }
  }

  std::vector<RowBehind> RowsOf(NodeId id, const Scope& scope) {
    return evaluator_.rollups().RowsBehind(evaluator_.plan()[id], scope, evaluator_.Domain(scope));
  }

  void AddShare(NodeId id, const Scope& scope) {
    std::int64_t good = 0;
    std::int64_t all = 0;
    for (const RowBehind& row : RowsOf(id, scope)) {
      good += AsTruth(row.body) == Truth::kTrue ? row.weight : 0;
      all += row.weight;
    }
    const Value value = evaluator_.Eval(id, scope);
    if (all == 0 || Known(id, scope) || value != Value(Rational::Of(good, all))) {
      return;
    }
    Lever lever{.node = id, .scope = scope, .start = good, .by_rows = true, .of_rows = all};
    lever.type = {.range = plan::Type::Range::kCount};
    lever.most_down = good;
    lever.most_up = all - good;
    lever.at = [good, all](std::int64_t k) {
      return Value(Rational::Of(good + k, all));
    };
    found.push_back(std::move(lever));
  }

  // The total changes; it is told as such.
  void AddMean(NodeId id, const Scope& scope) {
    const plan::Node& node = evaluator_.plan()[id];
    std::int64_t all = 0;
    Rational sum = 0;
    for (const RowBehind& row : RowsOf(id, scope)) {
      const auto* number = std::get_if<Rational>(&row.body);
      if (number == nullptr) {
        return;
      }
      sum += *number * Rational(row.weight);
      all += row.weight;
    }
    if (all == 0 || Known(id, scope) || evaluator_.Eval(id, scope) != Value(sum / Rational(all))) {
      return;
    }
    Lever lever{.node = id, .scope = scope, .type = node.type, .start = sum, .of_rows = all};
    lever.step = StepOf(node.type);
    lever.most_down = (sum / lever.step).Floor().ToInt64().value_or(kFarthest);
    lever.most_down = std::max<std::int64_t>(lever.most_down, 0);
    lever.most_up = kFarthest;
    lever.at = [sum, all, step = lever.step](std::int64_t k) {
      return Value((sum + step * Rational(k)) / Rational(all));
    };
    found.push_back(std::move(lever));
  }

  // The rows nearest to the percentile change places with the far end, one after the other.
  void AddPercentile(NodeId id, const Scope& scope) {
    const plan::Node& node = evaluator_.plan()[id];
    const plan::Rollup& rollup = evaluator_.plan()[*node.rollup];
    std::vector<Rational> values;
    for (const RowBehind& row : RowsOf(id, scope)) {
      const auto* number = std::get_if<Rational>(&row.body);
      if (number == nullptr || row.weight < 0) {
        return;
      }
      values.insert(values.end(), static_cast<std::size_t>(row.weight), *number);
    }
    const Value value = evaluator_.Eval(id, scope);
    const auto* percentile = std::get_if<Rational>(&value);
    if (percentile == nullptr || values.empty() || Known(id, scope)) {
      return;
    }
    std::sort(values.begin(), values.end());
    const auto size = static_cast<std::int64_t>(values.size());
    const auto below = static_cast<std::int64_t>(
        std::lower_bound(values.begin(), values.end(), *percentile) - values.begin()
    );
    const auto up_to = static_cast<std::int64_t>(
        std::upper_bound(values.begin(), values.end(), *percentile) - values.begin()
    );
    Lever lever{.node = id, .scope = scope, .type = node.type, .by_rows = true, .of_rows = size};
    lever.start = size - below;  // rows at the percentile or above it
    lever.rows_true = false;
    lever.most_down = size - below;
    lever.most_up = up_to;
    lever.at = [values = std::move(values),
                aggregate = rollup.aggregate,
                quantile = rollup.quantile,
                below,
                up_to](std::int64_t k) {
      Tally tally(aggregate, quantile);
      const auto count = static_cast<std::int64_t>(values.size());
      for (std::int64_t i = 0; i < count; ++i) {
        const bool to_least = k < 0 && i >= below && i < below - k;
        const bool to_most = k > 0 && i < up_to && i >= up_to - k;
        const std::int64_t taken = to_least ? 0 : to_most ? count - 1 : i;
        tally.Add(Truth::kTrue, values[static_cast<std::size_t>(taken)]);
      }
      return tally.Total();
    };
    found.push_back(std::move(lever));
  }

  Evaluator& evaluator_;
};

// The nodes whose value may depend on one of them.
class Touched {
 public:
  Touched(const Evaluator& evaluator, NodeId lever)
      : plan_(evaluator.plan()), ground_(evaluator.ground()), marks_(plan_.nodes.size()) {
    marks_[lever] = kTouched;
  }

  IdMap<NodeId, std::uint8_t> All() {
    IdMap<NodeId, std::uint8_t> result(plan_.nodes.size());
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      const auto id = static_cast<NodeId>(static_cast<std::uint32_t>(i));
      result[id] = Is(id) ? 1 : 0;
    }
    return result;
  }

 private:
  enum Mark : std::uint8_t { kNew, kInWork, kClean, kTouched };

  bool Is(NodeId id) {
    if (marks_[id] != kNew) {
      return marks_[id] == kTouched;
    }
    marks_[id] = kInWork;
    const plan::Node& node = plan_[id];
    bool touched = false;
    const auto look = [&](auto part) {
      if constexpr (std::is_same_v<decltype(part), NodeId>) {
        touched = Is(part) || touched;
      }
    };
    plan::ForEachId(node, look);
    if (node.op == Op::kResult) {
      if (const auto objective = ground_.objectives.Find(node.name)) {
        plan::ForEachId(plan_.objectives[*objective], look);
      }
    }
    marks_[id] = touched ? kTouched : kClean;
    return touched;
  }

  const plan::Plan& plan_;
  const Ground& ground_;
  IdMap<NodeId, std::uint8_t> marks_;
};

class Changer {
 public:
  Changer(Evaluator& evaluator, std::size_t objective, const Codes& members, PeriodId period)
      : evaluator_(evaluator),
        place_(objective),
        scope_{
            .period = evaluator.objectives().OwnPeriod(objective, period),
            .members = evaluator.objectives().OwnMembers(objective, members)} {}

  std::vector<Change> All() {
    const plan::Objective& objective = Declared();
    std::vector<Change> changes;
    if (scope_.period == kNoPeriod || !objective.measure ||
        evaluator_.objectives().PiecesOf(place_, scope_.members, scope_.period).size() > 1) {
      return changes;
    }
    before_ = Verdict_();
    LeverFinder finder(evaluator_);
    finder.Find(*objective.measure, scope_);
    if (objective.target) {
      finder.Find(*objective.target, scope_);
    }
    FindLadder();
    for (const Lever& lever : finder.found) {
      what_if_ = {
          .node = lever.node,
          .period = lever.scope.period,
          .members = lever.scope.members,
          .touched = Touched(evaluator_, lever.node).All()};
      AddChanges(lever, changes);
    }
    std::stable_sort(changes.begin(), changes.end(), Nearer);
    return changes;
  }

 private:
  const plan::Objective& Declared() const { return evaluator_.plan().objectives[place_]; }

  // The verdict first; then what is nearer in proportion.
  static bool Nearer(const Change& a, const Change& b) {
    if (a.of != b.of) {
      return a.of == Change::Of::kVerdict;
    }
    return Part(a) < Part(b);
  }
  static Rational Part(const Change& change) {
    const Rational change_of = (change.to - change.from).Abs();
    const Rational whole = exact::Max(change.from.Abs(), Rational(change.of_rows));
    return whole.is_zero() ? Rational(1) : change_of / whole;
  }

  Verdict Verdict_() {
    return evaluator_.objectives().VerdictOf(place_, scope_.members, scope_.period);
  }

  // The ladder that the credit is looked up in, if there is one.
  void FindLadder() {
    const plan::Objective& objective = Declared();
    if (!objective.credit || before_ != Verdict::kMissed) {
      return;
    }
    std::vector<NodeId> open = {*objective.credit};
    std::set<NodeId> seen;
    while (!open.empty() && !ladder_) {
      const NodeId id = open.back();
      open.pop_back();
      if (!seen.insert(id).second) {
        continue;
      }
      if (evaluator_.plan()[id].op == Op::kLadder) {
        ladder_ = id;
      }
      for (const NodeId arg : evaluator_.plan()[id].args) {
        open.push_back(arg);
      }
    }
  }

  std::optional<std::size_t> Rung() {
    return RungOf(evaluator_, evaluator_.plan()[*ladder_], scope_);
  }

  bool Holds(const Lever& lever, std::int64_t k, const std::function<bool()>& asked) {
    what_if_.value = lever.at(k);
    evaluator_.Suppose(&what_if_);
    const bool holds = asked();
    evaluator_.Suppose(nullptr);
    return holds;
  }

  // The least number of steps in one direction for which it holds.
  std::optional<std::int64_t> Search(
      const Lever& lever, bool up, const std::function<bool()>& asked
  ) {
    const std::int64_t most = up ? lever.most_up : lever.most_down;
    const std::int64_t sign = up ? 1 : -1;
    std::int64_t no = 0;
    std::int64_t yes = 1;
    while (yes < most && !Holds(lever, sign * yes, asked)) {
      no = yes;
      yes *= 2;
    }
    yes = std::min(yes, most);
    if (most == 0 || !Holds(lever, sign * yes, asked)) {
      return std::nullopt;
    }
    while (yes - no > 1) {
      const std::int64_t middle = no + (yes - no) / 2;
      (Holds(lever, sign * middle, asked) ? yes : no) = middle;
    }
    return sign * yes;
  }

  void AddChange(
      const Lever& lever,
      Change::Of of,
      const std::function<bool()>& asked,
      std::vector<Change>& changes
  ) {
    std::optional<std::int64_t> steps;
    for (const bool up : {false, true}) {
      const std::optional<std::int64_t> found = Search(lever, up, asked);
      if (found && (!steps || std::abs(*found) < std::abs(*steps))) {
        steps = found;
      }
    }
    if (!steps) {
      return;
    }
    // Between what is told and the next step towards the data lies the border, exactly.
    const std::int64_t nearer = *steps + (*steps > 0 ? -1 : 1);
    if (!Holds(lever, *steps, asked) || Holds(lever, nearer, asked)) {
      return;
    }
    Change change{
        .of = of,
        .plan = &evaluator_.plan(),
        .lever = lever.node,
        .type = lever.type,
        .from = lever.start};
    change.to = lever.start + lever.step * Rational(*steps);
    change.of_rows = lever.of_rows;
    change.rows_true = lever.rows_true;
    if (lever.by_rows) {
      change.rows = *steps;
    }
    change.verdict_before = before_;
    Holds(lever, *steps, [&] {
      Objectives& objectives = evaluator_.objectives();
      const plan::Objective& declared = Declared();
      change.verdict_after = Verdict_();
      change.value_after = {
          evaluator_.plan()[*declared.measure].type,
          objectives.Field(place_, scope_.members, scope_.period, "value")};
      change.held = HeldAgainst(evaluator_, place_, scope_.members, scope_.period);
      if (declared.credit) {
        change.credit_after = {
            evaluator_.plan()[*declared.credit].type,
            objectives.Field(place_, scope_.members, scope_.period, "credit")};
      }
      return true;
    });
    changes.push_back(std::move(change));
  }

  void AddChanges(const Lever& lever, std::vector<Change>& changes) {
    if (before_ == Verdict::kMet || before_ == Verdict::kMissed) {
      const Verdict other = before_ == Verdict::kMet ? Verdict::kMissed : Verdict::kMet;
      AddChange(
          lever, Change::Of::kVerdict, [&] { return Verdict_() == other; }, changes
      );
    }
    if (!ladder_) {
      return;
    }
    const std::optional<std::size_t> rung = Rung();
    if (!rung) {
      return;
    }
    for (const bool further : {false, true}) {
      const auto moved = [&] {
        const std::optional<std::size_t> now = Rung();
        return now && Verdict_() == before_ && (further ? *now > *rung : *now < *rung);
      };
      AddChange(lever, Change::Of::kLadder, moved, changes);
    }
  }

  Evaluator& evaluator_;
  std::size_t place_;
  Scope scope_;
  Verdict before_ = Verdict::kNone;
  std::optional<NodeId> ladder_;
  WhatIf what_if_;
};

}  // namespace

std::vector<Change> SmallestChanges(
    Evaluator& evaluator, std::size_t objective, const Codes& members, PeriodId period
) {
  return Changer(evaluator, objective, members, period).All();
}

}  // namespace slate::evaluate
