// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/declarations.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"
#include "compiler/types/describe.h"
#include "runtime/base/overloaded.h"
#include "runtime/plan/walk.h"

namespace slate::check {

namespace {

using Unit = plan::Unit;

std::optional<plan::Combine> CombineWord(Context& c, const ast::Name& word) {
  using Combine = plan::Combine;
  if (word.text == "sum") {
    return Combine::kSum;
  }
  if (word.text == "highest") {
    return Combine::kHighest;
  }
  if (word.text == "lowest") {
    return Combine::kLowest;
  }
  c.sink.Report(diag::kUnknownWord, word.span, fmt::format("`{} of`", word.text)).help =
      "sum of, highest of or lowest of";
  return std::nullopt;
}

class SettleReader {
 public:
  SettleReader(Context& context, ExpressionChecker& expressions, const Sited<ast::Settle>& source)
      : c_(context), expressions_(expressions), source_(source), declared_(*source.node) {}

  void Declare() {
    plan::Settle settle{.name = declared_.name ? declared_.name->text : "settlement"};
    if (declared_.name) {
      check::Declare(c_, *declared_.name);
    }
    for (const ast::Over& over : declared_.each) {
      if (c_.keys.contains(over.key.text)) {
        settle.keys.push_back(over.key.text);
      } else {
        Scope scope;
        BindKey(c_, scope, over.key);
      }
    }
    if (declared_.per) {
      settle.per = expressions_.ResolveRhythm(*declared_.per, Scope{});
    }
    if (declared_.for_party) {
      if (!c_.parties.contains(declared_.for_party->text)) {
        c_.sink.Report(
            diag::kUnknownName,
            declared_.for_party->span,
            fmt::format("`{}` is no party", declared_.for_party->text)
        );
      }
      settle.for_party = declared_.for_party->text;
    }
    if (declared_.total) {
      Total(*declared_.total, settle);
    } else if (!source_.module->incomplete) {
      c_.sink
          .Report(
              diag::kCombinationMissing, source_.span, "the settlement does not say what it pays"
          )
          .help = "`sum of OBJECTIVE, …` or `highest of OBJECTIVE, …`";
    }
    c_.settles[settle.name] = c_.plan.settles.size();
    c_.plan.settles.push_back(std::move(settle));
  }

  void Check() {
    index_ = c_.settles.at(declared_.name ? declared_.name->text : "settlement");
    scope_ = AgreementScope(c_, *source_.module);
    for (const ast::Over& over : declared_.each) {
      BindKey(c_, scope_, over.key);
    }
    const auto unit = UnitOfParts();
    bool rounds = false;
    bool says_undecided = false;
    for (const ast::Step& step : declared_.steps) {
      current_ = &step;
      rounds = rounds || std::holds_alternative<ast::Round>(step.node);
      says_undecided = says_undecided || std::holds_alternative<ast::UndecidedPays>(step.node);
      if (unit) {
        std::visit([&](const auto& node) { Step(node, *unit); }, step.node);
      }
    }
    if (unit && unit->size() == 1 && types::IsCurrency(unit->begin()->first) && !rounds) {
      auto& problem = c_.sink.Report(
          diag::kMissingRound, source_.span, "an amount of money leaves the settlement unrounded"
      );
      problem.help = fmt::format("`round half_up to 0.01 {}`", unit->begin()->first);
    }
    if (!says_undecided && HasUnknownGaps()) {
      c_.sink
          .Report(
              diag::kUndecidedUnstated,
              source_.span,
              "a figure may be undecided when the money is due"
          )
          .help = "`undecided pays lower` or `undecided pays upper`";
    }
  }

 private:
  void Total(const ast::Total& total, plan::Settle& settle) {
    const auto combine = CombineWord(c_, total.how);
    settle.combine = combine.value_or(plan::Combine::kSum);
    for (const ast::Part& part : total.parts) {
      plan::Settle::Part added;
      if (part.path) {
        AddTerm(*part.path, added);
      } else {
        added.grouped = true;
        added.combine = CombineWord(c_, *part.how).value_or(plan::Combine::kSum);
        for (const ast::Path& path : part.paths) {
          AddTerm(path, added);
        }
        for (const ast::Over& over : part.each) {
          added.keys.push_back(over.key.text);
        }
      }
      settle.parts.push_back(std::move(added));
    }
  }

