// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "runtime/evaluate/truth.h"
#include "runtime/exact/rational.h"
#include "runtime/plan/plan.h"
#include "runtime/spans/span_bounds.h"
#include "runtime/spans/span_set.h"

// What an expression of a plan is worth. The certain case comes first and is cheap; where data has
// gaps, a value stands for everything it could be (SEMANTICS §2).
namespace slate::evaluate {

using exact::Rational;
using plan::Date;
using plan::Instant;
using plan::Undefined;
using spans::Run;
using spans::SpanSet;

// A number that is only known to lie between two ends, both included. lo < hi or maybe_none.
struct Interval {
  Rational lo;
  Rational hi;
  bool maybe_none = false;        // there may be no value at all
  Truth why = Truth::kUndecided;  // kPending or kUndecided

  bool operator==(const Interval&) const = default;
};

// Some value of its type, or none; nothing more is known.
struct Unknown {
  Truth why = Truth::kUndecided;

  bool operator==(const Unknown&) const = default;
};

// A member of a key or a text, by its number in Labels.
struct Label {
  std::int32_t code = -1;

  bool operator==(const Label&) const = default;
};

// A set of instants. `may` is set only where it differs from `must`.
struct Spans {
  SpanSet must;
  std::optional<SpanSet> may = {};

  bool certain() const { return !may.has_value(); }
  const SpanSet& upper() const { return may ? *may : must; }
  bool operator==(const Spans&) const = default;
};

using Value =
    std::variant<Undefined, Rational, Truth, Instant, Date, Label, Spans, Interval, Unknown>;

Spans FromBounds(spans::SpanBounds bounds);
spans::SpanBounds ToBounds(const Spans& s);
// Nothing is known of the set.
Spans AnySpans();

inline bool IsUndefined(const Value& v) {
  return std::holds_alternative<Undefined>(v);
}

// kTrue and kFalse for decided values; how an interval or unknown value comes to be open otherwise.
Truth WhyOpen(const Value& v);
inline bool IsDecided(const Value& v) {
  return IsKnown(WhyOpen(v));
}

// The truth of a bool value; ⊥ is pending: it has no value yet.
Truth AsTruth(const Value& v);

// Both ends of a number; nothing for values that have none.
std::optional<Interval> AsInterval(const Value& v);
// A number again: a point where the ends meet.
Value FromInterval(Interval interval);

// Everything either of the two could be.
Value Hull(const Value& a, const Value& b, Truth why);

// a compared with b by a Kleene comparison. ⊥ compares as pending.
Truth CompareValues(const Value& a, plan::Compare compare, const Value& b);

}  // namespace slate::evaluate
