// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/settle_steps.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "compiler/analysis/function.h"
#include "compiler/analysis/range.h"
#include "compiler/diff/cap_windows.h"
#include "compiler/diff/rounding_order.h"
#include "compiler/diff/same_function.h"
#include "compiler/diff/step_trial.h"
#include "compiler/diff/words.h"
#include "runtime/plan/formula.h"
#include "runtime/plan/names.h"

namespace slate::diff {

namespace {

using analysis::Interval;
using plan::Op;
using plan::Settle;
using plan::Step;

constexpr bool IsBelow(plan::Compare compare) {
  return compare == plan::Compare::kLess || compare == plan::Compare::kLessEqual;
}

}  // namespace

ChangeKind KindOf(plan::Step::Kind kind) {
  switch (kind) {
    case Step::Kind::kDrop: return ChangeKind::kDrop;
    case Step::Kind::kHold: return ChangeKind::kHold;
    case Step::Kind::kCap: return ChangeKind::kCap;
    case Step::Kind::kLess: return ChangeKind::kLess;
    case Step::Kind::kRound: return ChangeKind::kRounding;
    case Step::Kind::kClaim: return ChangeKind::kClaim;
    case Step::Kind::kUndecided: return ChangeKind::kUndecided;
  }
  Unreachable("a step is of no kind of change");
}

namespace {

class StepComparison {
 public:
  StepComparison(Comparing& comparing, const StepsToCompare& what)
      : c_(comparing),
        before_(what.before),
        after_(what.after),
        world_(what.world),
        domain_(what.amounts),
        type_(what.type) {}

  StepChanges Run(Order lines) {
    StepChanges changes;
    changes.order = CompareAll(lines);
    changes.witnesses = std::exchange(witnesses_, {});
    const JointSteps olds = StepsOf(Side::kOld);
    const JointSteps news = StepsOf(Side::kNew);
    for (const JointSteps* steps : {&olds, &news}) {
      for (const JointStep& step : *steps) {
        changes.by_kind[step.step.kind] =
            OfKind(Only(olds, step.step.kind), Only(news, step.step.kind));
      }
    }
    return changes;
  }

 private:
  const plan::Plan& nodes() const { return c_.joint.nodes(); }
  const plan::Plan& of(Side side) const { return c_.joint.of(side); }

  // One step with its amounts as joint nodes.
  struct JointStep {
    Step step;
    std::optional<NodeId> amount = {};
    std::optional<NodeId> until = {};
  };

  std::vector<JointStep> StepsOf(Side side) {
    std::vector<JointStep> steps;
    for (const Step& step : (side == Side::kOld ? before_ : after_).steps) {
      JointStep joint{.step = step};
      joint.amount =
          step.amount ? std::optional(c_.joint.Import(side, *step.amount)) : std::nullopt;
      joint.until = step.until ? std::optional(c_.joint.Import(side, *step.until)) : std::nullopt;
      if (step.per &&
          *step.per == (side == Side::kOld ? before_ : after_).per.value_or(of(side).period)) {
        joint.step.per.reset();  // a cap of this amount alone
      }
      steps.push_back(std::move(joint));
    }
    return steps;
  }

  static bool Same(const JointStep& a, const JointStep& b) {
    const Step& x = a.step;
    const Step& y = b.step;
    return x.kind == y.kind && x.compare == y.compare && a.amount == b.amount && x.per == y.per &&
           x.last_periods == y.last_periods && x.by == y.by && x.rounding == y.rounding &&
           a.until == b.until && x.otherwise == y.otherwise && x.pays_upper == y.pays_upper;
  }

  // A step whose result depends on this amount alone.
  static bool IsPlain(const JointStep& step) {
    switch (step.step.kind) {
      case Step::Kind::kDrop:
      case Step::Kind::kRound: return true;
      case Step::Kind::kCap: return !step.step.per && !step.step.last_periods;
      case Step::Kind::kHold:
      case Step::Kind::kLess:
      case Step::Kind::kClaim:
      case Step::Kind::kUndecided: return false;
    }
    return false;
  }

  using JointSteps = std::vector<JointStep>;

  Order CompareAll(Order lines) {
    const JointSteps olds = StepsOf(Side::kOld);
    const JointSteps news = StepsOf(Side::kNew);
    Order order = Order::kSame;
    const bool same =
        olds.size() == news.size() && std::equal(olds.begin(), olds.end(), news.begin(), Same);
    if (!same) {
      order = Segments(olds, news).value_or(Order::kUnknown);
      if (order == Order::kUnknown) {
        order = StepByStep(olds, news);
      }
    }
    const bool moves = lines != Order::kSame || order != Order::kSame;
    if (moves && (!Carries(olds) || !Carries(news))) {
      order = Order::kUnknown;
    }
    return order == Order::kUnknown ? Tried(olds, news, lines) : order;
  }

