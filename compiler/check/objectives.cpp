// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/declarations.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"
#include "compiler/types/describe.h"

namespace slate::check {

Scope ExpressionChecker::ScopeOf(ObjectiveEntry& objective) const {
  Scope scope = AgreementScope(c_, *objective.source->declaration.module);
  for (const ast::Over& over : objective.source->each) {
    BindKey(c_, scope, over.key);
  }
  scope.objective = &objective;
  const auto& own = c_.plan.objectives[objective.index].period;
  scope.period = own ? &*own : nullptr;
  return scope;
}

const Checked& ExpressionChecker::CheckLet(ObjectiveEntry& objective, const std::string& name) {
  LineState& state = objective.let_states[name];
  const Sited<ast::Let>& let = objective.lets.at(name);
  if (state.state == LineState::State::kDone) {
    return state.result;
  }
  if (state.state == LineState::State::kVisiting) {
    Report(diag::kDefinitionCycle, let->name.span, fmt::format("`{}` needs its own value", name))
        .help = "its value in the period before is `previous." + name + "`";
    state.result = Bad();
    return state.result;
  }
  state.state = LineState::State::kVisiting;
  Scope scope = ScopeOf(objective);
  scope.module = let.module;
  Checked value = AsValue(Check(let->value, scope), scope.file()[let->value].span);
  const plan::Objective& declared = c_.plan.objectives[objective.index];
  if (value.is_value()) {
    Retype(value);
    const Scope own = ScopeOf(objective);
    plan::Node node{
        .op = plan::Op::kResult, .type = value.type, .name = declared.name, .field = "let:" + name};
    for (const std::string& key : declared.keys) {
      node.args.push_back(own.members.at(key));
    }
    c_.plan.objectives[objective.index].lets.push_back({name, value.node});
    value.node = c_.builder.Add(std::move(node));
    value.is_literal = false;
  }
  LineState& done = objective.let_states[name];
  done.state = LineState::State::kDone;
  done.result = std::move(value);
  return done.result;
}

// What is known of a value beyond its node (a metric's result is a share) is told to the plan.
void ExpressionChecker::Retype(Checked& value) {
  if (c_.builder[value.node].type != value.type) {
    plan::Node node = c_.builder[value.node];
    node.type = value.type;
    value.node = c_.builder.Add(std::move(node));
  }
}

const Checked& ExpressionChecker::CheckMeasure(ObjectiveEntry& objective) {
  LineState& state = objective.measure_state;
  if (state.state == LineState::State::kDone || !objective.measure) {
    return state.result;
  }
  if (state.state == LineState::State::kVisiting) {
    Report(diag::kDefinitionCycle, objective.measure->span, "the measure needs its own value");
    return state.result;
  }
  state.state = LineState::State::kVisiting;
  Scope scope = ScopeOf(objective);
  scope.module = objective.measure->module;
  const ast::ExprId id = objective.measure->node->value;
  Checked value = AsValue(Check(id, scope), scope.file()[id].span);
  if (value.is_value() && value.resolved == Checked::Resolved::kVoid) {
    value.resolved = Checked::Resolved::kNo;  // ⊥ gives no verdict
  } else if (value.is_value()) {
    value = Defined(std::move(value), scope.file()[id].span, "`measure`");
  }
  if (value.is_value() && !value.is_number()) {
    Report(
        diag::kTypeMismatch,
        scope.file()[id].span,
        fmt::format("a measure is a quantity, not {}", types::Describe(value.type))
    );
    value = Bad();
  }
  if (value.is_value()) {
    Retype(value);
    c_.plan.objectives[objective.index].measure = value.node;
    value.is_literal = false;
  }
  state.state = LineState::State::kDone;
  state.result = std::move(value);
  return state.result;
}

namespace {

Checked WithUnit(Checked amount, const Context& c) {
  if (amount.is_number() && amount.type.unit.empty() && amount.is_literal && amount.low &&
      amount.low->is_zero()) {
    amount.type.unit = {{c.plan.currency, 1}};
  }
  return amount;
}

}  // namespace

const Checked& ExpressionChecker::CheckCredit(ObjectiveEntry& objective) {
  LineState& state = objective.credit_state;
  if (state.state == LineState::State::kDone) {
    return state.result;
  }
  if (!objective.credit) {
    state.state = LineState::State::kDone;
    state.result = NumberValue(Rational(0), {{c_.plan.currency, 1}});
    return state.result;
  }
  if (state.state == LineState::State::kVisiting) {
    Report(diag::kDefinitionCycle, objective.credit->span, "the credit needs its own value");
    return state.result;
  }
  state.state = LineState::State::kVisiting;
  Scope scope = ScopeOf(objective);
  scope.module = objective.credit->module;
  scope.missed = true;
  const ast::ExprId id = objective.credit->node->value;
  const Span span = scope.file()[id].span;
  Checked value = WithUnit(CheckDefined(id, scope, "`credit`"), c_);
  if (value.is_value() && !value.is_number()) {
    Report(
        diag::kTypeMismatch,
        span,
        fmt::format("a credit is an amount, not {}", types::Describe(value.type))
    );
    value = Bad();
  } else if (value.is_value() && value.type.unit.empty()) {
    Report(diag::kCreditWithoutUnit, span, "a credit of what?").help =
        "multiply by what it is a share of: `fee * …`";
    value = Bad();
  }
  if (value.is_value()) {
    c_.plan.objectives[objective.index].credit = value.node;
    value.type.range = Type::Range::kAny;
  }
  state.state = LineState::State::kDone;
  state.result = std::move(value);
  return state.result;
}

const Checked& ExpressionChecker::CheckBonus(ObjectiveEntry& objective) {
  LineState& state = objective.bonus_state;
  if (state.state == LineState::State::kDone) {
    return state.result;
  }
  if (!objective.bonus) {
    state.state = LineState::State::kDone;
    state.result = NumberValue(Rational(0), {{c_.plan.currency, 1}});
    return state.result;
  }
  if (state.state == LineState::State::kVisiting) {
    Report(diag::kDefinitionCycle, objective.bonus->span, "the bonus needs its own value");
    return state.result;
  }
  state.state = LineState::State::kVisiting;
  Scope scope = ScopeOf(objective);
  scope.module = objective.bonus->module;
  const ast::Bonus& bonus = *objective.bonus->node;
  Checked value = WithUnit(CheckDefined(bonus.value, scope, "`bonus`"), c_);
  const Checked when = CheckTruth(bonus.when, scope, "`when`");
  if (value.is_value() && (!value.is_number() || value.type.unit.empty())) {
    Report(diag::kCreditWithoutUnit, scope.file()[bonus.value].span, "a bonus of what?");
    value = Bad();
  }
  if (value.is_value() && !when.is_bad()) {
    c_.plan.objectives[objective.index].bonus = value.node;
    c_.plan.objectives[objective.index].bonus_when = when.node;
  }
  state.state = LineState::State::kDone;
  state.result = std::move(value);
  return state.result;
}

namespace {

class ObjectiveReader {
 public:
  ObjectiveReader(Context& context, ExpressionChecker& expressions)
      : c_(context), expressions_(expressions) {}