  void AddTerm(const ast::Path& path, plan::Settle::Part& part) {
    const std::string& name = path.names[0].text;
    const std::string field = path.names.size() == 2 ? path.names[1].text : "credit";
    if (c_.settles.contains(name) && path.names.size() == 1) {
      part.of.push_back({name, "stage"});
      return;
    }
    if (!c_.objectives.contains(name) && source_.module->incomplete) {
      return;
    }
    if (!c_.objectives.contains(name)) {
      std::vector<std::string> names;
      for (const auto& [known, entry] : c_.objectives) {
        names.push_back(known);
      }
      auto& problem =
          c_.sink.Report(diag::kUnknownName, path.span, fmt::format("no objective `{}`", name));
      if (const auto near = NearestName(name, names)) {
        SuggestName(problem, path.names[0].span, *near);
      }
      return;
    }
    if (field != "credit" && field != "bonus") {
      c_.sink.Report(diag::kUnknownField, path.span, fmt::format("`{}` is no amount", path.Text()))
          .help = "credit or bonus";
      return;
    }
    part.of.push_back({name, field});
  }

  // All amounts that are combined have one unit.
  std::optional<Unit> UnitOfParts() {
    std::optional<Unit> unit;
    std::string first;
    for (const plan::Settle::Part& part : c_.plan.settles[index_].parts) {
      for (const plan::Settle::Part::Term& term : part.of) {
        const auto own = UnitOfTerm(term);
        if (!own) {
          return std::nullopt;
        }
        if (unit && *unit != *own) {
          c_.sink
              .Report(
                  diag::kUnitMismatch,
                  source_.span,
                  fmt::format(
                      "`{}` owes {}, `{}` owes {}",
                      first,
                      types::Describe(types::Quantity(*unit)),
                      term.objective,
                      types::Describe(types::Quantity(*own))
                  )
              )
              .help = "settle them apart: `settle NAME { … }`";
          return std::nullopt;
        }
        if (!unit) {
          unit = own;
          first = term.objective;
        }
      }
    }
    return unit;
  }

  std::optional<Unit> UnitOfTerm(const plan::Settle::Part::Term& term) {
    if (term.field == "stage") {
      return Unit{{c_.plan.currency, 1}};
    }
    ObjectiveEntry& objective = c_.objectives.at(term.objective);
    const bool bonus = term.field == "bonus";
    if (bonus ? !objective.bonus : !objective.credit) {
      c_.sink
          .Report(
              diag::kUnknownField,
              source_.span,
              fmt::format("`{}` has no {}", term.objective, term.field)
          )
          .help =
          fmt::format("add `{} …` to the objective, or leave it out of the settlement", term.field);
      return std::nullopt;
    }
    const Checked& amount =
        bonus ? expressions_.CheckBonus(objective) : expressions_.CheckCredit(objective);
    return amount.is_value() ? std::optional(amount.type.unit) : std::nullopt;
  }

  plan::Step& Add(plan::Step::Kind kind) {
    plan::Step step{.kind = kind, .origin = OriginOf(current_->span)};
    c_.plan.settles[index_].steps.push_back(std::move(step));
    return c_.plan.settles[index_].steps.back();
  }

  std::optional<NodeId> Amount(ast::ExprId id, const Unit& unit, std::string_view what) {
    const Checked value = expressions_.CheckAs(id, scope_, types::Quantity(unit), what);
    return value.is_bad() ? std::nullopt : std::optional(value.node);
  }

  void Step(const ast::DropWhen& n, const Unit& unit) {
    const auto amount = Amount(n.limit, unit, "`drop when`");
    plan::Step& step = Add(plan::Step::Kind::kDrop);
    step.compare = ToPlan(n.op);
    step.amount = amount;
  }
  void Step(const ast::HoldWhen& n, const Unit& unit) {
    const auto amount = Amount(n.limit, unit, "`hold when`");
    plan::Step& step = Add(plan::Step::Kind::kHold);
    step.compare = ToPlan(n.op);
    step.amount = amount;
  }
  void Step(const ast::Cap& n, const Unit& unit) {
    const auto amount = Amount(n.limit, unit, "`cap`");
    std::optional<plan::Rhythm> per;
    if (n.per && n.per->name) {
      per = expressions_.ResolveRhythm(*n.per->name, Scope{});
      if (n.per->name->text == "period") {
        per.reset();  // the amount of this period alone
      }
    }
    plan::Step& step = Add(plan::Step::Kind::kCap);
    step.amount = amount;
    step.per = per;
    if (n.per && n.per->last_periods) {
      step.last_periods = n.per->last_periods;
    }
    if (n.by) {
      step.by = n.by->text;
      if (step.by != "start" && step.by != "end") {
        c_.sink.Report(diag::kUnknownWord, n.by->span, fmt::format("`by {}`", step.by)).help =
            "by start or by end";
      }
    }
  }
  void Step(const ast::Less& n, const Unit& unit) {
    const auto amount = BonusNode(n.amount, unit);
    Add(plan::Step::Kind::kLess).amount = amount;
  }