  // Amounts in a row that show both: what nothing can be proven of is mixed if it is seen to be.
  Order Tried(const JointSteps& olds, const JointSteps& news, Order lines) {
    const auto before = ForTrial(olds);
    const auto after = ForTrial(news);
    if (!before || !after) {
      return Order::kUnknown;
    }
    const Trials trials = TrySteps(*before, *after, lines, domain_);
    if (!trials.more || !trials.less) {
      return Order::kUnknown;
    }
    witnesses_ = WitnessesOf(trials, type_);
    return Order::kEither;
  }

  // Without a bonus, and with everything claimed.
  std::optional<std::vector<TrialStep>> ForTrial(const JointSteps& steps) const {
    std::vector<TrialStep> trial;
    for (const JointStep& step : steps) {
      const Step::Kind kind = step.step.kind;
      if (kind == Step::Kind::kLess || kind == Step::Kind::kClaim ||
          kind == Step::Kind::kUndecided) {
        continue;
      }
      const auto amount =
          step.amount ? analysis::ConstantOf(nodes(), *step.amount, world_) : std::nullopt;
      if (!amount || (kind == Step::Kind::kRound && amount->sign() <= 0)) {
        return std::nullopt;
      }
      trial.push_back(
          {.kind = kind,
           .compare = step.step.compare,
           .amount = *amount,
           .rounding = step.step.rounding,
           .window = WindowOf(step.step)}
      );
    }
    return trial;
  }
  static std::size_t WindowOf(const Step& step) {
    if (step.last_periods) {
      return static_cast<std::size_t>(std::max<std::int64_t>(*step.last_periods, 1));
    }
    return step.per ? 0 : 1;
  }

  // Whether what is more before the steps is more (in total) after them. Under caps over several
  // settlements that is so since the total T after the k-th is the least of T[k-1] plus the amount,
  // and T before the cap's window plus the cap; rounding to multiples goes through it.
  bool Carries(const JointSteps& steps) const {
    bool spread = false;
    bool rolls = false;
    bool deducts = false;
    for (const JointStep& step : steps) {
      switch (step.step.kind) {
        case Step::Kind::kHold: return false;
        case Step::Kind::kDrop:
          if (spread || !IsBelow(step.step.compare) || !step.amount ||
              !analysis::IsNotNegative(analysis::RangeOf(nodes(), *step.amount, world_))) {
            return false;
          }
          break;
        case Step::Kind::kLess:
          if (spread) {
            return false;
          }
          deducts = true;
          break;
        case Step::Kind::kCap:
          spread = spread || step.step.per || step.step.last_periods;
          rolls = rolls || step.step.last_periods;
          break;
        case Step::Kind::kRound:
          if (spread && step.step.rounding == plan::Rounding::kHalfEven &&
              !CapsAreMultiplesOf(step, steps)) {
            return false;
          }
          break;
        case Step::Kind::kClaim:
        case Step::Kind::kUndecided: break;
      }
    }
    return !(rolls && deducts);
  }

  // Then it is the same to round before the caps.
  bool CapsAreMultiplesOf(const JointStep& round, const JointSteps& steps) const {
    const auto unit =
        round.amount ? analysis::ConstantOf(nodes(), *round.amount, world_) : std::nullopt;
    return unit && unit->sign() > 0 &&
           std::all_of(steps.begin(), steps.end(), [&](const JointStep& step) {
             const auto cap =
                 step.amount ? analysis::ConstantOf(nodes(), *step.amount, world_) : std::nullopt;
             return step.step.kind != Step::Kind::kCap || (cap && (*cap / *unit).is_integer());
           });
  }

  // Runs of plain steps are functions of the amount; what stands between them must be alike.
  std::optional<Order> Segments(const JointSteps& olds, const JointSteps& news) {
    Order all = Order::kSame;
    std::size_t i = 0;
    std::size_t j = 0;
    Interval domain = domain_;
    const std::vector<Witness> seen = witnesses_;
    while (i < olds.size() || j < news.size()) {
      const std::size_t from_i = i;
      const std::size_t from_j = j;
      while (i < olds.size() && IsPlain(olds[i])) {
        ++i;
      }
      while (j < news.size() && IsPlain(news[j])) {
        ++j;
      }
      const auto order = Functions(
          {olds.begin() + static_cast<std::ptrdiff_t>(from_i),
           olds.begin() + static_cast<std::ptrdiff_t>(i)},
          {news.begin() + static_cast<std::ptrdiff_t>(from_j),
           news.begin() + static_cast<std::ptrdiff_t>(j)},
          domain
      );
      if (!order) {
        witnesses_ = seen;
        return std::nullopt;
      }
      all = Join(all, *order);
      if (i == olds.size() && j == news.size()) {
        break;
      }
      if (i == olds.size() || j == news.size() || olds[i].step.kind != news[j].step.kind) {
        witnesses_ = seen;
        return std::nullopt;
      }
      all = Join(all, OfStep(olds[i], news[j]));
      domain = olds[i].step.kind == Step::Kind::kLess ? Interval::All() : domain;
      ++i;
      ++j;
    }
    return all;
  }

