// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "runtime/exact/rational.h"

namespace slate::exact {

// An exact sum of many fractions, such as the bins of a month. Keeps one sum of numerators for each
// distinct denominator, so that adding is integer work; the total does not depend on the order.
class RationalSum {
 public:
  void Add(const Rational& value);
  // n/d with d > 0, not necessarily in lowest terms.
  void Add(std::int64_t n, std::int64_t d);
  void Merge(const RationalSum& other);
  Rational Total() const;

 private:
  // 2^63 summands of 64 bits fit into 128, so the sums cannot overflow.
  std::map<std::int64_t, Int128> by_denominator_;
  std::vector<Rational> big_;
};

}  // namespace slate::exact
