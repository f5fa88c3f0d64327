// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/validate.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "runtime/plan/names.h"
#include "runtime/plan/signature.h"
#include "runtime/plan/walk.h"

namespace slate::plan {

namespace {

using Problem = std::optional<Error>;

// How many nodes may stand on one another; evaluation goes down as many calls.
constexpr std::size_t kDeepest = 2000;

constexpr std::array<std::string_view, 9> kResultFields = {
    "value", "target", "met", "missed", "pending", "undecided", "void", "credit", "bonus"};

constexpr std::array<std::string_view, 4> kRightFields = {
    "granted", "standing", "exercised", "lapsed"};

bool IsOfRight(std::string_view field) {
  return std::find(kRightFields.begin(), kRightFields.end(), field) != kRightFields.end();
}

template <typename T>
const T* Named(const std::vector<T>& items, std::string_view name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

template <typename Number, typename... Args>
Problem At(std::string_view table, Number at, fmt::format_string<Args...> text, Args&&... args) {
  return Error{
      fmt::format("/{}/{}: {}", table, at, fmt::format(text, std::forward<Args>(args)...))};
}

// ---- One node ----

bool Has(const Node& node, char attribute) {
  switch (attribute) {
    case 'n': return !node.name.empty();
    case 'i': return !node.input.empty();
    case 'f': return !node.field.empty();
    case 'b': return node.body.has_value();
    case 'r': return node.rollup.has_value();
    case 'y': return node.rhythm.has_value();
    case 'w': return node.where.has_value();
    default: Unreachable("an attribute of a signature means nothing");
  }
}

std::string_view AttributeOf(char letter) {
  switch (letter) {
    case 'n': return "name";
    case 'i': return "input";
    case 'f': return "field";
    case 'b': return "body";
    case 'r': return "rollup";
    case 'y': return "rhythm";
    case 'w': return "where";
    default: Unreachable("an attribute of a signature means nothing");
  }
}

std::string_view ArgsOfNode(const Node& node) {
  const bool ranges = node.op == Op::kAggregate || node.op == Op::kSpansOfBins;
  return ranges ? ArgsOf(node.source) : SignatureOf(node.op).args;
}

Problem CheckArguments(const Plan& plan, std::size_t id, const Node& node) {
  const std::string_view args = ArgsOfNode(node);
  const ArgRange range = RangeOf(args);
  if (node.args.size() < range.least || node.args.size() > range.most) {
    return At("nodes", id, "`{}` cannot have {} arguments", NameOf(node.op), node.args.size());
  }
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    const char letter = LetterOf(args, i);
    if (!Fits(letter, plan[node.args[i]].type.kind)) {
      return At("nodes", id, "argument {} of `{}` is not {}", i, NameOf(node.op), WordsOf(letter));
    }
  }
  return std::nullopt;
}

Problem CheckAttributes(const Plan& plan, std::size_t id, const Node& node) {
  for (const char letter : SignatureOf(node.op).needs) {
    // The filter of slots may as well stand in their rollup.
    const bool in_rollup = letter == 'w' && node.rollup && plan[*node.rollup].where;
    if (!Has(node, letter) && !in_rollup) {
      return At("nodes", id, "`{}` lacks its `{}`", NameOf(node.op), AttributeOf(letter));
    }
  }
  if (node.where && plan[*node.where].type.kind != Type::Kind::kBool) {
    return At("nodes", id, "`where` is not a truth value");
  }
  const bool ranges = node.op == Op::kAggregate || node.op == Op::kSpansOfBins;
  const bool windows = node.rhythm && node.rhythm->unit != Rhythm::Unit::kTerm;
  if (ranges && node.source == Source::kRhythmBins && !windows) {
    return At("nodes", id, "bins lack the rhythm of their windows");
  }
  if (node.index < 0) {
    return At("nodes", id, "the index is below 0");
  }
  if (node.op == Op::kTable && node.rows.empty() && !node.fallback) {
    return At("nodes", id, "a table has no row");
  }
  for (const TableRow& row : node.rows) {
    if (row.labels.size() != node.args.size()) {
      return At("nodes", id, "a row does not have a label for each of {} keys", node.args.size());
    }
  }
  return std::nullopt;
}

Type::Kind KindOf(const Constant& constant, Type::Kind otherwise) {
  using Kind = Type::Kind;
  constexpr std::array kKinds = {
      Kind::kNumber,
      Kind::kBool,
      Kind::kInstant,
      Kind::kInstant,
      Kind::kDate,
      Kind::kText,
      Kind::kMember};
  static_assert(std::variant_size_v<Constant> == kKinds.size() + 1);
  return constant.index() == 0 ? otherwise : kKinds[constant.index() - 1];
}

Problem CheckConstant(std::size_t id, const Node& node) {
  if (node.op == Op::kConst && KindOf(node.constant, node.type.kind) != node.type.kind) {
    return At("nodes", id, "the constant is not of its type, {}", NameOf(node.type.kind));
  }
  const bool percentile = node.aggregate == Aggregate::kPercentile && node.op == Op::kAggregate;
  if (percentile && (node.quantile.sign() <= 0 || node.quantile > Rational(1))) {
    return At("nodes", id, "the quantile is not in (0, 1]");
  }
  return std::nullopt;
}

bool IsField(const Plan& plan, const Node& node) {
  const std::string_view field = node.field;
  if (IsOfRight(field) && Named(plan.rights, node.name) != nullptr) {
    return true;
  }
  if (!field.starts_with("let:")) {
    return std::find(kResultFields.begin(), kResultFields.end(), field) != kResultFields.end();
  }
  const Objective* objective = Named(plan.objectives, node.name);
  return objective != nullptr && Named(objective->lets, field.substr(4)) != nullptr;
}

bool IsKey(const Plan& plan, std::string_view name) {
  return Named(plan.keys, name) != nullptr ||
         std::any_of(plan.bound.begin(), plan.bound.end(), [&](const auto& bound) {
           return bound.first == name;
         });
}

// What the node's `name` names, if that is not there; else empty.
std::string_view Missing(const Plan& plan, const Node& node) {
  switch (node.op) {
    case Op::kMember: return IsKey(plan, node.name) ? "" : "key";
    case Op::kGiven: return Named(plan.givens, node.name) ? "" : "given";
    case Op::kAttested: return Named(plan.attested, node.name) ? "" : "attested fact";
    case Op::kCalendar: return Named(plan.calendars, node.name) ? "" : "calendar";
    case Op::kStage: return Named(plan.settles, node.name) ? "" : "settlement";
    case Op::kCaseColumn: return Named(plan.inputs, node.input) ? "" : "input";
    case Op::kAggregate:
      return node.source != Source::kMembers || IsKey(plan, node.name) ? "" : "key";
    case Op::kResult:
      if (IsOfRight(node.field)) {
        return Named(plan.rights, node.name) ? "" : "right";
      }
      return Named(plan.objectives, node.name) ? "" : "objective";
    default: return "";
  }
}

Problem CheckNames(const Plan& plan, std::size_t id, const Node& node) {
  const std::string_view kind = Missing(plan, node);
  if (!kind.empty()) {
    const std::string& name = node.op == Op::kCaseColumn ? node.input : node.name;
    return At("nodes", id, "there is no {} `{}`", kind, name);
  }
  if (node.op == Op::kResult && !IsField(plan, node)) {
    return At("nodes", id, "`{}` has no field `{}`", node.name, node.field);
  }
  if (node.op == Op::kPrevious && plan[node.args[0]].op != Op::kResult) {
    return At("nodes", id, "`previous` is not of a result");
  }
  return std::nullopt;
}

Problem CheckNode(const Plan& plan, std::size_t id, const Node& node) {
  using NodeCheck = Problem (*)(const Plan&, std::size_t, const Node&);
  constexpr std::array<NodeCheck, 3> kChecks = {CheckArguments, CheckAttributes, CheckNames};
  for (const NodeCheck check : kChecks) {
    if (Problem problem = check(plan, id, node)) {
      return problem;
    }
  }
  return CheckConstant(id, node);
}

// ---- Declarations ----

Problem CheckRollup(const Plan& plan, std::size_t id, const Rollup& rollup) {
  if (Named(plan.inputs, rollup.input) == nullptr) {
    return At("rollups", id, "there is no input `{}`", rollup.input);
  }
  for (const Rollup::Scope& scope : rollup.scope) {
    if (!IsKey(plan, scope.key)) {
      return At("rollups", id, "there is no key `{}`", scope.key);
    }
  }
  if (rollup.where && plan[*rollup.where].type.kind != Type::Kind::kBool) {
    return At("rollups", id, "`where` is not a truth value");
  }
  if (rollup.place_kind == Rollup::Place::kColumn && rollup.column.empty()) {
    return At("rollups", id, "the column of the place is missing");
  }
  if (rollup.place_kind == Rollup::Place::kExpression && !rollup.place) {
    return At("rollups", id, "the value of the place is missing");
  }
  return std::nullopt;
}

template <typename T>
Problem CheckUnique(std::string_view table, const std::vector<T>& items) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!seen.insert(items[i].name).second) {
      return At(table, i, "`{}` is there twice", items[i].name);
    }
  }
  return std::nullopt;
}

