// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/joint.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "compiler/analysis/world.h"
#include "compiler/diff/counting.h"
#include "compiler/diff/joint_names.h"
#include "compiler/diff/normal_form.h"

namespace slate::diff {

namespace {

using exact::Rational;
using plan::Node;
using plan::Op;

// Under this name the bindings hold the period of an objective that has its own.
constexpr const char* kOwnPeriod = "";

plan::Unit Product(plan::Unit a, const plan::Unit& b) {
  for (const auto& [name, exponent] : b) {
    a[name] += exponent;
    if (a[name] == 0) {
      a.erase(name);
    }
  }
  return a;
}

}  // namespace

Joint::Joint(const plan::Plan& old_plan, const plan::Plan& new_plan, Renames renames)
    : old_(old_plan), new_(new_plan), renames_(std::move(renames)) {
  FindChangedDeclarations();
  FindChangedHistory();
  ReadPasts();
}

// ---- Names ----

std::string Joint::InputName(Side side, const std::string& name) const {
  const std::string now = side == Side::kOld ? Renamed(renames_.inputs, name) : name;
  return inputs_.count(now) > 0 ? now + std::string(SignOf(side)) : now;
}
std::string Joint::KeyName(Side side, const std::string& name) const {
  return side == Side::kOld ? Renamed(renames_.keys, name) : name;
}
std::string Joint::CalendarName(Side side, const std::string& name) const {
  return calendars_.count(name) > 0 ? name + std::string(SignOf(side)) : name;
}
std::string Joint::ObjectiveName(Side side, const std::string& name) const {
  const std::string now = side == Side::kOld ? Renamed(renames_.objectives, name) : name;
  return changed_objectives_.count(now) > 0 ? now + std::string(SignOf(side)) : now;
}

const plan::Calendar* Joint::FindCalendar(const std::string& joint_name) const {
  return Named(nodes_.calendars, joint_name);
}

// ---- Nodes ----

NodeId Joint::Constant(const Rational& value, const plan::Type& type) {
  plan::Type plain{.kind = plan::Type::Kind::kNumber, .unit = type.unit};
  return Intern({.op = Op::kConst, .type = std::move(plain), .constant = value});
}

NodeId Joint::Intern(Node node) {
  node.label.clear();
  node.origin.reset();
  for (plan::Rung& rung : node.rungs) {
    rung.printed.reset();
  }
  std::string key = KeyOf(node);
  if (const auto known = known_.find(key); known != known_.end()) {
    return known->second;
  }
  const NodeId id = nodes_.nodes.Add(std::move(node));
  known_.emplace(std::move(key), id);
  return id;
}

// What is taken away in several steps is taken away at once.
NodeId Joint::AddWithout(Node node) {
  const Node& inner = nodes_[node.args[0]];
  const NodeId base = inner.args[0];
  const NodeId without = Add(
      {.op = Op::kUnion,
       .type = {.kind = plan::Type::Kind::kSpans},
       .args = {inner.args[1], node.args[1]}}
  );
  node.args = {base, without};
  return Intern(std::move(node));
}

NodeId Joint::Add(Node node) {
  if (node.op == Op::kExcept && nodes_[node.args[0]].op == Op::kExcept) {
    return AddWithout(std::move(node));
  }
  Simpler simpler = Simplify(nodes_, std::move(node));
  if (const auto* id = std::get_if<NodeId>(&simpler)) {
    return *id;
  }
  Node& made = std::get<Node>(simpler);
  if (made.op != Op::kAdd && made.op != Op::kMultiply) {
    return Intern(std::move(made));
  }
  // All constants of a sum or product are one, which goes where it changes nothing.
  const bool sum = made.op == Op::kAdd;
  std::optional<Rational> all;
  plan::Type type;
  std::vector<NodeId> args;
  for (const NodeId arg : made.args) {
    const Node& part = nodes_[arg];
    const auto* value = std::get_if<Rational>(&part.constant);
    if (part.op != Op::kConst || value == nullptr) {
      args.push_back(arg);
      continue;
    }
    type.unit = all && !sum ? Product(type.unit, part.type.unit) : part.type.unit;
    all = !all ? *value : sum ? *all + *value : *all * *value;
  }
  const bool idle = all && (sum ? all->is_zero() : *all == Rational(1) && type.unit.empty());
  if (all && (!idle || args.empty())) {
    args.push_back(Constant(*all, type));
  }
  std::sort(args.begin(), args.end());
  made.args = std::move(args);
  return made.args.size() == 1 ? made.args.front() : Intern(std::move(made));
}

NodeId Joint::Import(Side side, NodeId id, const Bindings& bound) {
  Memo& memo = memo_[side == Side::kOld ? 0 : 1];
  const auto at = std::pair(id, bound);
  if (const auto known = memo.nodes.find(at); known != memo.nodes.end()) {
    return known->second;
  }
  const NodeId made = Made(side, id, bound);
  memo.nodes[at] = made;
  return made;
}

NodeId Joint::Made(Side side, NodeId id, const Bindings& bound) {
  const Node& node = of(side)[id];
  switch (node.op) {
    case Op::kMember:
      if (const auto to = bound.find(node.name); to != bound.end()) {
        return to->second;
      }
      break;
    case Op::kResult: return ResultOf(side, node, bound);
    case Op::kGiven: return GivenOf(side, node, bound);
    case Op::kPrevious: return InPlace(side, node, bound);
    default: break;
  }
  Node copy = node;
  Rename(side, copy, bound);
  ImportParts(side, copy, bound);
  // Over other members it is another aggregate.
  const bool over_members = copy.op == Op::kAggregate && copy.source == plan::Source::kMembers;
  if (over_members && key_changed(copy.name)) {
    copy.name += SignOf(side);
  }
  return Add(std::move(copy));
}

// An earlier result stays a name: what it stands for may be made of still earlier ones.
NodeId Joint::InPlace(Side side, const Node& node, const Bindings& bound) {
  const Node& result = of(side)[node.args[0]];
  Node copy = node;
  if (CountsUp(of(side), result)) {
    copy.type.range = plan::Type::Range::kCount;
  }
  copy.args.clear();
  copy.name = ObjectiveName(side, result.name);
  copy.field = result.field;
  for (const NodeId arg : result.args) {
    copy.args.push_back(Import(side, arg, bound));
  }
  const NodeId made = Add(std::move(copy));
  pasts_.insert({made, {.side = side, .result = node.args[0], .bound = bound, .line = {}}});
  return made;
}

// Reading one may bring up others.
void Joint::ReadPasts() {
  for (std::size_t read = 0; read != pasts_.size();) {
    read = pasts_.size();
    for (const auto& [id, past] : std::map(pasts_)) {
      if (!past.line) {
        pasts_.at(id).line = Import(past.side, past.result, past.bound);
      }
    }
  }
}

std::optional<NodeId> Joint::LineOfPast(NodeId previous) const {
  const auto past = pasts_.find(previous);
  return past == pasts_.end() ? std::nullopt : past->second.line;
}

void Joint::Rename(Side side, Node& node, const Bindings& bound) const {
  const auto own_period = bound.find(kOwnPeriod);
  const auto mark =
      own_period == bound.end() ? std::string() : fmt::format("#{}", Index(own_period->second));
  switch (node.op) {
    case Op::kMember: node.name = KeyName(side, node.name); break;
    case Op::kAttested:
      node.name += attested_.count(node.name) > 0 ? std::string(SignOf(side)) : std::string();
      break;
    case Op::kStage:
      node.name += changed_objectives_.count("settle " + node.name) > 0 ? std::string(SignOf(side))
                                                                        : std::string();
      break;
    case Op::kCalendar: node.name = CalendarName(side, node.name); break;
    case Op::kPeriod:
      // A member may exist for a part of the period only.
      node.name = mark;
      for (const plan::Key& key : of(side).keys) {
        const auto to = bound.find(key.name);
        if (key.during && to != bound.end()) {
          node.name += fmt::format(" {}={}", key.name, Index(to->second));
        }
      }
      break;
    case Op::kWholePeriod: node.name = mark; break;
    case Op::kAggregate:
      if (node.source == plan::Source::kMembers) {
        node.name = KeyName(side, node.name);
      } else {
        node.name += mark;
      }
      break;
    default: break;
  }
  if (!node.input.empty()) {
    node.input = InputName(side, node.input);
  }
  if (!node.type.key.empty()) {
    node.type.key = KeyName(side, node.type.key);
  }
}

void Joint::ImportParts(Side side, Node& node, const Bindings& bound) {
  Bindings inner = bound;
  if (node.op == Op::kAggregate && node.source == plan::Source::kMembers) {
    inner.erase(node.name);
  }
  const auto take = [&](NodeId& id, const Bindings& where) {
    id = Import(side, id, where);
  };
  for (NodeId& arg : node.args) {
    take(arg, bound);
  }
  if (node.where) {
    take(*node.where, inner);
  }
  if (node.body) {
    take(*node.body, inner);
  }
  for (plan::TableRow& row : node.rows) {
    take(row.value, bound);
  }
  for (plan::Rung& rung : node.rungs) {
    for (plan::Bound& limit : rung.bounds) {
      take(limit.value, bound);
    }
    take(rung.value, bound);
  }
  if (node.fallback) {
    take(*node.fallback, bound);
  }
  if (node.rollup) {
    node.rollup = ImportRollup(side, *node.rollup, bound);
  }
}

plan::RollupId Joint::ImportRollup(Side side, plan::RollupId id, const Bindings& bound) {
  plan::Rollup rollup = of(side)[id];
  rollup.input = InputName(side, rollup.input);
  for (plan::Rollup::Scope& scope : rollup.scope) {
    const auto to = bound.find(scope.key);
    scope.key = KeyName(side, scope.key);
    if (to != bound.end()) {
      scope.key += fmt::format("={}", Index(to->second));
    }
  }
  if (const auto own = bound.find(kOwnPeriod); own != bound.end()) {
    rollup.scope.push_back({.key = fmt::format("#{}", Index(own->second)), .column = {}});
  }
  for (std::optional<NodeId>* part : {&rollup.place, &rollup.where, &rollup.body}) {
    if (*part) {
      *part = Import(side, **part, bound);
    }
  }
  const std::string key = KeyOf(rollup);
  if (const auto known = known_rollups_.find(key); known != known_rollups_.end()) {
    return known->second;
  }
  const plan::RollupId made = nodes_.rollups.Add(std::move(rollup));
  known_rollups_[key] = made;
  return made;
}

// Whether a member is the one in scope anyway: the bound one, or the only one the agreement is for.
bool Joint::IsOwnMember(Side side, const std::string& key, const Node& node) const {
  if (node.op == Op::kMember) {
    return node.name == KeyName(side, key);
  }
  const auto* member = std::get_if<plan::Member>(&node.constant);
  const auto& only = of(side).bound;
  return member != nullptr &&
         std::find(only.begin(), only.end(), std::pair(key, member->label)) != only.end();
}

// The bindings inside a figure or fact that has keys of its own.
Joint::Bindings Joint::Inside(
    Side side,
    const std::vector<std::string>& keys,
    const std::vector<NodeId>& args,
    const Bindings& bound
) {
  Bindings inner;
  for (std::size_t i = 0; i < keys.size() && i < args.size(); ++i) {
    const NodeId to = Import(side, args[i], bound);
    if (!IsOwnMember(side, keys[i], nodes_[to])) {
      inner[keys[i]] = to;
    }
  }
  return inner;
}

NodeId Joint::GivenOf(Side side, const Node& node, const Bindings& bound) {
  const plan::Given* given = Named(of(side).givens, node.name);
  if (given != nullptr && given->value && !given->dated && given->timeline.empty()) {
    return Import(side, *given->value, Inside(side, given->keys, node.args, bound));
  }
  Node copy = node;
  const std::string now = side == Side::kOld ? Renamed(renames_.givens, node.name) : node.name;
  copy.name = now;
  ImportParts(side, copy, bound);
  if (given == nullptr) {
    return Add(std::move(copy));
  }
  // A fact that is given for the run is the same fact; a timeline says what it is.
  std::string says = given->dated ? "dated" : "";
  for (const plan::TimelineStep& step : given->timeline) {
    says += fmt::format(
        " {}..{}:{}",
        step.from_day.value_or(INT32_MIN),
        step.to_day.value_or(INT32_MAX),
        Index(Import(side, step.value, {}))
    );
  }
  copy.field = says;
  return Add(std::move(copy));
}

NodeId Joint::ResultOf(Side side, const Node& node, const Bindings& bound) {
  const plan::Objective* objective = Named(of(side).objectives, node.name);
  std::set<std::pair<std::string, std::string>>& open = memo_[side == Side::kOld ? 0 : 1].open;
  const auto here = std::pair(node.name, node.field);
  if (objective == nullptr || open.count(here) > 0) {
    Node copy = node;
    const bool changed = changed_objectives_.count("right " + node.name) > 0;
    copy.name += objective != nullptr || changed ? std::string(SignOf(side)) : std::string();
    ImportParts(side, copy, bound);
    return Add(std::move(copy));
  }
  open.insert(here);
  Bindings inner = Inside(side, objective->keys, node.args, bound);
  if (objective->period && *objective->period != of(side).period) {
    inner[kOwnPeriod] = Intern({.op = Op::kConst, .constant = KeyOf(*objective->period)});
  }
  const auto line = analysis::LineOf(of(side), node);
  std::vector<NodeId> members;
  for (const NodeId arg : node.args) {
    members.push_back(Import(side, arg, bound));
  }
  const NodeId made = line && node.field != "credit"
                          ? Import(side, *line, inner)
                          : VerdictOf(side, node, *objective, inner, std::move(members));
  open.erase(here);
  return made;
}

// A verdict, or the amount that follows from it: named by everything that decides it.
NodeId Joint::VerdictOf(
    Side side,
    const Node& node,
    const plan::Objective& objective,
    const Bindings& inner,
    std::vector<NodeId> members
) {
  Node made{
      .op = Op::kResult,
      .type = node.type,
      .args = std::move(members),
      .name = Bare(ObjectiveName(side, objective.name)),
      .field = node.field};
  const auto put = [&](const char* line, const std::optional<NodeId>& id) {
    if (id) {
      made.rows.push_back({{line}, Import(side, *id, inner)});
    }
  };
  if (objective.measure && objective.target) {
    made.rows.push_back(
        {{"meets"},
         Add(
             {.op = Op::kCompare,
              .type = {.kind = plan::Type::Kind::kBool},
              .args =
                  {Import(side, *objective.measure, inner), Import(side, *objective.target, inner)},
              .compare = *objective.target_compare}
         )}
    );
  } else {
    put("measure", objective.measure);
  }
  put("only when", objective.only_when);
  if (node.field == "credit") {
    put("credit", objective.credit);
  }
  if (node.field == "bonus") {
    put("bonus", objective.bonus);
    put("when", objective.bonus_when);
  }
  return Add(std::move(made));
}

}  // namespace slate::diff