  std::optional<Order> Functions(
      const JointSteps& olds, const JointSteps& news, const Interval& domain
  ) {
    // Equal steps at both ends carry the order of what differs between them.
    std::size_t head = 0;
    while (head < olds.size() && head < news.size() && Same(olds[head], news[head])) {
      ++head;
    }
    std::size_t tail = 0;
    while (head + tail < olds.size() && head + tail < news.size() &&
           Same(olds[olds.size() - 1 - tail], news[news.size() - 1 - tail])) {
      ++tail;
    }
    const auto middle = [&](const JointSteps& steps) {
      return JointSteps(
          steps.begin() + static_cast<std::ptrdiff_t>(head),
          steps.end() - static_cast<std::ptrdiff_t>(tail)
      );
    };
    const bool rounded = std::any_of(
        olds.begin(),
        olds.begin() + static_cast<std::ptrdiff_t>(head),
        [](const JointStep& step) { return step.step.kind == Step::Kind::kRound; }
    );
    const Interval within = rounded && analysis::IsNotNegative(domain) ? Interval::AtLeast(0)
                            : rounded                                  ? Interval::All()
                                                                       : domain;
    return OfMiddle(middle(olds), middle(news), within);
  }

  std::optional<Order> OfMiddle(
      const JointSteps& olds, const JointSteps& news, const Interval& domain
  ) {
    if (olds.empty() && news.empty()) {
      return Order::kSame;
    }
    if (olds.size() == 1 && news.size() == 1 && olds[0].step.kind == Step::Kind::kRound &&
        news[0].step.kind == Step::Kind::kRound) {
      return OfRounding(olds[0], news[0]);
    }
    const plan::Type& type = type_;
    const NodeId amount =
        c_.joint.Add({.op = Op::kParam, .type = type, .name = "amount", .index = -1});
    const analysis::Variable variable{.nodes = {amount}, .domain = domain};
    const auto f = FunctionOf(olds, amount, variable);
    const auto g = FunctionOf(news, amount, variable);
    const auto change = f && g ? CompareFunctions(*f, *g, false) : std::nullopt;
    if (!change) {
      return std::nullopt;
    }
    for (const auto& found : {change->more, change->less}) {
      if (found) {
        witnesses_.push_back(
            {.at = Says(Saying::kAmount, found->at, type),
             .before = Says(Saying::kQuantity, found->before, type),
             .after = Says(Saying::kQuantity, found->after, type)}
        );
      }
    }
    return change->order();
  }

  analysis::MaybeFunction FunctionOf(
      const JointSteps& steps, NodeId amount, const analysis::Variable& variable
  ) {
    NodeId result = amount;
    for (const JointStep& step : steps) {
      if (!step.amount) {
        return std::nullopt;
      }
      const auto next = After(step, result);
      if (!next) {
        return std::nullopt;
      }
      result = *next;
    }
    return analysis::FunctionOf(nodes(), result, variable, world_);
  }

  std::optional<NodeId> After(const JointStep& step, NodeId amount) {
    const plan::Type type = nodes()[amount].type;
    Joint& joint = c_.joint;
    if (step.step.kind == Step::Kind::kCap) {
      return joint.Add({.op = Op::kMin, .type = type, .args = {amount, *step.amount}});
    }
    if (step.step.kind == Step::Kind::kDrop) {
      const NodeId small = joint.Add(
          {.op = Op::kCompare,
           .type = {.kind = plan::Type::Kind::kBool},
           .args = {amount, *step.amount},
           .compare = step.step.compare}
      );
      return joint.Add(
          {.op = Op::kIf, .type = type, .args = {small, joint.Constant(0, type), amount}}
      );
    }
    const auto op = RoundingOp(step.step.rounding, analysis::IsNotNegative(domain_));
    return op ? std::optional(joint.Add({.op = *op, .type = type, .args = {amount, *step.amount}}))
              : std::nullopt;
  }