Problem CheckTables(const Plan& plan) {
  const std::array problems = {
      CheckUnique("keys", plan.keys),
      CheckUnique("calendars", plan.calendars),
      CheckUnique("inputs", plan.inputs),
      CheckUnique("givens", plan.givens),
      CheckUnique("attested", plan.attested),
      CheckUnique("objectives", plan.objectives),
      CheckUnique("settles", plan.settles),
      CheckUnique("rights", plan.rights)};
  const auto found = std::find_if(problems.begin(), problems.end(), [](const Problem& p) {
    return p.has_value();
  });
  return found == problems.end() ? std::nullopt : *found;
}

Problem CheckSettle(const Plan& plan, std::size_t at, const Settle& settle) {
  for (const Settle::Part& part : settle.parts) {
    for (const Settle::Part::Term& term : part.of) {
      if (Named(plan.objectives, term.objective) == nullptr) {
        return At("settles", at, "there is no objective `{}`", term.objective);
      }
      if (term.field != "credit" && term.field != "bonus") {
        return At("settles", at, "`{}` is neither credit nor bonus", term.field);
      }
    }
  }
  for (const Step& step : settle.steps) {
    const bool bare = step.kind == Step::Kind::kClaim || step.kind == Step::Kind::kUndecided;
    if (!bare && !step.amount) {
      return At("settles", at, "the step `{}` lacks its amount", NameOf(step.kind));
    }
    if (step.last_periods && *step.last_periods < 1) {
      return At("settles", at, "a cap goes over {} periods", *step.last_periods);
    }
  }
  return std::nullopt;
}