  // The bonus of an objective, summed over the keys that the settlement does not have.
  std::optional<NodeId> BonusNode(const ast::Path& path, const Unit& unit) {
    const auto found = c_.objectives.find(path.names[0].text);
    if (found == c_.objectives.end() || path.names.size() != 2 ||
        (path.names[1].text != "bonus" && path.names[1].text != "credit")) {
      c_.sink.Report(diag::kUnknownField, path.span, fmt::format("`{}` is no bonus", path.Text()))
          .help = "`less OBJECTIVE.bonus`";
      return std::nullopt;
    }
    const bool bonus = path.names[1].text == "bonus";
    const Checked& amount =
        bonus ? expressions_.CheckBonus(found->second) : expressions_.CheckCredit(found->second);
    if (!amount.is_value()) {
      return std::nullopt;
    }
    if (amount.type.unit != unit) {
      c_.sink.Report(
          diag::kUnitMismatch,
          path.span,
          fmt::format(
              "{} less {}", types::Describe(types::Quantity(unit)), types::Describe(amount.type)
          )
      );
      return std::nullopt;
    }
    plan::Node node{
        .op = plan::Op::kResult,
        .type = types::Quantity(unit),
        .name = path.names[0].text,
        .field = path.names[1].text};
    std::vector<std::string> summed;
    for (const std::string& key : c_.plan.objectives[found->second.index].keys) {
      const auto bound = scope_.members.find(key);
      if (bound == scope_.members.end()) {
        summed.push_back(key);
      }
      node.args.push_back(
          bound != scope_.members.end()
              ? bound->second
              : c_.builder.Add({.op = plan::Op::kMember, .type = types::MemberOf(key), .name = key})
      );
    }
    NodeId result = c_.builder.Add(std::move(node));
    for (const std::string& key : summed) {
      result = c_.builder.Add({
          .op = plan::Op::kAggregate,
          .type = types::Quantity(unit),
          .name = key,
          .aggregate = plan::Aggregate::kSum,
          .source = plan::Source::kMembers,
          .body = result,
      });
    }
    return result;
  }

  void Step(const ast::Round& n, const Unit& unit) {
    using Rounding = plan::Rounding;
    static const std::map<std::string, Rounding> kModes{
        {"half_up", Rounding::kHalfUp},
        {"half_even", Rounding::kHalfEven},
        {"up", Rounding::kUp},
        {"down", Rounding::kDown},
        {"floor", Rounding::kFloor},
        {"ceil", Rounding::kCeil},
    };
    const auto amount = Amount(n.unit, unit, "`round`");
    plan::Step& step = Add(plan::Step::Kind::kRound);
    step.amount = amount;
    const auto mode = kModes.find(n.mode.text);
    if (mode == kModes.end()) {
      c_.sink.Report(diag::kUnknownWord, n.mode.span, fmt::format("`round {}`", n.mode.text)).help =
          "half_up, half_even, up, down, floor or ceil";
    } else {
      step.rounding = mode->second;
    }
  }
  void Step(const ast::Claim& n, const Unit&) {
    const Checked until = expressions_.CheckInstant(n.until, scope_, "`claim until`");
    plan::Step& step = Add(plan::Step::Kind::kClaim);
    step.until = until.is_bad() ? std::nullopt : std::optional(until.node);
    if (n.otherwise) {
      step.otherwise = n.otherwise->text;
      if (step.otherwise != "forfeited") {
        c_.sink
            .Report(
                diag::kUnknownWord, n.otherwise->span, fmt::format("`otherwise {}`", step.otherwise)
            )
            .help = "forfeited";
      }
    }
  }
  void Step(const ast::UndecidedPays& n, const Unit&) {
    if (n.which.text != "lower" && n.which.text != "upper") {
      c_.sink
          .Report(
              diag::kUnknownWord, n.which.span, fmt::format("`undecided pays {}`", n.which.text)
          )
          .help = "lower or upper";
    }
    Add(plan::Step::Kind::kUndecided).pays_upper = n.which.text == "upper";
  }

