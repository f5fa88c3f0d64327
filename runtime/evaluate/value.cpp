// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/value.h"

#include <compare>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/base/overloaded.h"

namespace slate::evaluate {

namespace {

using plan::Compare;

bool Holds(std::strong_ordering order, Compare compare) {
  switch (compare) {
    case Compare::kEqual: return order == 0;
    case Compare::kNotEqual: return order != 0;
    case Compare::kLess: return order < 0;
    case Compare::kLessEqual: return order <= 0;
    case Compare::kGreater: return order > 0;
    case Compare::kGreaterEqual: return order >= 0;
  }
  return false;
}

// Whether the comparison holds for all, none or some pairs of the two stretches.
Truth CompareIntervals(const Interval& a, Compare compare, const Interval& b) {
  const Truth why = WorseUnknown(a.why, b.why);
  if (compare == Compare::kNotEqual) {
    return Not(CompareIntervals(a, Compare::kEqual, b));
  }
  if (compare == Compare::kEqual) {
    return a.hi < b.lo || b.hi < a.lo ? Truth::kFalse : why;
  }
  const bool smaller = compare == Compare::kLess || compare == Compare::kLessEqual;
  const Rational& worst_a = smaller ? a.hi : a.lo;
  const Rational& worst_b = smaller ? b.lo : b.hi;
  const Rational& best_a = smaller ? a.lo : a.hi;
  const Rational& best_b = smaller ? b.hi : b.lo;
  if (!Holds(best_a <=> best_b, compare)) {
    return a.maybe_none || b.maybe_none ? why : Truth::kFalse;
  }
  const bool sure = Holds(worst_a <=> worst_b, compare) && !a.maybe_none && !b.maybe_none;
  return sure ? Truth::kTrue : why;
}

Truth CompareEquality(bool equal, Compare compare) {
  return ToTruth(compare == Compare::kNotEqual ? !equal : equal);
}

Truth CompareSpans(const Spans& a, Compare compare, const Spans& b) {
  const bool known = a.certain() && b.certain();
  return known ? CompareEquality(a.must == b.must, compare) : Truth::kUndecided;
}

Value HullOfSpans(const Spans& a, const Spans& b) {
  return FromBounds({a.must.Intersect(b.must), a.upper().Union(b.upper())});
}

// The stretch of one of two values of which the other is ⊥.
Value MaybeNone(const Value& v, Truth why) {
  std::optional<Interval> interval = AsInterval(v);
  if (!interval) {
    return Unknown{why};
  }
  interval->maybe_none = true;
  interval->why = WorseUnknown(interval->why, why);
  return FromInterval(std::move(*interval));
}

}  // namespace

Spans FromBounds(spans::SpanBounds bounds) {
  if (bounds.must == bounds.may) {
    return {.must = std::move(bounds.must)};
  }
  return {.must = std::move(bounds.must), .may = std::move(bounds.may)};
}

spans::SpanBounds ToBounds(const Spans& s) {
  return {s.must, s.upper()};
}

Spans AnySpans() {
  return {.must = {}, .may = SpanSet::Of({spans::kBeginning, spans::kForever})};
}

Truth WhyOpen(const Value& v) {
  return std::visit(
      Overloaded{
          [](const Interval& i) { return i.why; },
          [](const Unknown& u) { return u.why; },
          [](Truth t) { return IsKnown(t) ? Truth::kTrue : t; },
          [](const Spans& s) { return s.certain() ? Truth::kTrue : Truth::kUndecided; },
          [](const auto&) { return Truth::kTrue; },
      },
      v
  );
}

Truth AsTruth(const Value& v) {
  if (const Truth* truth = std::get_if<Truth>(&v)) {
    return *truth;
  }
  const auto* unknown = std::get_if<Unknown>(&v);
  return unknown != nullptr ? unknown->why : Truth::kPending;
}

std::optional<Interval> AsInterval(const Value& v) {
  if (const auto* point = std::get_if<Rational>(&v)) {
    return Interval{.lo = *point, .hi = *point, .why = Truth::kTrue};
  }
  if (const auto* interval = std::get_if<Interval>(&v)) {
    return *interval;
  }
  return std::nullopt;
}

Value FromInterval(Interval interval) {
  if (interval.lo == interval.hi && !interval.maybe_none) {
    return std::move(interval.lo);
  }
  if (IsKnown(interval.why)) {
    interval.why = Truth::kUndecided;
  }
  return interval;
}

Value Hull(const Value& a, const Value& b, Truth why) {
  if (a == b) {
    return a;
  }
  if (IsUndefined(a)) {
    return MaybeNone(b, why);
  }
  if (IsUndefined(b)) {
    return MaybeNone(a, why);
  }
  std::optional<Interval> x = AsInterval(a);
  std::optional<Interval> y = AsInterval(b);
  if (x && y) {
    return FromInterval(
        {.lo = exact::Min(x->lo, y->lo),
         .hi = exact::Max(x->hi, y->hi),
         .maybe_none = x->maybe_none || y->maybe_none,
         .why = WorseUnknown(WorseUnknown(x->why, y->why), why)}
    );
  }
  if (std::holds_alternative<Truth>(a) && std::holds_alternative<Truth>(b)) {
    return WorseUnknown(WorseUnknown(std::get<Truth>(a), std::get<Truth>(b)), why);
  }
  if (std::holds_alternative<Spans>(a) && std::holds_alternative<Spans>(b)) {
    return HullOfSpans(std::get<Spans>(a), std::get<Spans>(b));
  }
  return Unknown{why};
}

Truth CompareValues(const Value& a, plan::Compare compare, const Value& b) {
  if (IsUndefined(a) || IsUndefined(b)) {
    return Truth::kPending;
  }
  if (const Unknown* unknown = std::get_if<Unknown>(&a)) {
    return WorseUnknown(unknown->why, WhyOpen(b));
  }
  if (const Unknown* unknown = std::get_if<Unknown>(&b)) {
    return WorseUnknown(unknown->why, WhyOpen(a));
  }
  return std::visit(
      Overloaded{
          [&](const Rational& x, const Rational& y) { return ToTruth(Holds(x <=> y, compare)); },
          [&](const Instant& x, const Instant& y) {
            return ToTruth(Holds(x.ns <=> y.ns, compare));
          },
          [&](const Date& x, const Date& y) { return ToTruth(Holds(x.day <=> y.day, compare)); },
          [&](const Label& x, const Label& y) { return CompareEquality(x == y, compare); },
          [&](const Spans& x, const Spans& y) { return CompareSpans(x, compare, y); },
          [&](Truth x, Truth y) {
            const bool known = IsKnown(x) && IsKnown(y);
            return known ? CompareEquality(x == y, compare) : WorseUnknown(x, y);
          },
          [&](const auto&, const auto&) {
            const std::optional<Interval> x = AsInterval(a);
            const std::optional<Interval> y = AsInterval(b);
            Check(x && y, "two values of different types are compared");
            return CompareIntervals(*x, compare, *y);
          },
      },
      a,
      b
  );
}

}  // namespace slate::evaluate
