// SPDX-License-Identifier: Apache-2.0
#include "compiler/levels/compare_promises.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/analysis/function.h"
#include "compiler/analysis/polarity.h"
#include "runtime/plan/formula.h"
#include "runtime/plan/print.h"
#include "runtime/plan/walk.h"

namespace slate::levels {

namespace {

using analysis::Cells;
using analysis::Interval;
using analysis::Polarity;
using analysis::World;
using exact::Rational;
using plan::NodeId;
using plan::Objective;
using plan::Plan;
using Outcome = Comparison::Outcome;

std::string ShowValue(const Plan& plan, const Objective& objective, const Rational& at) {
  plan::Type type = objective.measure ? plan[*objective.measure].type : plan::Type{};
  if (type.unit.empty() && type.range == plan::Type::Range::kAny && at <= 1) {
    type.range = plan::Type::Range::kShare;
  }
  return plan::Show(at, type);
}

// The worlds in which an objective is compared: every combination of members its tables select by.
std::vector<World> Worlds(const Plan& plan, const Objective& objective) {
  std::vector<NodeId> roots;
  for (const auto& root : {objective.target, objective.credit, objective.bonus}) {
    if (root) {
      roots.push_back(*root);
    }
  }
  World base;
  base.period = objective.period.value_or(plan.period);
  return analysis::WorldsFor(plan, roots, base);
}

World InPlan(const Plan& plan, const Objective& objective, const World& other) {
  for (const World& world : Worlds(plan, objective)) {
    if (world.Text() == other.Text()) {
      return world;
    }
  }
  World base;
  base.period = other.period;
  return base;
}

std::optional<Cells<bool>> MetCells(
    const Plan& plan, const Objective& objective, const World& world
) {
  if (!objective.target || !objective.measure) {
    return std::nullopt;
  }
  const analysis::Variable value = analysis::ValueOf(plan, objective, world);
  const auto target = analysis::FunctionOf(plan, *objective.target, value, world);
  if (!target) {
    return std::nullopt;
  }
  return analysis::Holds(
      analysis::PiecewiseLinear::Identity(value.domain), *objective.target_compare, *target
  );
}

// Of several worlds, the worst.
Comparison Worse(Comparison a, Comparison b) {
  const auto rank = [](Outcome outcome) {
    switch (outcome) {
      case Outcome::kSame: return 0;
      case Outcome::kTighter: return 1;
      case Outcome::kUnclear: return 2;
      case Outcome::kLooser: return 3;
    }
    return 2;
  };
  return rank(b.outcome) > rank(a.outcome) ? b : a;
}

// Tighter when everything that is met below is met above too.
Comparison CompareTargets(
    const Plan& above, const Objective& a, const Plan& below, const Objective& b
) {
  Comparison result{.outcome = Outcome::kSame};
  for (const World& world : Worlds(below, b)) {
    const auto met_above = MetCells(above, a, InPlan(above, a, world));
    const auto met_below = MetCells(below, b, world);
    if (!met_above || !met_below) {
      return {};
    }
    Comparison here{.outcome = Outcome::kSame};
    analysis::ForEachPair(*met_above, *met_below, [&](const Interval& where, bool x, bool y) {
      if (y && !x) {
        here = Worse(
            here,
            {Outcome::kLooser,
             fmt::format(
                 "{} would be met here and is missed above", ShowValue(below, b, where.Inside())
             )}
        );
      } else if (x && !y) {
        here = Worse(here, {Outcome::kTighter});
      }
    });
    result = Worse(result, here);
  }
  return result;
}

// The unknown quantities of both in words, since node ids mean nothing across plans.
std::string FactorText(const Plan& plan, const analysis::Factor& factor) {
  std::vector<std::string> parts;
  for (const auto& [node, exponent] : factor) {
    parts.push_back(fmt::format("{}^{}", plan::FormulaOf(plan, node), exponent));
  }
  std::sort(parts.begin(), parts.end());
  return fmt::format("{}", fmt::join(parts, " "));
}

// How much more b gives than a at both ends of a stretch on which both are linear.
Comparison CompareLines(
    const Interval& where,
    const std::optional<analysis::Line>& a,
    const std::optional<analysis::Line>& b,
    const std::string& at
) {
  if (!a || !b) {
    return {a.has_value() == b.has_value() ? Outcome::kSame : Outcome::kUnclear};
  }
  const auto more_at = [&](const Rational& x) {
    return b->At(x) - a->At(x);
  };
  const bool level = a->slope == b->slope;
  if (!level && (!where.low || !where.high)) {
    return {};
  }
  const Rational low = where.low ? where.low->value : Rational(0);
  const Rational high = where.high ? where.high->value : Rational(0);
  const Rational first = more_at(level ? where.Inside() : low);
  const Rational last = level ? first : more_at(high);
  const Rational least = exact::Min(first, last);
  if (least.sign() < 0) {
    return {Outcome::kLooser, fmt::format("at {} less is owed here than above", at)};
  }
  return {exact::Max(first, last).sign() > 0 ? Outcome::kTighter : Outcome::kSame};
}

// Tighter when at least as much is owed for every value that is missed.
Comparison CompareAmounts(
    const Plan& above,
    const Objective& a,
    const Plan& below,
    const Objective& b,
    std::optional<NodeId> Objective::*amount
) {
  if (!(a.*amount) || !(b.*amount)) {
    return {(a.*amount).has_value() ? Outcome::kLooser : Outcome::kTighter, "nothing is owed here"};
  }
  Comparison result{.outcome = Outcome::kSame};
  for (const World& world : Worlds(below, b)) {
    const World other = InPlan(above, a, world);
    const analysis::Variable value = analysis::ValueOf(below, b, world);
    const auto f =
        analysis::FunctionOf(above, *(a.*amount), analysis::ValueOf(above, a, other), other);
    const auto g = analysis::FunctionOf(below, *(b.*amount), value, world);
    if (!f || !g ||
        (FactorText(above, f->factor) != FactorText(below, g->factor) && !f->is_zero())) {
      return {};
    }
    const auto met = MetCells(below, b, world).value_or(analysis::Constantly(value.domain, false));
    analysis::ForEachPair(
        met,
        g->cells,
        [&](const Interval& stretch, bool is_met, const auto& more) {
          if (is_met) {
            return;
          }
          analysis::Cells<std::optional<analysis::Line>> own{{stretch, more}};
          analysis::ForEachPair(
              f->cells,
              own,
              [&](const Interval& where, const auto& x, const auto& y) {
                result =
                    Worse(result, CompareLines(where, x, y, ShowValue(below, b, where.Inside())));
              }
          );
        }
    );
  }
  return result;
}

// The one constant in which two formulas differ; nothing if they differ otherwise.
struct Changed {
  NodeId below{};
  Rational before;
  Rational after;
};

class Differences {
 public:
  Differences(const Plan& above, const Plan& below) : above_(above), below_(below) {}

