// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/analysis/world.h"
#include "compiler/diff/compare.h"
#include "compiler/diff/joint.h"
#include "compiler/diff/order.h"

namespace slate::diff {

using exact::Rational;

// What comparing one term came to.
struct Finding {
  Verdict verdict = Verdict::kSame;
  std::vector<Witness> witnesses = {};
  Note note = {};
};

// An amount that an objective owes, as a line of settlements.
struct AmountChange {
  Order order = Order::kSame;
  // What it is at most in either text, for all members together; nothing = no bound.
  std::optional<Rational> most = {};
  // Which members it is owed for.
  Order members = Order::kSame;
};

// Everything that the comparisons of one agreement share.
struct Comparing {
  Comparing(const plan::Plan& before, const plan::Plan& after, Renames renames)
      : joint(before, after, std::move(renames)) {}

  const plan::Plan& before() const { return joint.of(Side::kOld); }
  const plan::Plan& after() const { return joint.of(Side::kNew); }

  Joint joint;
  // By term path of the new text, or of the old one where it is gone.
  std::map<std::string, Finding> findings = {};
  std::map<std::pair<std::string, std::string>, AmountChange> amounts = {};  // objective, field

  void Put(const std::string& term, Finding finding) { findings[term] = std::move(finding); }
};

// Objectives first: settlements are made of their amounts.
void CompareObjectives(Comparing& comparing);
void CompareSettlements(Comparing& comparing);
void CompareRights(Comparing& comparing);
void CompareDuties(Comparing& comparing);
void CompareHeader(Comparing& comparing);
// Facts, inputs, calendars and definitions: who gains follows from the terms they stand in.
void CompareDeclarations(Comparing& comparing, const Renames& renames);

// The order of two formulas in a world, with cases that show it.
struct Ordered {
  Order order = Order::kSame;
  std::vector<Witness> witnesses = {};
};
Ordered OrderOf(
    const Comparing& comparing, NodeId before, NodeId after, const analysis::World& world
);
Ordered OrderOf(
    Comparing& comparing, std::optional<NodeId> before, std::optional<NodeId> after, Order if_added
);

// The condition of a right or duty: its truth in every combination of its parts, unknown included.
Order ImplicationOf(const Comparing& comparing, NodeId before, NodeId after);

}  // namespace slate::diff
