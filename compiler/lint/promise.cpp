// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/promise.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/analysis/range.h"
#include "compiler/analysis/reach.h"
#include "runtime/base/check.h"
#include "runtime/exact/decimal.h"
#include "runtime/plan/formula.h"

namespace slate::lint {

namespace {

using analysis::Going;
using analysis::World;

std::vector<plan::NodeId> LinesOf(const plan::Objective& objective) {
  std::vector<plan::NodeId> lines;
  for (const auto& line :
       {objective.measure, objective.target, objective.credit, objective.bonus}) {
    if (line) {
      lines.push_back(*line);
    }
  }
  return lines;
}

Promise PromiseIn(const Subject& subject, const plan::Objective& objective, World world) {
  Promise promise{
      .subject = &subject,
      .objective = &objective,
      .source = FindSource(subject.effective, objective.name)};
  promise.world = std::move(world);
  promise.value = analysis::ValueOf(subject.plan, objective, promise.world);
  promise.value_type = subject.plan[*objective.measure].type;
  if (promise.value_type.unit.empty() &&
      analysis::IsWithin(promise.value.domain, Interval::Closed(0, 1))) {
    promise.value_type.range = plan::Type::Range::kShare;
  }
  if (objective.target) {
    const auto target = promise.Of(*objective.target);
    promise.target = target ? target->AsConstant() : std::nullopt;
    if (promise.target) {
      const auto value = analysis::PiecewiseLinear::Identity(promise.value.domain);
      promise.met =
          analysis::Holds(value, *objective.target_compare, *target).value_or(Cells<bool>{});
    }
  }
  if (objective.credit) {
    promise.credit = promise.Of(*objective.credit);
    promise.ladders = LaddersOf(promise, *objective.credit);
  }
  return promise;
}

std::string ShowRounded(const Rational& value, const plan::Type& type) {
  if (type.unit == plan::Unit{{"time", 1}}) {
    return ShowLength(value);
  }
  const Rational shown = type.range == plan::Type::Range::kShare ? value * 100 : value;
  if (exact::ToExactDecimal(shown).value_or("0.1234567").size() <= 8) {
    return plan::Show(value, type);
  }
  const std::string digits = exact::ToDecimal(shown, 4, exact::RoundingMode::kHalfUp);
  return type.range == plan::Type::Range::kShare ? digits + "%" : digits;
}

}  // namespace

bool Promise::IsMetAt(const Rational& at) const {
  const auto* cell = analysis::CellAt(met, at);
  return cell != nullptr && cell->value;
}

Going Promise::worse() const {
  const plan::Compare compare = *objective->target_compare;
  return compare == plan::Compare::kGreater || compare == plan::Compare::kGreaterEqual
             ? Going::kDown
             : Going::kUp;
}

std::optional<Interval> Promise::Missed() const {
  std::optional<Interval> missed;
  for (const auto& cell : met) {
    if (!cell.value) {
      missed = missed ? analysis::Hull(*missed, cell.where) : cell.where;
    }
  }
  return missed;
}

analysis::MaybeFunction Promise::Of(plan::NodeId node) const {
  return analysis::FunctionOf(subject->plan, node, value, world);
}

std::vector<const LadderView*> Promise::Lookups() const {
  std::vector<const LadderView*> lookups;
  for (const LadderView& view : ladders) {
    if (view.of_value && view.rows) {
      lookups.push_back(&view);
    }
  }
  return lookups;
}

std::string Promise::Show(const Rational& at) const {
  return ShowRounded(at, value_type);
}

std::string Promise::Show(const Interval& where) const {
  if (where.is_point()) {
    return fmt::format("{} exactly", Show(where.low->value));
  }
  if (!where.low || !where.high) {
    const auto& end = where.low ? *where.low : where.high ? *where.high : analysis::End{0};
    return fmt::format(
        "{}{}",
        where.low ? (end.closed ? "from " : "above ") : (end.closed ? "up to " : "below "),
        Show(end.value)
    );
  }
  return fmt::format("{} {} and {}", "between", Show(where.low->value), Show(where.high->value));
}

std::string Promise::For() const {
  const std::string members = world.Text();
  return members.empty() ? "" : fmt::format(" for {}", members);
}

std::vector<Promise> PromisesOf(const Subject& subject, World::Givens givens) {
  std::vector<Promise> promises;
  for (const plan::Objective& objective : subject.plan.objectives) {
    if (!objective.measure || FindSource(subject.effective, objective.name) == nullptr) {
      continue;
    }
    const World base{.givens = givens, .period = objective.period.value_or(subject.plan.period)};
    for (World& world : analysis::WorldsFor(subject.plan, LinesOf(objective), base)) {
      promises.push_back(PromiseIn(subject, objective, std::move(world)));
    }
  }
  return promises;
}

std::vector<LadderView> LaddersOf(const Promise& promise, plan::NodeId root) {
  const plan::Plan& plan = promise.subject->plan;
  std::vector<LadderView> ladders;
  std::vector<plan::NodeId> open{root};
  std::vector<plan::NodeId> seen;
  while (!open.empty()) {
    const plan::NodeId id = open.back();
    open.pop_back();
    if (std::find(seen.begin(), seen.end(), id) != seen.end()) {
      continue;
    }
    seen.push_back(id);
    const plan::Node& node = plan[id];
    if (const auto row = node.op == plan::Op::kTable ? analysis::RowOf(plan, node, promise.world)
                                                     : std::nullopt) {
      open.push_back(*row);
      continue;
    }
    plan::ForEachArg(plan, node, [&](plan::NodeId arg) { open.push_back(arg); });
    if (node.op == plan::Op::kLadder) {
      const auto& nodes = promise.value.nodes;
      LadderView view{
          .node = &node,
          .of_value = std::find(nodes.begin(), nodes.end(), node.args[0]) != nodes.end()};
      view.domain = view.of_value ? promise.value.domain
                                  : analysis::RangeOf(plan, node.args[0], promise.world);
      view.type = view.of_value ? promise.value_type : plan[node.args[0]].type;
      view.rows = analysis::RowsOn(plan, node, view.domain, promise.world);
      ladders.push_back(std::move(view));
    }
  }
  return ladders;
}

namespace {

// A value as it is written in a text, exactly.
std::optional<std::string> InText(const Rational& value, const plan::Type& type) {
  if (type.unit == plan::Unit{{"time", 1}}) {
    const Rational ms = value / Rational(1'000'000);
    return ms.is_integer() ? plan::Show(value, type)
                           : fmt::format("{}ms / {}", ms.numerator(), ms.denominator());
  }
  if (!type.unit.empty()) {
    return std::nullopt;
  }
  const bool is_share = type.range == plan::Type::Range::kShare;
  const auto decimal = exact::ToExactDecimal(is_share ? value * Rational(100) : value);
  if (decimal && decimal->size() <= 30) {
    return *decimal + (is_share ? "%" : "");
  }
  return fmt::format("{} / {}", value.numerator(), value.denominator());
}

}  // namespace

void ShowBy(
    const Promise& promise,
    const diag::Kind& kind,
    const source::Span& span,
    const std::vector<Rational>& values
) {
  const resolve::EffectiveAgreement& agreement = promise.subject->effective;
  // Examples speak of an agreement in the words of its last version.
  if (agreement.amendment || !agreement.speaks_in_examples) {
    return;
  }
  Counterexample shown{
      .kind = &kind,
      .span = span,
      .text = agreement.module->file.id,
      .agreement = agreement.agreement->name.text,
      .supposed = {{promise.objective->name, {}}}};
  for (const Rational& value : values) {
    const auto text = InText(value, promise.value_type);
    if (!text) {
      return;
    }
    shown.supposed.front().values.push_back(*text);
  }
  for (const auto& [node, member] : promise.world.members) {
    shown.members.push_back(member);
  }
  shown.verdict = promise.IsMetAt(values.front()) ? "met" : "missed";
  promise.subject->shown.push_back(std::move(shown));
}

std::string ShowPercent(const Rational& share) {
  return ShowRounded(share, {.range = plan::Type::Range::kShare});
}

std::string ShowAmount(
    const plan::Plan& plan,
    const Rational& amount,
    const analysis::Factor& factor,
    const plan::Type& type
) {
  if (factor.empty()) {
    return plan::Show(amount, type);
  }
  std::string base;
  for (const auto& [node, exponent] : factor) {
    if (exponent > 0) {
      base += (base.empty() ? "" : " * ") + plan::FormulaOf(plan, node);
    }
  }
  for (const auto& [node, exponent] : factor) {
    if (exponent < 0) {
      base += " / " + plan::FormulaOf(plan, node);
    }
  }
  return fmt::format("{} of `{}`", ShowPercent(amount), base);
}

std::string ShowLength(const Rational& ns) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const bool long_enough = ns >= Rational(10 * kSecond);
  return plan::Show(
      long_enough ? (ns / kSecond).Floor() * kSecond : ns.Floor(), {.unit = {{"time", 1}}}
  );
}

}  // namespace slate::lint