  // False when the formulas have different shapes.
  bool Compare(NodeId a, NodeId b) {
    const plan::Node& x = above_[a];
    const plan::Node& y = below_[b];
    const auto* before = std::get_if<Rational>(&x.constant);
    const auto* after = std::get_if<Rational>(&y.constant);
    if (x.op == plan::Op::kConst && y.op == plan::Op::kConst && before != nullptr &&
        after != nullptr) {
      if (*before != *after) {
        found_.push_back({b, *before, *after});
      }
      return true;
    }
    if (x.op == plan::Op::kResult && y.op == plan::Op::kResult && x.name == y.name &&
        x.field == y.field) {
      return CompareResults(x, y);
    }
    const bool same = x.op == y.op && x.name == y.name && x.input == y.input &&
                      x.field == y.field && x.compare == y.compare && x.aggregate == y.aggregate &&
                      x.source == y.source && x.index == y.index && x.quantile == y.quantile &&
                      x.reading == y.reading && x.constant == y.constant && x.rhythm == y.rhythm;
    const std::vector<NodeId> first = PartsOf(above_, x);
    const std::vector<NodeId> second = PartsOf(below_, y);
    if (!same || first.size() != second.size()) {
      return false;
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (!Compare(first[i], second[i])) {
        return false;
      }
    }
    return true;
  }

  bool Compare(const std::optional<NodeId>& a, const std::optional<NodeId>& b) {
    return a && b ? Compare(*a, *b) : a.has_value() == b.has_value();
  }

  const std::vector<Changed>& found() const { return found_; }

 private:
  // A result is the line it stands for.
  bool CompareResults(const plan::Node& x, const plan::Node& y) {
    const auto a = analysis::LineOf(above_, x);
    const auto b = analysis::LineOf(below_, y);
    if (!a || !b || !open_.insert({*a, *b}).second) {
      return a.has_value() == b.has_value();
    }
    return Compare(*a, *b);
  }

