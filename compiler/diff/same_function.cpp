// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/same_function.h"

#include <array>
#include <utility>
#include <vector>

#include "runtime/exact/rounding.h"

namespace slate::diff {

namespace {

using analysis::End;
using analysis::Interval;
using analysis::Line;

// A multiple of `step` inside, near the middle.
std::optional<Rational> MultipleIn(const Interval& where, const Rational& step) {
  if (!where.low || !where.high) {
    const Rational inside = exact::RoundTo(where.Inside(), step, exact::RoundingMode::kFloor);
    for (const Rational& x : {inside, inside + step}) {
      if (where.Contains(x)) {
        return x;
      }
    }
    return std::nullopt;
  }
  const Rational middle = (where.low->value + where.high->value) / Rational(2);
  const Rational below = exact::RoundTo(middle, step, exact::RoundingMode::kFloor);
  for (const Rational& x : {below, below + step}) {
    if (where.Contains(x)) {
      return x;
    }
  }
  return std::nullopt;
}

// Days down to milliseconds in ns, then powers of ten.
std::vector<Rational> Steps() {
  std::vector<Rational> steps;
  constexpr std::array<std::int64_t, 7> kDurations = {
      86'400'000'000'000,
      3'600'000'000'000,
      600'000'000'000,
      60'000'000'000,
      10'000'000'000,
      1'000'000'000,
      1'000'000};
  for (const std::int64_t ns : kDurations) {
    steps.emplace_back(ns);
  }
  for (std::int64_t power = 100'000; power > 0; power /= 10) {
    steps.emplace_back(power);
  }
  Rational small = 1;
  for (int places = 1; places <= 12; ++places) {
    small /= Rational(10);
    steps.push_back(small);
  }
  return steps;
}

std::optional<Rational> Short(const Interval& where, bool whole) {
  if (whole) {
    return MultipleIn(where, Rational(1));
  }
  if (!where.low || !where.high) {
    return where.Inside();
  }
  for (const Rational& step : Steps()) {
    if (const auto found = MultipleIn(where, step)) {
      return found;
    }
  }
  return where.Inside();
}

class Signs {
 public:
  explicit Signs(bool whole) : whole_(whole) {}

  // On one stretch: the difference is a line, so its sign changes once at most.
  void Take(const Interval& where, const Line& f, const Line& g) {
    const Line difference{g.slope - f.slope, g.offset - f.offset};
    if (difference.is_level()) {
      Show(where, f, g);
      return;
    }
    const Rational zero = -difference.offset / difference.slope;
    Show(Intersect(where, {std::nullopt, End{zero, false}}), f, g);
    Show(Intersect(where, {End{zero, false}, std::nullopt}), f, g);
  }

  FunctionChange Take() { return std::move(change_); }

 private:
  void Show(const Interval& where, const Line& f, const Line& g) {
    if (where.is_empty()) {
      return;
    }
    const auto at = ShortIn(where, whole_);
    if (!at) {
      return;
    }
    const Difference found{*at, f.At(*at), g.At(*at)};
    if (found.before == found.after) {
      return;
    }
    std::optional<Difference>& best = found.after > found.before ? change_.more : change_.less;
    if (!best || (found.after - found.before).Abs() > (best->after - best->before).Abs()) {
      best = found;
    }
  }

  bool whole_;
  FunctionChange change_;
};

}  // namespace

std::optional<Rational> ShortIn(const Interval& where, bool whole) {
  if (where.is_empty()) {
    return std::nullopt;
  }
  if (where.is_point()) {
    return whole && !where.low->value.is_integer() ? std::nullopt : std::optional(where.low->value);
  }
  Interval inner = where;
  for (std::optional<End>* end : {&inner.low, &inner.high}) {
    if (*end) {
      (*end)->closed = false;
    }
  }
  const auto within = Short(inner, whole);
  return within ? within : Short(where, whole);
}

std::optional<FunctionChange> CompareFunctions(
    const analysis::PiecewiseLinear& f, const analysis::PiecewiseLinear& g, bool whole
) {
  if (f.factor != g.factor && !f.is_zero() && !g.is_zero()) {
    return std::nullopt;
  }
  Signs signs(whole);
  bool comparable = true;
  analysis::ForEachPair(
      f.cells,
      g.cells,
      [&](const Interval& where, const std::optional<Line>& a, const std::optional<Line>& b) {
        if (a && b) {
          signs.Take(where, *a, *b);
        }
        comparable = comparable && a.has_value() == b.has_value();
      }
  );
  return comparable ? std::optional(signs.Take()) : std::nullopt;
}

}  // namespace slate::diff
