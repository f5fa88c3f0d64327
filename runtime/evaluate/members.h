// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runtime/evaluate/input_rows.h"
#include "runtime/evaluate/labels.h"
#include "runtime/plan/plan.h"

namespace slate::evaluate {

class Evaluator;

// Who there is: the members of keys, the combinations over which objectives and settlements fan
// out, and when a member exists (SEMANTICS §11).
class Members {
 public:
  explicit Members(Evaluator& evaluator) : evaluator_(evaluator) {}

  // Members of a key: those of the text in its order, else the labels that data and facts name, by
  // label; the one member where the agreement fixes it.
  const std::vector<Label>& Of(std::size_t key);
  // Those that exist at some time in the domain.
  std::vector<Label> In(std::size_t key, const SpanSet& domain);
  // The spans of the rows that make a member exist.
  const SpanSet& Membership(std::size_t key, Label member);

  // The combinations of an objective's keys, each as labels by key of the plan.
  const std::vector<Codes>& OfObjective(std::size_t objective);
  bool IsOfObjective(std::size_t objective, const Codes& members);
  // The inputs whose rows an objective reads, through whatever formulas.
  const std::set<std::size_t>& InputsOf(const plan::Objective& objective);
  // All combinations of some keys.
  std::vector<Codes> Product(const std::vector<std::string>& keys);

 private:
  void AddFromColumns(std::size_t key, std::set<std::string>& labels);
  void AddFromFacts(std::size_t key, std::set<std::string>& labels);
  void AddFromFormula(plan::NodeId id, const std::string& key, std::set<std::string>& labels);
  void AddFromStatements(
      const std::string& fact,
      const std::vector<std::string>& keys,
      const std::string& key,
      std::set<std::string>& labels
  );
  std::vector<Codes> FanOut(const plan::Objective& objective);
  // Combinations of open keys that an input which the objective reads has together.
  std::vector<Codes> Pairs(const plan::Objective& objective, const std::vector<std::size_t>& keys);
  void AddPairsOf(std::size_t input, const std::vector<int>& columns, std::set<Codes>& pairs);
  void AddSupposedPairs(
      const plan::Objective& objective, const std::vector<std::size_t>& keys, std::set<Codes>& pairs
  );

  Evaluator& evaluator_;
  std::map<std::size_t, std::vector<Label>> of_key_;
  std::map<std::pair<std::size_t, std::int32_t>, SpanSet> memberships_;  // by key and label
  std::map<std::size_t, std::vector<Codes>> of_objective_;
  std::map<std::size_t, std::set<Codes>> known_of_objective_;
  std::map<std::string, std::set<std::size_t>> inputs_of_;  // by objective
};

}  // namespace slate::evaluate
