// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "runtime/evaluate/derivation.h"
#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

struct RowBehind;

inline constexpr std::size_t kRowsTold = 10;

// Takes figures apart into what they were made of, down to the rows. One deriver explains each
// node of a scope once.
class Deriver {
 public:
  explicit Deriver(Evaluator& evaluator) : evaluator_(evaluator) {}

  Derivation OfNode(plan::NodeId id, const Scope& scope);
  // A field of an objective: value, target, met, credit, bonus, let:NAME.
  Derivation OfField(
      std::size_t objective, const Codes& members, PeriodId period, const std::string& field
  );
  // An entry of the ledger, its terms and its steps.
  Derivation OfStage(const StageResult& stage, std::span<const PeriodId> periods);

 private:
  struct Seen {
    std::uint32_t node = 0;
    PeriodId period = kNoPeriod;
    Codes members = {};
    std::int64_t window = 0;
    bool operator<(const Seen& other) const {
      return std::tie(node, period, window, members) <
             std::tie(other.node, other.period, other.window, other.members);
    }
  };

  Derivation OfNode(plan::NodeId id, const Scope& scope, const SpanSet* within);
  void AddParts(const plan::Node& node, plan::NodeId id, const Scope& scope, Derivation& result);
  void AddArgs(
      const plan::Node& node, const Scope& scope, const SpanSet* within, Derivation& result
  );
  void AddSpanArgs(const plan::Node& node, const Scope& scope, Derivation& result);
  void AddIf(const plan::Node& node, const Scope& scope, Derivation& result);
  void AddTable(plan::NodeId id, const Scope& scope, Derivation& result);
  void AddLadder(const plan::Node& node, const Scope& scope, Derivation& result);
  void AddAggregate(const plan::Node& node, const Scope& scope, Derivation& result);
  void AddMembers(const plan::Node& node, const Scope& scope, Derivation& result);
  void AddLastPeriods(const plan::Node& node, const Scope& scope, Derivation& result);
  void AddItem(
      const plan::Node& node, const Scope& scope, const std::string& name, Derivation& result
  );
  void AddRollupsBelow(plan::NodeId id, const Scope& scope, Derivation& result);
  void AddResult(const plan::Node& node, const Scope& scope, bool before, Derivation& result);
  void AddRows(
      const plan::Node& node, const Scope& scope, const SpanSet& within, Derivation& result
  );
  void AddChild(plan::NodeId id, const Scope& scope, const SpanSet* within, Derivation& result);
  RowUse Describe(const RowBehind& behind, InputRows& rows) const;
  void AddVerdict(std::size_t objective, const Codes& members, PeriodId period, Derivation& result);
  void AddTerms(
      const plan::Settle& settle,
      const StageResult& stage,
      std::span<const PeriodId> periods,
      Derivation& result
  );
  std::string NameOfField(std::size_t objective, const Codes& members, const std::string& field)
      const;

  Evaluator& evaluator_;
  const SpanSet* within_ = nullptr;  // to which the rows of the node in work are cut
  std::set<Seen> seen_;
  int depth_ = 0;
  std::size_t steps_ = 0;
};

Held HeldAgainst(
    Evaluator& evaluator, std::size_t objective, const Codes& members, PeriodId period
);

// The row of a ladder that holds, by its place; nothing if none does or it is not known.
std::optional<std::size_t> RungOf(
    Evaluator& evaluator, const plan::Node& ladder, const Scope& scope
);

}  // namespace slate::evaluate
