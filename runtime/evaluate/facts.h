// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "runtime/data/table.h"
#include "runtime/evaluate/labels.h"
#include "runtime/evaluate/value.h"
#include "runtime/plan/plan.h"

namespace slate::evaluate {

// One statement of a fact for some members: from a date on, or always. Its value is either given
// as data or still a formula of the plan.
struct FactStep {
  std::int64_t from = spans::kBeginning;
  std::int64_t to = spans::kForever;
  std::variant<Value, plan::NodeId> value;
};

// A fact in force from one instant to another.
struct FactStretch {
  Run run;
  Value value;
};

// Facts that came with the data or an example, by name; they go before what the text says. Each
// statement is about some members: fewer labels than the fact has keys mean all members.
class Facts {
 public:
  void State(const std::string& name, std::vector<Label> keys, std::vector<FactStep> steps);
  // The statements about these members, the most specific first.
  std::vector<const std::vector<FactStep>*> About(
      const std::string& name, const std::vector<Label>& members
  ) const;
  bool Has(const std::string& name) const { return by_name_.contains(name); }
  // The keys of all statements of a fact, and the formulas they give.
  std::vector<std::vector<Label>> KeysOf(const std::string& name) const;
  std::vector<plan::NodeId> FormulasOf(const std::string& name) const;
  // The members named at a position of the fact's keys.
  std::vector<Label> MembersNamed(const std::string& name, std::size_t position) const;

 private:
  struct Statement {
    std::vector<Label> keys;
    std::vector<FactStep> steps;
  };
  struct Statements {
    std::vector<Statement> all;  // in the order they were made
    std::map<std::vector<std::int32_t>, std::size_t> by_keys;
  };
  static std::vector<std::int32_t> CodesOf(const std::vector<Label>& keys);

  std::map<std::string, Statements> by_name_;
};

}  // namespace slate::evaluate