Problem CheckExample(const Plan& plan, std::size_t at, const Example& example) {
  for (const std::vector<NodeId>& tuple : example.tuples) {
    if (tuple.size() != example.try_names.size()) {
      return At("examples", at, "a tuple does not have {} values", example.try_names.size());
    }
  }
  for (const ExampleData& data : example.data) {
    if (!Named(plan.inputs, data.input) && !Named(plan.attested, data.input)) {
      return At("examples", at, "there is no input `{}`", data.input);
    }
  }
  for (const Fact& fact : example.supposes) {
    if (Named(plan.objectives, fact.name) == nullptr) {
      return At("examples", at, "there is no objective `{}`", fact.name);
    }
  }
  for (const Expectation& expectation : example.expectations) {
    if (plan[expectation.claim].type.kind != Type::Kind::kBool) {
      return At("examples", at, "an expectation is not a truth value");
    }
  }
  return std::nullopt;
}

template <typename T, typename F>
Problem CheckEach(const Plan& plan, const T& items, F&& check) {
  std::size_t at = 0;
  for (const auto& item : items) {
    if (Problem problem = check(plan, at, item)) {
      return problem;
    }
    ++at;
  }
  return std::nullopt;
}

// ---- Order of evaluation ----

// What a node needs before it, in the same period.
std::vector<NodeId> NeedsOf(const Plan& plan, const Node& node) {
  std::vector<NodeId> needs;
  if (node.op == Op::kPrevious) {
    const std::vector<NodeId>& keys = plan[node.args[0]].args;
    return keys;
  }
  ForEachArg(plan, node, [&](NodeId id) { needs.push_back(id); });
  if (node.op == Op::kResult) {
    const std::vector<NodeId> roots = RootsOfResult(plan, node);
    needs.insert(needs.end(), roots.begin(), roots.end());
  }
  return needs;
}

