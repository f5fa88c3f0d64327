// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/tally.h"

#include <algorithm>
#include <optional>

#include "runtime/evaluate/arithmetic.h"

namespace slate::evaluate {

namespace {

using plan::Aggregate;

bool TakesTruth(Aggregate aggregate) {
  return aggregate == Aggregate::kShare || aggregate == Aggregate::kAny ||
         aggregate == Aggregate::kAll || aggregate == Aggregate::kCount;
}

bool IsExtreme(Aggregate aggregate) {
  return aggregate == Aggregate::kMin || aggregate == Aggregate::kMax;
}

// good / (good + bad), or the other value where that is 0/0.
Rational ShareOf(std::int64_t good, std::int64_t bad, std::int64_t if_none) {
  return good + bad == 0 ? Rational(if_none) : Rational::Of(good, good + bad);
}

}  // namespace

void Tally::Add(Truth included, const Value& body, std::int64_t weight) {
  if (included == Truth::kFalse || IsUndefined(body) || weight == 0) {
    return;
  }
  why_ = WorseUnknown(why_, WorseUnknown(included, WhyOpen(body)));
  if (TakesTruth(aggregate_)) {
    AddTruth(included, AsTruth(body), weight);
  } else if (IsExtreme(aggregate_)) {
    AddExtreme(included, body);
  } else if (aggregate_ == Aggregate::kDistinct) {
    unknown_ = unknown_ || !IsDecided(body) || !IsKnown(included);
    if (std::find(distinct_.begin(), distinct_.end(), body) == distinct_.end()) {
      distinct_.push_back(body);
    }
  } else {
    AddNumber(included, body, weight);
  }
}

void Tally::AddTruth(Truth included, Truth body, std::int64_t weight) {
  const bool sure = included == Truth::kTrue;
  possible_ += weight;
  sure_ += sure ? weight : 0;
  possible_good_ += body != Truth::kFalse ? weight : 0;
  possible_bad_ += body != Truth::kTrue ? weight : 0;
  sure_good_ += sure && body == Truth::kTrue ? weight : 0;
  sure_bad_ += sure && body == Truth::kFalse ? weight : 0;
  any_ = Or(any_, And(included, body));
  all_ = And(all_, Or(Not(included), body));
  settled_ = (aggregate_ == Aggregate::kAny && any_ == Truth::kTrue) ||
             (aggregate_ == Aggregate::kAll && all_ == Truth::kFalse);
}

void Tally::AddNumber(Truth included, const Value& body, std::int64_t weight) {
  std::optional<Interval> value = AsInterval(body);
  if (!value) {
    unknown_ = true;
    return;
  }
  const bool sure = included == Truth::kTrue && !value->maybe_none;
  interval_ = interval_ || !sure || value->lo != value->hi;
  possible_ += weight;
  sure_ += sure ? weight : 0;
  if (aggregate_ == Aggregate::kPercentile) {
    items_.push_back({std::move(*value), weight, sure});
    return;
  }
  const Rational times(weight);
  const Rational zero(0);
  lo_.Add((sure ? value->lo : exact::Min(value->lo, zero)) * times);
  hi_.Add((sure ? value->hi : exact::Max(value->hi, zero)) * times);
}

void Tally::AddExtreme(Truth included, const Value& body) {
  const auto pick = aggregate_ == Aggregate::kMin ? Smaller : Larger;
  const std::optional<Interval> value = AsInterval(body);
  unknown_ = unknown_ || std::holds_alternative<Unknown>(body);
  const bool sure = included == Truth::kTrue && (!value || !value->maybe_none);
  const auto other = aggregate_ == Aggregate::kMin ? Larger : Smaller;
  opposite_ = IsUndefined(opposite_) ? body : other(opposite_, body);
  extreme_possible_ = IsUndefined(extreme_possible_) ? body : pick(extreme_possible_, body);
  if (sure) {
    extreme_ = IsUndefined(extreme_) ? body : pick(extreme_, body);
  } else {
    interval_ = true;
  }
}

Value Tally::Total() const {
  if (unknown_) {
    return Unknown{IsKnown(why_) ? Truth::kUndecided : why_};
  }
  switch (aggregate_) {
    case Aggregate::kCount: return TotalCount();
    case Aggregate::kShare: return TotalShare();
    case Aggregate::kAny: return any_;
    case Aggregate::kAll: return all_;
    case Aggregate::kSum: return TotalSum();
    case Aggregate::kMean: return TotalMean();
    case Aggregate::kMin:
    case Aggregate::kMax: return TotalExtreme();
    case Aggregate::kPercentile: return TotalPercentile();
    case Aggregate::kDistinct: return Rational(static_cast<std::int64_t>(distinct_.size()));
  }
  return Undefined{};
}

Value Tally::TotalCount() const {
  return FromInterval({.lo = Rational(sure_), .hi = Rational(possible_), .why = why_});
}

// Surely good against possibly bad is the worst world, its mirror image the best.
Value Tally::TotalShare() const {
  if (possible_ == 0) {
    return Undefined{};
  }
  return FromInterval(
      {.lo = ShareOf(sure_good_, possible_bad_, 1),
       .hi = ShareOf(possible_good_, sure_bad_, 0),
       .maybe_none = sure_ == 0,
       .why = why_}
  );
}

Value Tally::TotalSum() const {
  return FromInterval({.lo = lo_.Total(), .hi = hi_.Total(), .why = why_});
}

// There is no rule for means over items that may or may not count.
Value Tally::TotalMean() const {
  if (possible_ == 0) {
    return Undefined{};
  }
  if (sure_ == possible_) {
    const Rational n(sure_);
    return FromInterval({.lo = lo_.Total() / n, .hi = hi_.Total() / n, .why = why_});
  }
  return Unknown{why_};
}

Value Tally::TotalExtreme() const {
  if (!interval_ || IsUndefined(extreme_possible_)) {
    return extreme_possible_;
  }
  if (!IsUndefined(extreme_)) {
    return Hull(extreme_, extreme_possible_, why_);
  }
  // Any of the items may be the only one.
  return Hull(Undefined{}, Hull(extreme_possible_, opposite_, why_), why_);
}

Rational Tally::Quantile(bool upper) const {
  std::vector<std::pair<const Rational*, std::int64_t>> sorted;
  std::int64_t n = 0;
  for (const Item& item : items_) {
    sorted.emplace_back(upper ? &item.value.hi : &item.value.lo, item.weight);
    n += item.weight;
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return *a.first < *b.first;
  });
  // Nearest rank: the k-th of the ascending values, k = max(1, ⌈q·n⌉).
  std::int64_t k = (quantile_ * Rational(n)).Ceil().ToInt64().value_or(n);
  k = std::max<std::int64_t>(k, 1);
  for (const auto& [value, weight] : sorted) {
    k -= weight;
    if (k <= 0) {
      return *value;
    }
  }
  return *sorted.back().first;
}

Value Tally::TotalPercentile() const {
  if (items_.empty()) {
    return Undefined{};
  }
  return sure_ == possible_
             ? FromInterval({.lo = Quantile(false), .hi = Quantile(true), .why = why_})
             : Value(Unknown{why_});
}

}  // namespace slate::evaluate
