// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "runtime/calendar/time_zone.h"
#include "runtime/evaluate/arithmetic.h"
#include "runtime/evaluate/grid.h"
#include "runtime/evaluate/stretches.h"
#include "runtime/evaluate/tally.h"
#include "runtime/evaluate/words.h"
#include "tests/unit/runtime/evaluate_fixture.h"

namespace slate::evaluate {

namespace {

Value Between(std::int64_t lo, std::int64_t hi) {
  return FromInterval({.lo = Rational(lo), .hi = Rational(hi)});
}

Value Number(std::int64_t n) {
  return Rational(n);
}

TEST_CASE("intervals: every combination of ends") {
  CHECK(Add(Between(1, 2), Number(3)) == Between(4, 5));
  CHECK(Subtract(Between(1, 2), Between(10, 20)) == Between(-19, -8));
  CHECK(Multiply(Between(-1, 2), Between(-3, 5)) == Between(-6, 10));
  // 4 / [1, 2] = [2, 4]; a divisor that may be 0 leaves nothing known; 0 itself no value.
  CHECK(Divide(Number(4), Between(1, 2)) == Between(2, 4));
  CHECK(std::holds_alternative<Unknown>(Divide(Number(4), Between(0, 2))));
  CHECK(IsUndefined(Divide(Number(4), Number(0))));
  CHECK(Smaller(Between(1, 5), Number(3)) == Between(1, 3));
  CHECK(Larger(Between(1, 2), Number(3)) == Number(3));
  CHECK(Absolute(Between(-2, 1)) == Between(0, 2));
}

TEST_CASE("rounding: half away from zero, ceil of exact rationals") {
  CHECK(Round(Rational::Of(5, 2), Number(1), exact::RoundingMode::kHalfUp) == Number(3));
  CHECK(Round(Rational::Of(-5, 2), Number(1), exact::RoundingMode::kHalfUp) == Number(-3));
  // (99.5% - 98.6%) / 0.3% is 3 exactly; doubles make 4 of it.
  const Value ratio =
      Divide(Subtract(Rational::Of(995, 1000), Rational::Of(986, 1000)), Rational::Of(3, 1000));
  CHECK(Round(ratio, Number(1), exact::RoundingMode::kCeil) == Number(3));
}

TEST_CASE("comparing: all, none or some of the pairs") {
  using plan::Compare;
  CHECK(CompareValues(Between(1, 2), Compare::kLess, Number(3)) == Truth::kTrue);
  CHECK(CompareValues(Between(1, 3), Compare::kLess, Number(3)) == Truth::kUndecided);
  CHECK(CompareValues(Between(1, 3), Compare::kLessEqual, Number(3)) == Truth::kTrue);
  CHECK(CompareValues(Between(3, 4), Compare::kLess, Number(3)) == Truth::kFalse);
  CHECK(CompareValues(Between(3, 4), Compare::kEqual, Number(5)) == Truth::kFalse);
  CHECK(CompareValues(Undefined{}, Compare::kLess, Number(3)) == Truth::kPending);
}

TEST_CASE("share: surely good against possibly bad, and its mirror image") {
  Tally share(plan::Aggregate::kShare, 0);
  share.Add(Truth::kTrue, Truth::kTrue, 3);
  share.Add(Truth::kTrue, Truth::kFalse, 1);
  share.Add(Truth::kTrue, Truth::kUndecided, 1);
  // 3 of 5 … 4 of 5
  CHECK(share.Total() == Value(Interval{.lo = Rational::Of(3, 5), .hi = Rational::Of(4, 5)}));
  Tally nothing(plan::Aggregate::kShare, 0);
  CHECK(IsUndefined(nothing.Total()));
}

TEST_CASE("count and sum: what may or may not belong widens the result") {
  Tally count(plan::Aggregate::kCount, 0);
  count.Add(Truth::kTrue, Truth::kTrue, 2);
  count.Add(Truth::kUndecided, Truth::kTrue, 3);
  CHECK(count.Total() == Between(2, 5));
  Tally sum(plan::Aggregate::kSum, 0);
  sum.Add(Truth::kTrue, Number(10));
  sum.Add(Truth::kUndecided, Number(-4));
  sum.Add(Truth::kTrue, Between(1, 2));
  // 10 - 4 + 1 … 10 + 0 + 2
  CHECK(sum.Total() == Between(7, 12));
}

TEST_CASE("max: if nothing surely belongs, any item may be the only one") {
  Tally max(plan::Aggregate::kMax, 0);
  max.Add(Truth::kUndecided, Number(3));
  max.Add(Truth::kUndecided, Number(7));
  const Value total = max.Total();
  REQUIRE(std::holds_alternative<Interval>(total));
  CHECK(std::get<Interval>(total).lo == Rational(3));
  CHECK(std::get<Interval>(total).hi == Rational(7));
  CHECK(std::get<Interval>(total).maybe_none);
}

TEST_CASE("percentile: nearest rank, by exact arithmetic") {
  // 950 take 1500, 50 take 5000: the 950th of 1000 is the last of the fast ones.
  Tally p95(plan::Aggregate::kPercentile, Rational::Of(95, 100));
  p95.Add(Truth::kTrue, Number(5000), 50);
  p95.Add(Truth::kTrue, Number(1500), 950);
  CHECK(p95.Total() == Number(1500));
  Tally one(plan::Aggregate::kPercentile, Rational::Of(1, 1000));
  one.Add(Truth::kTrue, Number(7));
  CHECK(one.Total() == Number(7));
}

TEST_CASE("grid: a day that loses an hour has fewer bins, the last bin is cut short") {
  const Result<calendar::TimeZone> berlin = calendar::TimeZone::Load("Europe/Berlin", {});
  REQUIRE(berlin);
  const Run march{berlin->StartOfDay({Day("2026-03-01")}), berlin->StartOfDay({Day("2026-04-01")})};
  const Grid half_hours(*berlin, 30 * kMinute, {march.from - kDay, march.to + kDay});
  CHECK(half_hours.CountStarts(march) == 743 * 2);
  // 29 March has 23 h: 3 bins of 7 h and one of 2 h.
  const Grid seven(*berlin, 7 * kHour, {march.from - kDay, march.to + kDay});
  const std::int64_t night = berlin->StartOfDay({Day("2026-03-29")});
  CHECK(seven.CountStarts({night, night + 23 * kHour}) == 4);
  CHECK(seven.BinAt(night + 22 * kHour) == Run{night + 21 * kHour, night + 23 * kHour});
  CHECK(seven.Bin(seven.NumberAt(night)) == Run{night, night + 7 * kHour});
}

TEST_CASE("painter: later stretches cover earlier ones") {
  Painter painter;
  painter.Paint({0, 100, 0});
  painter.Paint({10, 20, 1});
  painter.Paint({15, 30, 2});
  const std::vector<Stretch> laid = painter.Take();
  REQUIRE(laid.size() == 4);
  CHECK(laid[1].from == 10);
  CHECK(laid[1].to == 15);
  CHECK(laid[2].row == 2);
  CHECK(laid[3].from == 30);
  CHECK(laid[3].row == 0);
}

TEST_CASE("words: amounts as written in an agreement") {
  const Labels labels;
  const calendar::TimeZone utc = calendar::TimeZone::Utc();
  const auto words = [&](const Value& value, const plan::Type& type) {
    return InWords(value, type, labels, utc);
  };
  CHECK(words(Number(500), Euros()) == "500.00 EUR");
  CHECK(words(Rational(43 * kMinute + 30 * kSecond), Duration()) == "43min30s");
  CHECK(words(Rational::Of(9985, 10000), Share()) == "99.85%");
  CHECK(words(Undefined{}, Share()) == "no value");
  CHECK(words(Between(1, 2), Euros()) == "between 1.00 EUR and 2.00 EUR");
}

}  // namespace

}  // namespace slate::evaluate
