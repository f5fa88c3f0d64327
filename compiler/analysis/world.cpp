// SPDX-License-Identifier: Apache-2.0
#include "compiler/analysis/world.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "compiler/analysis/reach.h"

namespace slate::analysis {

namespace {

const plan::Key* ClosedKey(const Plan& plan, const std::string& name) {
  const auto found = std::find_if(plan.keys.begin(), plan.keys.end(), [&](const auto& k) {
    return k.name == name;
  });
  return found != plan.keys.end() && found->closed ? &*found : nullptr;
}

template <typename T>
const T* FindNamed(const std::vector<T>& items, std::string_view name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

// The open selectors of closed keys by which tables choose.
std::set<NodeId> SelectorsUnder(
    const Plan& plan, std::span<const NodeId> roots, const World& base
) {
  std::set<NodeId> selectors;
  const auto take = [&](NodeId arg) {
    if (!MemberOf(plan, arg, base) && ClosedKey(plan, plan[arg].type.key) != nullptr) {
      selectors.insert(arg);
    }
  };
  ForEachReached(plan, roots, [&](NodeId, const plan::Node& node) {
    if (node.op == plan::Op::kTable) {
      std::for_each(node.args.begin(), node.args.end(), take);
    }
  });
  return selectors;
}

std::vector<World> WithEachMember(
    const std::vector<World>& worlds, NodeId selector, const plan::Key& key
) {
  std::vector<World> next;
  for (const World& world : worlds) {
    for (const plan::Key::Entry& member : key.members) {
      next.push_back(world);
      next.back().members[selector] = member.label;
    }
  }
  return next;
}

}  // namespace

std::string World::Text() const {
  std::string text;
  for (const auto& [node, label] : members) {
    text += (text.empty() ? "" : ", ") + label;
  }
  return text;
}

std::vector<World> WorldsFor(
    const Plan& plan, std::span<const NodeId> roots, const World& base, std::size_t most
) {
  std::vector<World> worlds{base};
  for (const NodeId selector : SelectorsUnder(plan, roots, base)) {
    const plan::Key& key = *ClosedKey(plan, plan[selector].type.key);
    if (worlds.size() * key.members.size() > most) {
      return {base};
    }
    worlds = WithEachMember(worlds, selector, key);
  }
  return worlds;
}

std::optional<std::string> MemberOf(const Plan& plan, NodeId node_id, const World& world) {
  const plan::Node& node = plan[node_id];
  if (const auto* member = std::get_if<plan::Member>(&node.constant);
      node.op == plan::Op::kConst && member != nullptr) {
    return member->label;
  }
  const auto found = world.members.find(node_id);
  return found == world.members.end() ? std::nullopt : std::optional(found->second);
}

World Inside(
    const Plan& plan,
    const World& world,
    std::span<const std::string> keys,
    std::span<const NodeId> args
) {
  World inner = world;
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    if (plan[id].op != plan::Op::kMember) {
      continue;
    }
    const auto key = std::find(keys.begin(), keys.end(), plan[id].name);
    const auto at = static_cast<std::size_t>(key - keys.begin());
    if (key == keys.end() || at >= args.size()) {
      continue;
    }
    inner.members.erase(id);
    if (const auto label = MemberOf(plan, args[at], world)) {
      inner.members[id] = *label;
    }
  }
  return inner;
}

const plan::Objective* FindObjective(const Plan& plan, std::string_view name) {
  return FindNamed(plan.objectives, name);
}
const plan::Given* FindGiven(const Plan& plan, std::string_view name) {
  return FindNamed(plan.givens, name);
}
const plan::Input* FindInput(const Plan& plan, std::string_view name) {
  return FindNamed(plan.inputs, name);
}

std::optional<NodeId> LineOf(const Plan& plan, const plan::Node& result) {
  const plan::Objective* objective =
      result.op == plan::Op::kResult ? FindObjective(plan, result.name) : nullptr;
  if (objective == nullptr) {
    return std::nullopt;
  }
  constexpr std::string_view kLet = "let:";
  if (result.field == "target") {
    return objective->target;
  }
  if (result.field == "value") {
    return objective->measure;
  }
  if (result.field == "credit") {
    return objective->credit;
  }
  if (result.field.substr(0, kLet.size()) == kLet) {
    const plan::Objective::Let* let =
        FindNamed(objective->lets, std::string_view(result.field).substr(kLet.size()));
    return let != nullptr ? std::optional(let->value) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<NodeId> RowOf(const Plan& plan, const plan::Node& table, const World& world) {
  std::vector<std::string> labels;
  for (const NodeId arg : table.args) {
    const auto label = MemberOf(plan, arg, world);
    if (!label) {
      return std::nullopt;
    }
    labels.push_back(*label);
  }
  const auto row = std::find_if(table.rows.begin(), table.rows.end(), [&](const auto& r) {
    return r.labels == labels;
  });
  return row != table.rows.end() ? std::optional(row->value) : table.fallback;
}

}  // namespace slate::analysis
