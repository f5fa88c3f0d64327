// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/arithmetic.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "runtime/base/check.h"

namespace slate::evaluate {

namespace {

// What an operation on two numbers is worth where one of them is no interval; nothing if both are.
std::optional<Value> Contagious(const Value& a, const Value& b) {
  if (IsUndefined(a) || IsUndefined(b)) {
    return Undefined{};
  }
  const bool unknown = std::holds_alternative<Unknown>(a) || std::holds_alternative<Unknown>(b);
  return unknown ? std::optional<Value>(Unknown{WorseUnknown(WhyOpen(a), WhyOpen(b))})
                 : std::nullopt;
}

// The operation on two stretches, where `ends` gives the extremes of the result.
template <typename Ends>
Value OnIntervals(const Value& a, const Value& b, Ends ends) {
  if (std::optional<Value> done = Contagious(a, b)) {
    return std::move(*done);
  }
  const std::optional<Interval> x = AsInterval(a);
  const std::optional<Interval> y = AsInterval(b);
  Check(x && y, "arithmetic on something that is not a number");
  auto [lo, hi] = ends(*x, *y);
  return FromInterval(
      {.lo = std::move(lo),
       .hi = std::move(hi),
       .maybe_none = x->maybe_none || y->maybe_none,
       .why = WorseUnknown(x->why, y->why)}
  );
}

std::pair<Rational, Rational> Extremes(const std::array<Rational, 4>& corners) {
  const auto [lo, hi] = std::minmax_element(corners.begin(), corners.end());
  return {*lo, *hi};
}

Value DivideIntervals(const Value& a, const Value& b) {
  const std::optional<Interval> divisor = AsInterval(b);
  if (divisor && divisor->lo.sign() <= 0 && divisor->hi.sign() >= 0) {
    const bool zero = divisor->lo.is_zero() && divisor->hi.is_zero();
    return zero ? Value(Undefined{}) : Value(Unknown{WorseUnknown(WhyOpen(a), divisor->why)});
  }
  return OnIntervals(a, b, [](const Interval& x, const Interval& y) {
    return Extremes({x.lo / y.lo, x.lo / y.hi, x.hi / y.lo, x.hi / y.hi});
  });
}

// Differences of instants are ns, of dates days.
Value SubtractPoints(const Value& a, const Value& b) {
  const auto* x = std::get_if<Instant>(&a);
  const auto* y = std::get_if<Instant>(&b);
  if (x != nullptr && y != nullptr) {
    return Rational(x->ns) - Rational(y->ns);
  }
  const auto* first = std::get_if<Date>(&a);
  const auto* second = std::get_if<Date>(&b);
  if (first != nullptr && second != nullptr) {
    return Rational(std::int64_t{first->day} - second->day);
  }
  return OnIntervals(a, b, [](const Interval& p, const Interval& q) {
    return std::pair(p.lo - q.hi, p.hi - q.lo);
  });
}

}  // namespace

Value Add(const Value& a, const Value& b) {
  const auto* x = std::get_if<Rational>(&a);
  const auto* y = std::get_if<Rational>(&b);
  if (x != nullptr && y != nullptr) {
    return *x + *y;
  }
  return OnIntervals(a, b, [](const Interval& p, const Interval& q) {
    return std::pair(p.lo + q.lo, p.hi + q.hi);
  });
}

Value Subtract(const Value& a, const Value& b) {
  const auto* x = std::get_if<Rational>(&a);
  const auto* y = std::get_if<Rational>(&b);
  if (x != nullptr && y != nullptr) {
    return *x - *y;
  }
  return SubtractPoints(a, b);
}

Value Multiply(const Value& a, const Value& b) {
  const auto* x = std::get_if<Rational>(&a);
  const auto* y = std::get_if<Rational>(&b);
  if (x != nullptr && y != nullptr) {
    return *x * *y;
  }
  return OnIntervals(a, b, [](const Interval& p, const Interval& q) {
    return Extremes({p.lo * q.lo, p.lo * q.hi, p.hi * q.lo, p.hi * q.hi});
  });
}

Value Divide(const Value& a, const Value& b) {
  const auto* x = std::get_if<Rational>(&a);
  const auto* y = std::get_if<Rational>(&b);
  if (x != nullptr && y != nullptr) {
    return y->is_zero() ? Value(Undefined{}) : Value(*x / *y);
  }
  if (std::optional<Value> done = Contagious(a, b)) {
    return std::move(*done);
  }
  return DivideIntervals(a, b);
}

Value Negate(const Value& a) {
  return Subtract(Rational(0), a);
}

Value Absolute(const Value& a) {
  if (const auto* x = std::get_if<Rational>(&a)) {
    return x->Abs();
  }
  const auto* interval = std::get_if<Interval>(&a);
  if (interval == nullptr || interval->lo.sign() >= 0 || interval->hi.sign() <= 0) {
    return Larger(a, Negate(a));
  }
  Interval folded = *interval;
  folded.lo = 0;
  folded.hi = exact::Max(-interval->lo, interval->hi);
  return folded;
}

Value Smaller(const Value& a, const Value& b) {
  if (IsUndefined(a) || IsUndefined(b)) {
    return Undefined{};
  }
  const Truth less = CompareValues(a, plan::Compare::kLessEqual, b);
  if (IsKnown(less)) {
    return less == Truth::kTrue ? a : b;
  }
  return OnIntervals(a, b, [](const Interval& x, const Interval& y) {
    return std::pair(exact::Min(x.lo, y.lo), exact::Min(x.hi, y.hi));
  });
}

Value Larger(const Value& a, const Value& b) {
  if (IsUndefined(a) || IsUndefined(b)) {
    return Undefined{};
  }
  const Truth more = CompareValues(a, plan::Compare::kGreaterEqual, b);
  if (IsKnown(more)) {
    return more == Truth::kTrue ? a : b;
  }
  return OnIntervals(a, b, [](const Interval& x, const Interval& y) {
    return std::pair(exact::Max(x.lo, y.lo), exact::Max(x.hi, y.hi));
  });
}

Value Round(const Value& x, const Value& step, exact::RoundingMode mode) {
  if (std::optional<Value> done = Contagious(x, step)) {
    return std::move(*done);
  }
  const auto* unit = std::get_if<Rational>(&step);
  if (unit == nullptr) {
    return Unknown{WhyOpen(step)};
  }
  if (unit->sign() <= 0) {
    return Undefined{};
  }
  if (const auto* point = std::get_if<Rational>(&x)) {
    return exact::RoundTo(*point, *unit, mode);
  }
  Interval interval = std::get<Interval>(x);
  interval.lo = exact::RoundTo(interval.lo, *unit, mode);
  interval.hi = exact::RoundTo(interval.hi, *unit, mode);
  return FromInterval(std::move(interval));
}

}  // namespace slate::evaluate