  void Declare(const resolve::EffectiveObjective& source) {
    const std::string& name = source.declaration->name.text;
    ObjectiveEntry& entry = c_.objectives[name];
    entry.source = &source;
    entry.index = c_.plan.objectives.size();
    plan::Objective objective{
        .name = name, .title = source.title.value_or(""), .party = c_.plan.provider.name};
    objective.formerly = FormerName(source.declaration->formerly);
    objective.doc = source.declaration.doc != nullptr ? source.declaration.doc->text : "";
    if (source.by) {
      objective.party = Party(*source.by);
    }
    for (const ast::Over& over : source.each) {
      if (c_.keys.contains(over.key.text)) {
        objective.keys.push_back(over.key.text);
      } else {
        Scope scope;
        BindKey(c_, scope, over.key);  // reports
      }
    }
    for (const auto& promise : source.promises) {
      std::visit([&](const auto& line) { Take(entry, objective, promise, line); }, promise->node);
    }
    c_.plan.objectives.push_back(std::move(objective));
  }

  void Check(ObjectiveEntry& entry) {
    for (const auto& promise : entry.source->promises) {
      if (const auto* let = std::get_if<ast::Let>(&promise->node)) {
        expressions_.CheckLet(entry, let->name.text);
      }
    }
    const Checked measure = expressions_.CheckMeasure(entry);
    CheckTarget(entry, measure);
    if (entry.credit && !entry.target) {
      c_.sink
          .Report(
              diag::kTargetWithoutMeasure,
              entry.credit->span,
              "a credit is owed when a target is missed, and there is none"
          )
          .help = "add `target`";
    }
    expressions_.CheckCredit(entry);
    expressions_.CheckBonus(entry);
    for (const auto& promise : entry.source->promises) {
      if (const auto* only = std::get_if<ast::OnlyWhen>(&promise->node)) {
        Scope scope = expressions_.ScopeOf(entry);
        scope.module = promise.module;
        c_.plan.objectives[entry.index].only_when =
            expressions_.CheckTruth(only->condition, scope, "`only when`").node;
      }
      if (const auto* relies = std::get_if<ast::Relies>(&promise->node)) {
        Reliance(entry, *relies, promise);
      }
    }
    std::vector<plan::Objective::Let>& lets = c_.plan.objectives[entry.index].lets;
    SortAsWritten(entry, lets);
  }

