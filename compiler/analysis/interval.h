// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "runtime/exact/rational.h"

namespace slate::analysis {

using exact::Rational;

struct End {
  Rational value;
  bool closed = true;

  bool operator==(const End&) const = default;
};

// The numbers between two ends; an end that is absent is infinitely far away.
struct Interval {
  std::optional<End> low = {};
  std::optional<End> high = {};

  static Interval All() { return {}; }
  static Interval Point(const Rational& x) { return {End{x}, End{x}}; }
  static Interval Closed(const Rational& low, const Rational& high) {
    return {End{low}, End{high}};
  }
  static Interval AtLeast(const Rational& low) { return {End{low}, std::nullopt}; }
  static Interval AtMost(const Rational& high) { return {std::nullopt, End{high}}; }

  bool is_empty() const;
  bool is_point() const;
  bool Contains(const Rational& x) const;
  // A number inside, as simple as the ends allow. The interval is not empty.
  Rational Inside() const;

  bool operator==(const Interval&) const = default;
};

// Everything of `inner` lies in `outer`.
bool IsWithin(const Interval& inner, const Interval& outer);
Interval Intersect(const Interval& a, const Interval& b);
// The smallest interval with both in it.
Interval Hull(const Interval& a, const Interval& b);

// All x + y, x - y, … with x in a, y in b.
Interval Add(const Interval& a, const Interval& b);
Interval Subtract(const Interval& a, const Interval& b);
Interval Negate(const Interval& a);
Interval Multiply(const Interval& a, const Interval& b);
// Everything, where b may be 0.
Interval Divide(const Interval& a, const Interval& b);
Interval Least(const Interval& a, const Interval& b);
Interval Greatest(const Interval& a, const Interval& b);
Interval Magnitude(const Interval& a);

bool IsNotNegative(const Interval& a);
bool IsPositive(const Interval& a);
bool IsNotPositive(const Interval& a);

}  // namespace slate::analysis
