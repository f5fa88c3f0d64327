// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/outcome.h"

namespace slate::evaluate {

// The members an expression names, by key of the plan. Nothing if one of them has no value.
std::optional<Codes> MembersNamed(
    Evaluator& evaluator,
    const std::vector<std::string>& keys,
    const std::vector<plan::NodeId>& args,
    const Scope& scope
);

// The results of objectives by period and members, worked out when first asked for. Fields are
// value, target, met, missed, pending, undecided, void, credit, bonus, and let:NAME.
class Objectives {
 public:
  explicit Objectives(Evaluator& evaluator) : evaluator_(evaluator) {}

  // `members` by key of the plan; `period` may be of another rhythm than the objective's.
  Value Field(
      std::size_t objective, const Codes& members, PeriodId period, const std::string& field
  );
  Verdict VerdictOf(std::size_t objective, const Codes& members, PeriodId period);
  // The period in front of it that counts for the objective's members.
  PeriodId Before(std::size_t objective, const Codes& members, PeriodId period);
  PeriodId OwnPeriod(std::size_t objective, PeriodId period) const;

  // With only the objective's own keys and those of the agreement bound.
  Codes OwnMembers(std::size_t objective, const Codes& members) const;
  bool Exists(std::size_t objective, const Codes& members);
  // The pieces into which a fact read so splits a period; one where nothing does.
  std::vector<PeriodId> PiecesOf(std::size_t objective, const Codes& members, PeriodId period);

 private:
  struct Instance {
    std::size_t objective = 0;
    Codes members = {};
    PeriodId period = kNoPeriod;
    bool operator==(const Instance&) const = default;
  };
  using FieldKey = std::pair<Instance, std::string>;
  struct Hash {
    std::size_t operator()(const Instance& instance) const;
    std::size_t operator()(const FieldKey& key) const {
      return (*this)(key.first) * 31 + std::hash<std::string>()(key.second);
    }
  };

  // Those of the version under which the instance is settled.
  Objectives& InVersion(const Instance& instance);
  bool IsRecorded(const Instance& instance) const;
  Value Recorded(const Instance& instance, const std::string& field);
  Verdict RecordedVerdict(const Instance& instance);
  bool Counts(const Instance& instance);
  Value Keep(const Instance& instance, const std::string& field);
  Value Compute(const Instance& instance, const std::string& field);
  Verdict Judge(const Instance& instance);
  Verdict JudgeValue(const Instance& instance);
  Verdict VerdictOf(const Instance& instance);
  std::optional<Value> Supposed(const Instance& instance, const std::string& field);
  std::optional<Verdict> SupposedVerdict(const Instance& instance);
  Value Measured(const Instance& instance);
  Value Target(const Instance& instance);
  Value Credit(const Instance& instance);
  Value Bonus(const Instance& instance);
  Value Let(const Instance& instance, const std::string& name);
  Value Opening(const Instance& instance, const std::string& field);
  const std::string& WrittenName(Evaluator& version, std::size_t objective) const;
  Scope ScopeOf(const Instance& instance) const;

  // SEMANTICS §11, split: the pieces of a period between changes of a fact read so.
  const std::vector<PeriodId>& PiecesOf(const Instance& instance);
  Value OverPieces(
      const Instance& instance, const std::vector<PeriodId>& pieces, const std::string& field
  );
  std::vector<std::int64_t> SplitsOf(const Instance& instance);

  Evaluator& evaluator_;
  std::unordered_map<FieldKey, Value, Hash> fields_;
  std::unordered_map<Instance, Verdict, Hash> verdicts_;
  std::unordered_map<Instance, std::vector<PeriodId>, Hash> pieces_;
  std::map<std::size_t, std::vector<plan::NodeId>> split_readings_;  // by objective
  std::unordered_set<FieldKey, Hash> in_work_;
};

}  // namespace slate::evaluate
