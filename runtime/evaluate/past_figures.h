// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "runtime/evaluate/input_rows.h"
#include "runtime/evaluate/past.h"
#include "runtime/evaluate/periods.h"

namespace slate::evaluate {

class Evaluator;

// What was settled before, found by what an evaluation knows: places in the plan and labels. A
// figure keeps its identity under the names it had in any version of the agreement.
class PastFigures {
 public:
  PastFigures(Evaluator& root, const Past& past);

  // Nothing if the figure was not recorded.
  std::optional<Value> Field(
      std::size_t objective, const Codes& members, PeriodId period, const std::string& field
  ) const;
  std::vector<const PastEntry*> Entries(std::size_t settle, const Codes& members, PeriodId period)
      const;
  const PastRight* Right(std::size_t right, const Codes& members, PeriodId period) const;
  // Members of a key that past figures and entries name.
  std::set<std::string> MembersOf(std::size_t key) const;

 private:
  // A place in a list of the plan, the start of a period, members.
  using Key = std::tuple<std::size_t, std::int64_t, Codes>;

  void Add(const PastPeriod& period);
  template <typename Items>
  std::optional<std::size_t> PlaceOf(const std::string& name, Items&& items) const;
  std::optional<Codes> CodesOf(
      const std::vector<std::string>& keys, const std::vector<std::string>& members
  );

  Evaluator& root_;
  std::map<Key, const PastFigure*> figures_;
  std::map<Key, std::vector<const PastEntry*>> entries_;
  std::map<Key, const PastRight*> rights_;
  std::map<std::size_t, std::set<std::string>> members_;
};

}  // namespace slate::evaluate