  // Whether an amount that is settled here reads an input with `gaps unknown`.
  bool HasUnknownGaps() const {
    std::vector<NodeId> open;
    std::set<std::string> objectives;
    const auto add_objective = [&](const std::string& name) {
      const auto found = c_.objectives.find(name);
      if (found == c_.objectives.end() || !objectives.insert(name).second) {
        return;
      }
      const plan::Objective& o = c_.plan.objectives[found->second.index];
      for (const auto& root : {o.measure, o.target, o.credit, o.bonus, o.bonus_when, o.only_when}) {
        if (root) {
          open.push_back(*root);
        }
      }
      for (const plan::Objective::Let& let : o.lets) {
        open.push_back(let.value);
      }
    };
    for (const plan::Settle::Part& part : c_.plan.settles[index_].parts) {
      for (const plan::Settle::Part::Term& term : part.of) {
        add_objective(term.objective);
      }
    }
    std::set<NodeId> seen;
    while (!open.empty()) {
      const NodeId id = open.back();
      open.pop_back();
      if (!seen.insert(id).second) {
        continue;
      }
      const plan::Node& node = c_.plan.nodes[id];
      if (node.op == plan::Op::kResult) {
        add_objective(node.name);
      }
      if (IsUnknownInput(node.input)) {
        return true;
      }
      plan::ForEachArg(c_.plan, node, [&](NodeId arg) { open.push_back(arg); });
    }
    return false;
  }

  bool IsUnknownInput(const std::string& name) const {
    const auto found = c_.inputs.find(name);
    return found != c_.inputs.end() &&
           c_.plan.inputs[found->second.index].gaps == plan::Input::Gaps::kUnknown;
  }

  Context& c_;
  ExpressionChecker& expressions_;
  const Sited<ast::Settle>& source_;
  const ast::Settle& declared_;
  std::size_t index_ = 0;
  Scope scope_;
  const ast::Step* current_ = nullptr;
};

}  // namespace

void DeclareSettles(Context& context, ExpressionChecker& expressions) {
  for (const auto& settle : context.agreement.settles) {
    SettleReader(context, expressions, settle).Declare();
  }
}

void CheckSettles(Context& context, ExpressionChecker& expressions) {
  for (const auto& settle : context.agreement.settles) {
    SettleReader(context, expressions, settle).Check();
  }
}

namespace {

std::string PartyOf(Context& c, const ast::Name& name) {
  if (!c.parties.contains(name.text)) {
    c.sink.Report(diag::kUnknownName, name.span, fmt::format("`{}` is no party", name.text)).help =
        "provider, customer, or the name of one of them";
  }
  return name.text == "provider"   ? c.plan.provider.name
         : name.text == "customer" ? c.plan.customer.name
                                   : name.text;
}

}  // namespace

void CheckRights(Context& context, ExpressionChecker& expressions) {
  for (const auto& right : context.agreement.rights) {
    Declare(context, right->name);
    context.rights[right->name.text] = context.plan.rights.size();
    plan::Right added{
        .name = right->name.text,
        .title = right->title.value_or(""),
        .party = PartyOf(context, right->by)};
    Scope scope = AgreementScope(context, *right.module);
    for (const ast::Over& over : right->each) {
      BindKey(context, scope, over.key);
      added.keys.push_back(over.key.text);
    }
    if (right->until) {
      const Checked until = expressions.CheckInstant(*right->until, scope, "`until`");
      added.until = until.is_bad() ? std::nullopt : std::optional(until.node);
    }
    if (right->when) {
      const Checked when = expressions.CheckTruth(*right->when, scope, "`when`");
      added.when = when.is_bad() ? std::nullopt : std::optional(when.node);
    }
    context.plan.rights.push_back(std::move(added));
  }
}

void CheckDuties(Context& context, ExpressionChecker& expressions) {
  for (const auto& duty : context.agreement.duties) {
    plan::Duty added{.parties = {}, .title = duty->title};
    for (const ast::Name& party : duty->parties) {
      added.parties.push_back(PartyOf(context, party));
    }
    const Scope scope = AgreementScope(context, *duty.module);
    if (duty->per) {
      added.per = expressions.ResolveRhythm(*duty->per, scope);
    }
    if (duty->until) {
      const ast::ExprId id = *duty->until;
      Checked until = expressions.AsValue(expressions.Check(id, scope), scope.file()[id].span);
      if (until.IsKind(Type::Kind::kDate)) {  // a day is over when it ends
        Type type = types::Instant();
        type.optional = until.type.optional;
        until.node = context.builder.Make(plan::Op::kDateEnd, type, {until.node});
        until.type = type;
      }
      until =
          expressions.Coerce(std::move(until), types::Instant(), scope.file()[id].span, "`until`");
      added.until = until.is_bad() ? std::nullopt : std::optional(until.node);
    }
    if (duty->when) {
      const Checked when = expressions.CheckTruth(*duty->when, scope, "`when`");
      added.when = when.is_bad() ? std::nullopt : std::optional(when.node);
    }
    if (duty->done_by) {
      added.done_by = duty->done_by->Text();
      if (!context.inputs.contains(*added.done_by)) {
        context.sink.Report(
            diag::kUnknownName, duty->done_by->span, fmt::format("no input `{}`", *added.done_by)
        );
      }
    }
    context.plan.duties.push_back(std::move(added));
  }
}

}  // namespace slate::check