 private:
  std::string Party(const ast::Name& name) {
    if (!c_.parties.contains(name.text)) {
      std::vector<std::string> names(c_.parties.begin(), c_.parties.end());
      auto& problem =
          c_.sink.Report(diag::kUnknownName, name.span, fmt::format("`{}` is no party", name.text));
      if (const auto near = NearestName(name.text, names)) {
        SuggestName(problem, name.span, *near);
      }
    }
    return name.text == "provider"   ? c_.plan.provider.name
           : name.text == "customer" ? c_.plan.customer.name
                                     : name.text;
  }

  static std::size_t PlaceOf(const ObjectiveEntry& entry, const std::string& name) {
    const auto& promises = entry.source->promises;
    for (std::size_t i = 0; i < promises.size(); ++i) {
      const auto* let = std::get_if<ast::Let>(&promises[i]->node);
      if (let != nullptr && let->name.text == name) {
        return i;
      }
    }
    return promises.size();
  }

  static void SortAsWritten(const ObjectiveEntry& entry, std::vector<plan::Objective::Let>& lets) {
    std::sort(lets.begin(), lets.end(), [&](const auto& a, const auto& b) {
      return PlaceOf(entry, a.name) < PlaceOf(entry, b.name);
    });
  }

  void CheckTarget(ObjectiveEntry& entry, const Checked& measure) {
    if (!entry.target) {
      return;
    }
    if (!entry.measure) {
      c_.sink.Report(diag::kTargetWithoutMeasure, entry.target->span, "a target without a measure")
          .help = "add `measure`";
      return;
    }
    Scope scope = expressions_.ScopeOf(entry);
    scope.module = entry.target->module;
    const ast::Target& target = *entry.target->node;
    if (measure.is_bad()) {
      expressions_.Check(target.value, scope);
      return;
    }
    const Checked limit =
        expressions_.CheckAs(target.value, scope, types::Quantity(measure.type.unit), "the target");
    if (limit.is_bad()) {
      return;
    }
    c_.plan.objectives[entry.index].target = limit.node;
    c_.plan.objectives[entry.index].target_compare = ToPlan(target.op);
    Reachable(measure, limit, target.op, scope.file()[target.value].span);
  }

  // A target beyond every value the measure can take.
  void Reachable(const Checked& measure, const Checked& limit, ast::CompareOp op, Span span) {
    const bool upward = op == ast::CompareOp::kGreater || op == ast::CompareOp::kGreaterEqual;
    const bool never = upward ? measure.high && limit.low && *limit.low > *measure.high
                              : measure.low && limit.high && *limit.high < *measure.low;
    if (!never) {
      return;
    }
    auto& problem =
        c_.sink.Report(diag::kOutOfRange, span, "no value of the measure can meet this target");
    if (measure.high && measure.high->ToString() == "1" && limit.is_literal &&
        limit.low->ToInt64().value_or(1) <= 100) {
      problem.help = "is a percent sign missing?";
      problem.fixes.push_back(
          {"add `%`", diag::Safety::kUnsafe, {{{span.file, span.end, span.end}, "%"}}}
      );
    }
  }

  template <typename T>
  static Sited<T> Site(const Sited<ast::Promise>& promise, const T& node) {
    return {promise.module, &node, promise.span, nullptr};
  }
  template <typename T>
  void Once(std::optional<Sited<T>>& slot, const Sited<ast::Promise>& promise, const T& node) {
    if (slot) {
      c_.sink.Report(diag::kRepeatedStatement, promise.span, "this is said twice")
          .secondary.push_back({slot->span, "first here"});
      return;
    }
    slot = Site(promise, node);
  }

