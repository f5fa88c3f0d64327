// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/rounding_order.h"

namespace slate::diff {

namespace {

// -1: never above the amount, 1: never below it.
int LeanOf(plan::Rounding how) {
  switch (how) {
    case plan::Rounding::kDown:
    case plan::Rounding::kFloor: return -1;
    case plan::Rounding::kUp:
    case plan::Rounding::kCeil: return 1;
    case plan::Rounding::kHalfUp:
    case plan::Rounding::kHalfEven: return 0;
  }
  return 0;
}

// Amounts by quarters of the finer step, up to two of the coarser one.
RoundingOrder ShownBy(
    const Rounding& before, const Rounding& after, const analysis::Interval& amounts
) {
  constexpr int kMostTried = 4000;
  RoundingOrder all{.order = Order::kSame};
  const Rational quarter = exact::Min(before.step, after.step) / Rational(4);
  const Rational last = exact::Max(before.step, after.step) * Rational(2);
  Rational amount = quarter;
  for (int i = 0; i < kMostTried && amount <= last && amounts.Contains(amount); ++i) {
    const Rational x = before.Of(amount);
    const Rational y = after.Of(amount);
    const Order order = x == y ? Order::kSame : x < y ? Order::kMore : Order::kLess;
    if (Join(all.order, order) != all.order) {
      all.shown.push_back({amount, x, y});
    }
    all.order = Join(all.order, order);
    amount += quarter;
  }
  return all;
}

}  // namespace

Rational Rounding::Of(const Rational& amount) const {
  return exact::RoundTo(amount, step, ModeOf(how));
}

exact::RoundingMode ModeOf(plan::Rounding rounding) {
  using exact::RoundingMode;
  switch (rounding) {
    case plan::Rounding::kHalfUp: return RoundingMode::kHalfUp;
    case plan::Rounding::kHalfEven: return RoundingMode::kHalfEven;
    case plan::Rounding::kUp: return RoundingMode::kUp;
    case plan::Rounding::kDown: return RoundingMode::kDown;
    case plan::Rounding::kFloor: return RoundingMode::kFloor;
    case plan::Rounding::kCeil: return RoundingMode::kCeil;
  }
  return RoundingMode::kHalfUp;
}

RoundingOrder CompareRoundings(
    const Rounding& before, const Rounding& after, const analysis::Interval& amounts
) {
  RoundingOrder found = ShownBy(before, after, amounts);
  if (found.order == Order::kEither) {
    return found;
  }
  // One multiple below, or above, every amount: the coarser step goes further that way.
  const bool nested =
      (after.step / before.step).is_integer() || (before.step / after.step).is_integer();
  const int from = LeanOf(before.how);
  const int to = LeanOf(after.how);
  const bool proven =
      before.step == after.step ? from != to || from != 0 : nested && from == to && from != 0;
  return proven ? found : RoundingOrder{};
}

}  // namespace slate::diff