  static std::vector<NodeId> PartsOf(const Plan& plan, const plan::Node& node) {
    std::vector<NodeId> parts;
    plan::ForEachArg(plan, node, [&](auto id) {
      if constexpr (std::is_same_v<decltype(id), NodeId>) {
        parts.push_back(id);
      }
    });
    return parts;
  }

  const Plan& above_;
  const Plan& below_;
  std::vector<Changed> found_;
  std::set<std::pair<NodeId, NodeId>> open_;  // lines that are being or have been compared
};

bool IsSame(
    const Plan& above,
    const std::optional<NodeId>& a,
    const Plan& below,
    const std::optional<NodeId>& b
) {
  Differences differences(above, below);
  return differences.Compare(a, b) && differences.found().empty();
}

Polarity Signed(Polarity polarity, bool grows) {
  return grows ? polarity : analysis::Flip(polarity);
}

// How a node moves when a part of it grows that may stand in the lets it reads.
Polarity PolarityThrough(const Plan& plan, NodeId node, NodeId part, const World& world) {
  std::set<NodeId> open;
  const analysis::Movement moves = [&](NodeId id) -> std::optional<Polarity> {
    if (id == part) {
      return Polarity::kUp;
    }
    const auto line = analysis::LineOf(plan, plan[id]);
    if (!line) {
      return std::nullopt;
    }
    if (!open.insert(*line).second) {
      return Polarity::kBoth;
    }
    const Polarity inner = analysis::PolarityOf(plan, *line, world, moves);
    open.erase(*line);
    return inner;
  };
  return analysis::PolarityOf(plan, node, world, moves);
}

// A measure that differs in constants that all move it one way: the way in which less is met.
Comparison CompareMeasures(
    const Plan& above, const Objective& a, const Plan& below, const Objective& b
) {
  Differences differences(above, below);
  if (!differences.Compare(a.measure, b.measure)) {
    return {};
  }
  if (differences.found().empty()) {
    return {Outcome::kSame};
  }
  if (!b.measure || !b.target_compare) {
    return {};
  }
  World world;
  world.period = b.period.value_or(below.period);
  Polarity total = Polarity::kNone;
  for (const Changed& changed : differences.found()) {
    const Polarity one = PolarityThrough(below, *b.measure, changed.below, world);
    total = analysis::Join(total, Signed(one, changed.after > changed.before));
  }
  const bool higher_is_met = *b.target_compare == plan::Compare::kGreater ||
                             *b.target_compare == plan::Compare::kGreaterEqual;
  const Polarity worse = higher_is_met ? Polarity::kDown : Polarity::kUp;
  if (total == worse) {
    return {Outcome::kTighter};
  }
  if (total == analysis::Flip(worse)) {
    return {Outcome::kLooser, "the same service measures better here than above"};
  }
  return {};
}

const Objective* Find(const Plan& plan, const std::string& name) {
  return analysis::FindObjective(plan, name);
}

// A bonus is what the customer pays.
Comparison Mirrored(Comparison comparison) {
  if (comparison.outcome == Outcome::kTighter) {
    return {Outcome::kLooser, "more is to be paid for good service here than above"};
  }
  if (comparison.outcome == Outcome::kLooser) {
    return {Outcome::kTighter};
  }
  return comparison;
}

}  // namespace

Comparison CompareLine(
    const Plan& above, const Plan& below, const std::string& objective, std::string_view line
) {
  const Objective* a = Find(above, objective);
  const Objective* b = Find(below, objective);
  if (a == nullptr || b == nullptr) {
    return {};
  }
  if (line == "target") {
    return CompareTargets(above, *a, below, *b);
  }
  if (line == "credit") {
    return CompareAmounts(above, *a, below, *b, &Objective::credit);
  }
  if (line == "bonus") {
    const bool same_time = IsSame(above, a->bonus_when, below, b->bonus_when);
    const Comparison amounts = CompareAmounts(above, *a, below, *b, &Objective::bonus);
    return same_time ? Mirrored(amounts) : Comparison{};
  }
  if (line == "only" || line == "period") {
    return CompareRest(above, below);
  }
  const bool same_rest = IsSame(above, a->credit, below, b->credit) &&
                         IsSame(above, a->target, below, b->target) &&
                         IsSame(above, a->bonus, below, b->bonus);
  const Comparison measures = CompareMeasures(above, *a, below, *b);
  return same_rest ? measures : Comparison{};
}

Comparison CompareRest(const Plan& above, const Plan& below) {
  return {plan::Explain(above) == plan::Explain(below) ? Outcome::kSame : Outcome::kUnclear};
}

}  // namespace slate::levels