  // Up and down are seen from zero.
  static std::optional<Op> RoundingOp(plan::Rounding rounding, bool not_negative) {
    switch (rounding) {
      case plan::Rounding::kHalfUp: return Op::kHalfUp;
      case plan::Rounding::kHalfEven: return Op::kHalfEven;
      case plan::Rounding::kFloor: return Op::kFloor;
      case plan::Rounding::kCeil: return Op::kCeil;
      case plan::Rounding::kUp: return not_negative ? std::optional(Op::kCeil) : std::nullopt;
      case plan::Rounding::kDown: return not_negative ? std::optional(Op::kFloor) : std::nullopt;
    }
    return std::nullopt;
  }

  // Two roundings: proven by their kinds, or shown to go both ways.
  Order OfRounding(const JointStep& a, const JointStep& b) {
    const auto x = a.amount ? analysis::ConstantOf(nodes(), *a.amount, world_) : std::nullopt;
    const auto y = b.amount ? analysis::ConstantOf(nodes(), *b.amount, world_) : std::nullopt;
    if (!x || !y || x->sign() <= 0 || y->sign() <= 0 || !analysis::IsNotNegative(domain_)) {
      return Order::kUnknown;
    }
    const RoundingOrder found =
        CompareRoundings({*x, a.step.rounding}, {*y, b.step.rounding}, domain_);
    for (const RoundingOrder::Shown& shown : found.shown) {
      witnesses_.push_back(
          {.at = Says(Saying::kAmount, shown.amount, type_),
           .before = Says(Saying::kQuantity, shown.before, type_),
           .after = Says(Saying::kQuantity, shown.after, type_)}
      );
    }
    return found.order;
  }

  // One step against its counterpart.
  Order OfStep(const JointStep& a, const JointStep& b) {
    if (Same(a, b)) {
      return Order::kSame;
    }
    if (IsPlain(a) && IsPlain(b)) {
      if (const auto order = Functions({a}, {b}, domain_)) {
        return *order;
      }
    }
    const Step& x = a.step;
    const Step& y = b.step;
    switch (x.kind) {
      case Step::Kind::kDrop: return Flip(OfLimit(a, b));
      case Step::Kind::kCap: return OfCap(a, b);
      case Step::Kind::kLess: return Flip(OfDeduction(a, b));
      case Step::Kind::kClaim: return OfClaim(a, b);
      case Step::Kind::kUndecided: return y.pays_upper ? Order::kMore : Order::kLess;
      case Step::Kind::kHold:
      case Step::Kind::kRound: return Order::kUnknown;
    }
    return Order::kUnknown;
  }

  Order OfLimit(const JointStep& a, const JointStep& b) {
    if (!a.amount || !b.amount || !IsBelowOrCap(a.step) || !IsBelowOrCap(b.step)) {
      return Order::kUnknown;
    }
    Ordered order = OrderOf(c_, *a.amount, *b.amount, world_);
    const auto x = analysis::ConstantOf(nodes(), *a.amount, world_);
    const auto y = analysis::ConstantOf(nodes(), *b.amount, world_);
    const auto say = [&](NodeId id, const std::optional<Rational>& value) {
      return value ? Says(Saying::kQuantity, *value, nodes()[id].type)
                   : SaysFormula(FormulaInWords(nodes(), id));
    };
    const bool is_cap = a.step.kind == Step::Kind::kCap;
    if (order.order != Order::kSame) {
      witnesses_.push_back(
          {.at = {.saying = is_cap ? Saying::kHigherAmount : Saying::kLimit},
           .before = say(*a.amount, x),
           .after = say(*b.amount, y)}
      );
    }
    Order sign = Order::kSame;
    if (a.step.compare != b.step.compare && a.step.kind != Step::Kind::kCap) {
      sign = b.step.compare == plan::Compare::kLessEqual ? Order::kMore : Order::kLess;
    }
    return Join(order.order, sign);
  }
  static bool IsBelowOrCap(const Step& step) {
    return step.kind == Step::Kind::kCap || IsBelow(step.compare);
  }

  // The longer the window, the less is left of the cap.
  Order OfCap(const JointStep& a, const JointStep& b) {
    const Order window = CompareWindows(a.step, b.step);
    const Order limit = OfLimit(a, b);
    const bool together = window == Order::kSame || limit == Order::kSame || window == limit;
    return together ? Join(window, limit) : Order::kUnknown;
  }

  Order OfDeduction(const JointStep& a, const JointStep& b) {
    if (!a.amount || !b.amount) {
      return Order::kUnknown;
    }
    return OrderOf(c_, *a.amount, *b.amount, world_).order;
  }

