// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/evaluate/value.h"
#include "runtime/exact/rational_sum.h"
#include "runtime/plan/plan.h"

namespace slate::evaluate {

// One aggregate while its items come in. Items that may or may not belong to it and values that are
// only known within bounds widen the result (SEMANTICS §2, §7).
class Tally {
 public:
  Tally(plan::Aggregate aggregate, Rational quantile)
      : aggregate_(aggregate), quantile_(std::move(quantile)) {}

  // `included` is the answer of `where`; a body of ⊥ leaves the item out. Items without a body
  // (counts) say true.
  void Add(Truth included, const Value& body, std::int64_t weight = 1);
  Value Total() const;
  // Whether more items cannot change the total (any, all).
  bool settled() const { return settled_; }

 private:
  struct Item {
    Interval value;
    std::int64_t weight = 1;
    bool sure = true;
  };

  void AddTruth(Truth included, Truth body, std::int64_t weight);
  void AddNumber(Truth included, const Value& body, std::int64_t weight);
  void AddExtreme(Truth included, const Value& body);
  Value TotalCount() const;
  Value TotalShare() const;
  Value TotalSum() const;
  Value TotalMean() const;
  Value TotalPercentile() const;
  Value TotalExtreme() const;
  Rational Quantile(bool upper) const;

  plan::Aggregate aggregate_;
  Rational quantile_;
  // Weights of items that surely or possibly count, and of those among them that are true.
  std::int64_t sure_ = 0;
  std::int64_t possible_ = 0;
  std::int64_t sure_good_ = 0;
  std::int64_t possible_good_ = 0;
  std::int64_t sure_bad_ = 0;
  std::int64_t possible_bad_ = 0;
  Truth any_ = Truth::kFalse;
  Truth all_ = Truth::kTrue;
  exact::RationalSum lo_;
  exact::RationalSum hi_;
  std::vector<Item> items_;  // percentile
  std::vector<Value> distinct_;
  Value extreme_ = Undefined{};  // of the items that surely count
  Value extreme_possible_ = Undefined{};
  Value opposite_ = Undefined{};  // the far end of all items that possibly count
  bool interval_ = false;         // some item is not certain
  bool unknown_ = false;          // some item has no bounds
  bool settled_ = false;
  Truth why_ = Truth::kTrue;
};

}  // namespace slate::evaluate
