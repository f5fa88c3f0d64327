// SPDX-License-Identifier: Apache-2.0
#include "compiler/analysis/interval.h"

#include <initializer_list>
#include <utility>

namespace slate::analysis {

namespace {

// The tighter of two lower ends.
std::optional<End> HigherLow(const std::optional<End>& a, const std::optional<End>& b) {
  if (!a || !b) {
    return a ? a : b;
  }
  if (a->value == b->value) {
    return End{a->value, a->closed && b->closed};
  }
  return a->value > b->value ? a : b;
}

std::optional<End> LowerHigh(const std::optional<End>& a, const std::optional<End>& b) {
  if (!a || !b) {
    return a ? a : b;
  }
  if (a->value == b->value) {
    return End{a->value, a->closed && b->closed};
  }
  return a->value < b->value ? a : b;
}

// The wider of two lower ends.
std::optional<End> LowerLow(const std::optional<End>& a, const std::optional<End>& b) {
  if (!a || !b) {
    return std::nullopt;
  }
  if (a->value == b->value) {
    return End{a->value, a->closed || b->closed};
  }
  return a->value < b->value ? a : b;
}

std::optional<End> HigherHigh(const std::optional<End>& a, const std::optional<End>& b) {
  if (!a || !b) {
    return std::nullopt;
  }
  if (a->value == b->value) {
    return End{a->value, a->closed || b->closed};
  }
  return a->value > b->value ? a : b;
}

std::optional<End> Sum(const std::optional<End>& a, const std::optional<End>& b) {
  if (!a || !b) {
    return std::nullopt;
  }
  return End{a->value + b->value, a->closed && b->closed};
}

std::optional<End> Flip(const std::optional<End>& a) {
  return a ? std::optional(End{-a->value, a->closed}) : std::nullopt;
}

// An end of a product; infinity times 0 is 0, for the other factor may be as large as it likes.
struct Reach {
  int infinite = 0;  // -1, 0, 1
  End end = {Rational(0)};
};

Reach LowReach(const Interval& a) {
  return a.low ? Reach{0, *a.low} : Reach{-1};
}
Reach HighReach(const Interval& a) {
  return a.high ? Reach{0, *a.high} : Reach{1};
}

Reach Times(const Reach& a, const Reach& b) {
  if (a.infinite == 0 && b.infinite == 0) {
    const bool zero =
        (a.end.closed && a.end.value.is_zero()) || (b.end.closed && b.end.value.is_zero());
    return {0, {a.end.value * b.end.value, zero || (a.end.closed && b.end.closed)}};
  }
  const int sign_a = a.infinite != 0 ? a.infinite : a.end.value.sign();
  const int sign_b = b.infinite != 0 ? b.infinite : b.end.value.sign();
  return sign_a * sign_b == 0 ? Reach{0, {Rational(0), true}} : Reach{sign_a * sign_b};
}

Reach Lower(const Reach& a, const Reach& b) {
  if (a.infinite != b.infinite) {
    return a.infinite < b.infinite ? a : b;
  }
  return Reach{a.infinite, *LowerLow(a.end, b.end)};
}

Reach Higher(const Reach& a, const Reach& b) {
  if (a.infinite != b.infinite) {
    return a.infinite > b.infinite ? a : b;
  }
  return Reach{a.infinite, *HigherHigh(a.end, b.end)};
}

std::optional<End> EndOf(const Reach& reach) {
  return reach.infinite == 0 ? std::optional(reach.end) : std::nullopt;
}

}  // namespace

bool Interval::is_empty() const {
  if (!low || !high) {
    return false;
  }
  return low->value > high->value || (low->value == high->value && !(low->closed && high->closed));
}

bool Interval::is_point() const {
  return low && high && low->value == high->value && low->closed && high->closed;
}

bool Interval::Contains(const Rational& x) const {
  return !Intersect(*this, Point(x)).is_empty();
}

Rational Interval::Inside() const {
  if (!low && !high) {
    return 0;
  }
  if (!low) {
    return high->closed ? high->value : high->value - 1;
  }
  if (!high) {
    return low->closed ? low->value : low->value + 1;
  }
  return is_point() ? low->value : (low->value + high->value) / 2;
}

bool IsWithin(const Interval& inner, const Interval& outer) {
  return inner.is_empty() || Intersect(inner, outer) == inner;
}

Interval Intersect(const Interval& a, const Interval& b) {
  return {HigherLow(a.low, b.low), LowerHigh(a.high, b.high)};
}

Interval Hull(const Interval& a, const Interval& b) {
  if (a.is_empty() || b.is_empty()) {
    return a.is_empty() ? b : a;
  }
  return {LowerLow(a.low, b.low), HigherHigh(a.high, b.high)};
}

Interval Add(const Interval& a, const Interval& b) {
  return {Sum(a.low, b.low), Sum(a.high, b.high)};
}
Interval Subtract(const Interval& a, const Interval& b) {
  return Add(a, Negate(b));
}
Interval Negate(const Interval& a) {
  return {Flip(a.high), Flip(a.low)};
}

Interval Multiply(const Interval& a, const Interval& b) {
  const Reach low = Times(LowReach(a), LowReach(b));
  const Reach left = Times(LowReach(a), HighReach(b));
  const Reach right = Times(HighReach(a), LowReach(b));
  const Reach high = Times(HighReach(a), HighReach(b));
  return {
      EndOf(Lower(Lower(low, left), Lower(right, high))),
      EndOf(Higher(Higher(low, left), Higher(right, high)))};
}

Interval Divide(const Interval& a, const Interval& b) {
  if (b.Contains(0) || b.is_empty()) {
    return Interval::All();
  }
  const auto inverse = [](const std::optional<End>& end) {
    if (!end) {
      return std::optional(End{Rational(0), false});
    }
    return end->value.is_zero() ? std::nullopt
                                : std::optional(End{Rational(1) / end->value, end->closed});
  };
  return Multiply(a, Interval{inverse(b.high), inverse(b.low)});
}

Interval Least(const Interval& a, const Interval& b) {
  return {LowerLow(a.low, b.low), LowerHigh(a.high, b.high)};
}
Interval Greatest(const Interval& a, const Interval& b) {
  return {HigherLow(a.low, b.low), HigherHigh(a.high, b.high)};
}

Interval Magnitude(const Interval& a) {
  if (IsNotNegative(a)) {
    return a;
  }
  if (IsNotPositive(a)) {
    return Negate(a);
  }
  return {End{Rational(0)}, HigherHigh(a.high, Flip(a.low))};
}

bool IsNotNegative(const Interval& a) {
  return a.low && a.low->value.sign() >= 0;
}
bool IsPositive(const Interval& a) {
  return IsNotNegative(a) && !a.Contains(0);
}
bool IsNotPositive(const Interval& a) {
  return a.high && a.high->value.sign() <= 0;
}

}  // namespace slate::analysis