  Order OfClaim(const JointStep& a, const JointStep& b) {
    if (a.step.otherwise != b.step.otherwise || !a.until || !b.until) {
      return Order::kUnknown;
    }
    Ordered order = OrderOf(c_, *a.until, *b.until, world_);
    witnesses_.push_back(
        {.at = {.saying = Saying::kClaimsUntil},
         .before = SaysFormula(FormulaInWords(nodes(), *a.until)),
         .after = SaysFormula(FormulaInWords(nodes(), *b.until))}
    );
    return order.order;
  }

  // A step that one text has and the other has not.
  Order OfExtra(const JointStep& step) {
    switch (step.step.kind) {
      case Step::Kind::kCap:
      case Step::Kind::kClaim: return Order::kLess;
      case Step::Kind::kDrop: return IsBelow(step.step.compare) ? Order::kLess : Order::kUnknown;
      case Step::Kind::kLess:
        return step.amount &&
                       analysis::IsNotNegative(analysis::RangeOf(nodes(), *step.amount, world_))
                   ? Order::kLess
                   : Order::kUnknown;
      case Step::Kind::kUndecided: return step.step.pays_upper ? Order::kMore : Order::kSame;
      case Step::Kind::kHold:
      case Step::Kind::kRound: return Order::kUnknown;
    }
    return Order::kUnknown;
  }

  // Steps of equal kind and window, in order, are counterparts; the others stand alone.
  Order StepByStep(const JointSteps& olds, const JointSteps& news) {
    const auto alike = [](const JointStep& a, const JointStep& b) {
      return a.step.kind == b.step.kind && a.step.per == b.step.per &&
             a.step.last_periods == b.step.last_periods;
    };
    Order order = Order::kSame;
    std::size_t j = 0;
    for (const JointStep& a : olds) {
      std::size_t at = j;
      while (at < news.size() && !alike(a, news[at])) {
        ++at;
      }
      if (at == news.size()) {
        order = Join(order, Flip(OfExtra(a)));
        SayExtra(a, Side::kOld);
        continue;
      }
      for (; j < at; ++j) {
        order = Join(order, OfExtra(news[j]));
        SayExtra(news[j], Side::kNew);
      }
      order = Join(order, OfStep(a, news[j]));
      ++j;
    }
    for (; j < news.size(); ++j) {
      order = Join(order, OfExtra(news[j]));
      SayExtra(news[j], Side::kNew);
    }
    return order;
  }
  void SayExtra(const JointStep& step, Side side) {
    const auto value =
        step.amount ? analysis::ConstantOf(nodes(), *step.amount, world_) : std::nullopt;
    const Said there = value         ? Says(Saying::kQuantity, *value, type_)
                       : step.amount ? SaysFormula(FormulaInWords(nodes(), *step.amount))
                                     : Said{.saying = Saying::kStated};
    witnesses_.push_back(
        {.at = {.saying = Saying::kStep, .step = step.step.kind, .rhythm = step.step.per},
         .before = side == Side::kOld ? there : Said{.saying = Saying::kNone},
         .after = side == Side::kNew ? there : Said{.saying = Saying::kNone}}
    );
  }

  static JointSteps Only(const JointSteps& steps, Step::Kind kind) {
    JointSteps some;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(some), [&](const JointStep& step) {
      return step.step.kind == kind;
    });
    return some;
  }

  // The steps of one kind for themselves, as if the others were not there.
  Ordered OfKind(const JointSteps& olds, const JointSteps& news) {
    const auto plain = [](const JointSteps& steps) {
      return std::all_of(steps.begin(), steps.end(), IsPlain);
    };
    Ordered ordered;
    if (olds.size() == news.size() && std::equal(olds.begin(), olds.end(), news.begin(), Same)) {
      return ordered;
    }
    const auto order = plain(olds) && plain(news) ? Functions(olds, news, domain_) : std::nullopt;
    ordered.order = order ? *order : StepByStep(olds, news);
    if (ordered.order == Order::kUnknown) {
      ordered.order = Tried(olds, news, Order::kSame);
    }
    ordered.witnesses = std::exchange(witnesses_, {});
    return ordered;
  }

  Comparing& c_;
  const Settle& before_;
  const Settle& after_;
  const analysis::World& world_;
  Interval domain_;
  plan::Type type_;
  std::vector<Witness> witnesses_ = {};
};

}  // namespace

StepChanges CompareSteps(Comparing& comparing, const StepsToCompare& what, Order lines) {
  return StepComparison(comparing, what).Run(lines);
}

}  // namespace slate::diff
