// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <tuple>

#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/outcome.h"

namespace slate::evaluate {

// The life of rights (SEMANTICS §10): a right arises at the end of a period in which its condition
// holds, stands until its last instant, is spent by an exercise, and arises again only after its
// condition has failed once.
class Rights {
 public:
  explicit Rights(Evaluator& evaluator) : evaluator_(evaluator) {}

  RightResult At(std::size_t right, const Codes& members, PeriodId period);

 private:
  RightResult Next(std::size_t right, const Codes& members, PeriodId period);
  RightResult Before(std::size_t right, const Codes& members, PeriodId period);
  void Arise(const plan::Right& right, const Scope& scope, RightResult& result) const;
  void Use(const plan::Right& right, RightResult& result);

  Evaluator& evaluator_;
  std::map<std::tuple<std::size_t, PeriodId, Codes>, RightResult> known_;
};

// The last instant at which something may still be done: of a date its end.
std::optional<std::int64_t> LastInstant(
    Evaluator& evaluator, const std::optional<plan::NodeId>& until, const Scope& scope
);

}  // namespace slate::evaluate