// Depth-first over the needs, without recursion: the depth is what has to be found out.
class Order {
 public:
  explicit Order(const Plan& plan) : plan_(plan), depth_(plan.nodes.size(), kNew) {}

  Problem Check() {
    for (std::size_t i = 0; i < depth_.size(); ++i) {
      if (Problem problem = Visit(static_cast<NodeId>(i))) {
        return problem;
      }
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t kNew = SIZE_MAX;
  static constexpr std::size_t kOpen = SIZE_MAX - 1;
  struct Frame {
    NodeId id;
    std::vector<NodeId> needs;
    std::size_t next = 0;
  };

  Problem Enter(NodeId id) {
    if (depth_[Index(id)] == kOpen) {
      return At("nodes", Index(id), "the value needs itself");
    }
    if (depth_[Index(id)] == kNew) {
      depth_[Index(id)] = kOpen;
      stack_.push_back({id, NeedsOf(plan_, plan_[id])});
    }
    return std::nullopt;
  }

  Problem Leave() {
    std::size_t deepest = 0;
    for (const NodeId need : stack_.back().needs) {
      deepest = std::max(deepest, depth_[Index(need)]);
    }
    const std::size_t at = Index(stack_.back().id);
    depth_[at] = deepest + 1;
    stack_.pop_back();
    return deepest < kDeepest
               ? std::nullopt
               : At("nodes", at, "more than {} nodes stand on one another", kDeepest);
  }

  Problem Visit(NodeId root) {
    Problem problem = Enter(root);
    while (!problem && !stack_.empty()) {
      Frame& frame = stack_.back();
      problem = frame.next < frame.needs.size() ? Enter(frame.needs[frame.next++]) : Leave();
    }
    return problem;
  }

  const Plan& plan_;
  std::vector<std::size_t> depth_;
  std::vector<Frame> stack_;
};

}  // namespace

std::vector<NodeId> RootsOfResult(const Plan& plan, const Node& result) {
  std::vector<NodeId> roots;
  const auto add = [&](const std::optional<NodeId>& id) {
    if (id) {
      roots.push_back(*id);
    }
  };
  if (IsOfRight(result.field)) {
    add(Named(plan.rights, result.name)->when);
    return roots;
  }
  const Objective& objective = *Named(plan.objectives, result.name);
  if (result.field.starts_with("let:")) {
    add(Named(objective.lets, std::string_view(result.field).substr(4))->value);
    return roots;
  }
  if (result.field != "value") {
    add(objective.target);
  }
  if (result.field != "target") {
    add(objective.only_when);
    add(objective.measure);
  }
  if (result.field == "credit" || result.field == "bonus") {
    add(objective.credit);
  }
  if (result.field == "bonus") {
    add(objective.bonus_when);
    add(objective.bonus);
  }
  return roots;
}

std::optional<Error> Validate(const Plan& plan) {
  const auto checks = std::array<Problem, 5>{
      CheckTables(plan),
      CheckEach(plan, plan.nodes, CheckNode),
      CheckEach(plan, plan.rollups, CheckRollup),
      CheckEach(plan, plan.settles, CheckSettle),
      CheckEach(plan, plan.examples, CheckExample)};
  for (const Problem& problem : checks) {
    if (problem) {
      return problem;
    }
  }
  for (std::size_t i = 0; i < plan.amended.size(); ++i) {
    if (const Problem problem = Validate(plan.amended[i])) {
      return Error{fmt::format("/amended/{}{}", i, problem->message)};
    }
  }
  return Order(plan).Check();
}

}  // namespace slate::plan
