// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/diff/verdict.h"
#include "runtime/plan/plan.h"

namespace slate::diff {

using plan::NodeId;

enum class Side : std::uint8_t { kOld, kNew };

// What a name of the old text is called in the new one, by kind of declaration and old name.
struct Renames {
  std::map<std::string, std::string> objectives = {};
  std::map<std::string, std::string> inputs = {};
  std::map<std::string, std::string> givens = {};
  std::map<std::string, std::string> keys = {};
};

// The formulas of two plans as nodes of one. A node is a normal form: results and facts that stand
// in the texts are put in their places, constants folded, operands that may change places sorted,
// chosen rows taken. Equal nodes have equal ids, so the same id on both sides is the proof that two
// formulas are the same.
//
// What a node only names (an input, a calendar, an earlier result) keeps its name where both texts
// mean the same by it; else the name says which side it is of, and nothing on it is equal.
class Joint {
 public:
  Joint(const plan::Plan& old_plan, const plan::Plan& new_plan, Renames renames);

  const plan::Plan& nodes() const { return nodes_; }
  const plan::Plan& of(Side side) const { return side == Side::kOld ? old_ : new_; }

  // For each key, the node that is bound to it; keys that are missing are bound to themselves.
  using Bindings = std::map<std::string, NodeId>;
  NodeId Import(Side side, NodeId node) { return Import(side, node, {}); }
  NodeId Import(Side side, NodeId node, const Bindings& bound);
  // The node in normal form.
  NodeId Add(plan::Node node);
  NodeId Constant(const plan::Rational& value, const plan::Type& type);

  // The name that declarations go by in the joint plan.
  std::string InputName(Side side, const std::string& name) const;
  std::string KeyName(Side side, const std::string& name) const;
  std::string CalendarName(Side side, const std::string& name) const;
  std::string ObjectiveName(Side side, const std::string& name) const;

  // Objectives by their new names, `settle NAME` and `right NAME`, that mean different things in
  // the two texts.
  const std::set<std::string>& changed_objectives() const { return changed_objectives_; }
  bool key_changed(const std::string& new_name) const { return keys_.count(new_name) > 0; }
  // Which members a key has, if that is all that changed of it.
  Order MembersOrder(const std::string& new_name) const;
  bool input_changed(const std::string& new_name) const { return inputs_.count(new_name) > 0; }
  bool calendar_changed(const std::string& name) const { return calendars_.count(name) > 0; }
  const plan::Calendar* FindCalendar(const std::string& joint_name) const;
  // What an earlier result is made of, as it would be in the period at hand.
  std::optional<NodeId> LineOfPast(NodeId previous) const;

 private:
  struct Past {
    Side side = Side::kOld;
    NodeId result = {};
    Bindings bound = {};
    std::optional<NodeId> line = {};
  };
  struct Memo {
    std::map<std::pair<NodeId, Bindings>, NodeId> nodes = {};
    std::set<std::pair<std::string, std::string>> open = {};  // results being put in place
  };

  void FindChangedDeclarations();
  void FindChangedHistory();
  void ReadPasts();
  std::set<std::string> DifferingResults();
  std::map<std::string, std::string> Meanings(Side side);
  std::string ObjectiveKey(Side side, const plan::Objective& objective);
  std::string SettleKey(Side side, const plan::Settle& settle);
  std::string RightKey(Side side, const plan::Right& right);
  void Clear();
  void DeclareAll();

  NodeId Made(Side side, NodeId id, const Bindings& bound);
  NodeId InPlace(Side side, const plan::Node& node, const Bindings& bound);
  NodeId ResultOf(Side side, const plan::Node& node, const Bindings& bound);
  NodeId VerdictOf(
      Side side,
      const plan::Node& node,
      const plan::Objective& objective,
      const Bindings& inner,
      std::vector<NodeId> members
  );
  NodeId GivenOf(Side side, const plan::Node& node, const Bindings& bound);
  void Rename(Side side, plan::Node& node, const Bindings& bound) const;
  void ImportParts(Side side, plan::Node& node, const Bindings& bound);
  plan::RollupId ImportRollup(Side side, plan::RollupId id, const Bindings& bound);
  bool IsOwnMember(Side side, const std::string& key, const plan::Node& node) const;
  Bindings Inside(
      Side side,
      const std::vector<std::string>& keys,
      const std::vector<NodeId>& args,
      const Bindings& bound
  );

  NodeId AddWithout(plan::Node node);
  NodeId Intern(plan::Node node);

  const plan::Plan& old_;
  const plan::Plan& new_;
  Renames renames_;
  plan::Plan nodes_ = {};
  Memo memo_[2] = {};
  std::map<NodeId, Past> pasts_ = {};
  std::map<std::string, NodeId> known_ = {};
  std::map<std::string, plan::RollupId> known_rollups_ = {};
  std::set<std::string> inputs_ = {};
  std::set<std::string> keys_ = {};
  std::map<std::string, Order> members_ = {};  // of changed keys
  std::set<std::string> calendars_ = {};
  std::set<std::string> attested_ = {};
  std::set<std::string> givens_ = {};
  std::set<std::string> changed_objectives_ = {};
};

}  // namespace slate::diff