  void Take(ObjectiveEntry& e, plan::Objective&, const Sited<ast::Promise>& p, const ast::Let& n) {
    if (e.lets.contains(n.name.text)) {
      c_.sink
          .Report(
              diag::kDuplicateName, n.name.span, fmt::format("`{}` is defined twice", n.name.text)
          )
          .secondary.push_back({e.lets.at(n.name.text)->name.span, "first here"});
      return;
    }
    e.lets[n.name.text] = Site(p, n);
    e.let_states[n.name.text] = {};
  }
  void Take(
      ObjectiveEntry&, plan::Objective& o, const Sited<ast::Promise>&, const ast::OwnPeriod& n
  ) {
    o.period = expressions_.ResolveRhythm(n.rhythm);
  }
  void Take(ObjectiveEntry&, plan::Objective&, const Sited<ast::Promise>&, const ast::OnlyWhen&) {}
  void Take(
      ObjectiveEntry& e, plan::Objective&, const Sited<ast::Promise>& p, const ast::Measure& n
  ) {
    Once(e.measure, p, n);
  }
  void Take(
      ObjectiveEntry& e, plan::Objective&, const Sited<ast::Promise>& p, const ast::Target& n
  ) {
    Once(e.target, p, n);
  }
  void Take(
      ObjectiveEntry& e, plan::Objective&, const Sited<ast::Promise>& p, const ast::Credit& n
  ) {
    Once(e.credit, p, n);
  }
  void Take(
      ObjectiveEntry& e, plan::Objective&, const Sited<ast::Promise>& p, const ast::Bonus& n
  ) {
    Once(e.bonus, p, n);
  }
  void Take(ObjectiveEntry&, plan::Objective&, const Sited<ast::Promise>&, const ast::Relies&) {}
  void Take(ObjectiveEntry&, plan::Objective&, const Sited<ast::Promise>&, const ast::Change&) {}

  void Reliance(
      ObjectiveEntry& entry, const ast::Relies& relies, const Sited<ast::Promise>& promise
  ) {
    plan::Objective::Reliance reliance{.how = "all", .independent = relies.independent};
    if (relies.how) {
      reliance.how = relies.how->text;
      if (reliance.how != "all" && reliance.how != "any") {
        c_.sink
            .Report(
                diag::kUnknownWord, relies.how->span, fmt::format("`relies on {} of`", reliance.how)
            )
            .help = "all, any or a number";
      }
    }
    if (relies.at_least) {
      reliance.how = "at_least";
      reliance.at_least = *relies.at_least;
    }
    for (const ast::Figure& figure : relies.figures) {
      if (figure.path.names.size() != 2) {
        c_.sink
            .Report(
                diag::kUnknownAgreement,
                figure.path.span,
                "an objective of another agreement is meant"
            )
            .help = "`AGREEMENT.OBJECTIVE`";
        continue;
      }
      const ast::Name& agreement = figure.path.names[0];
      if (resolve::FindAgreement(*promise.module, agreement.text).agreement == nullptr) {
        auto& problem = c_.sink.Report(
            diag::kUnknownAgreement,
            agreement.span,
            fmt::format("no agreement `{}`", agreement.text)
        );
        if (const auto near =
                NearestName(agreement.text, resolve::AgreementNames(*promise.module))) {
          SuggestName(problem, agreement.span, *near);
        }
        continue;
      }
      plan::Objective::Reliance::Figure found{
          .agreement = agreement.text, .objective = figure.path.names[1].text};
      for (const ast::ExprId id : figure.index) {
        if (const auto* ref = std::get_if<ast::Ref>(&promise.file()[id].node)) {
          found.members.push_back(ref->name.text);
        } else if (const auto* text = std::get_if<ast::TextLit>(&promise.file()[id].node)) {
          found.members.push_back(text->value);
        }
      }
      reliance.figures.push_back(std::move(found));
    }
    c_.plan.objectives[entry.index].relies_on.push_back(std::move(reliance));
  }

  Context& c_;
  ExpressionChecker& expressions_;
};

}  // namespace

void DeclareObjectives(Context& context, ExpressionChecker& expressions) {
  ObjectiveReader reader(context, expressions);
  for (const resolve::EffectiveObjective& objective : context.agreement.objectives) {
    Declare(context, objective.declaration->name);
    reader.Declare(objective);
  }
}

void CheckObjectives(Context& context, ExpressionChecker& expressions) {
  ObjectiveReader reader(context, expressions);
  for (const resolve::EffectiveObjective& objective : context.agreement.objectives) {
    reader.Check(context.objectives.at(objective.declaration->name.text));
  }
}

}  // namespace slate::check
