// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/exact/decimal.h"
#include "runtime/exact/rational.h"
#include "runtime/exact/rational_sum.h"
#include "runtime/exact/rounding.h"

namespace slate::exact {

namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

// splitmix64: the same numbers everywhere.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  // Of all sizes, so that both representations and the border between them are met.
  std::int64_t Signed() { return static_cast<std::int64_t>(Next()) >> (Next() % 63); }
  Rational Fraction() {
    const std::int64_t d = Signed();
    return Rational::Of(Signed(), d == 0 ? 7 : d);
  }

 private:
  std::uint64_t state_;
};

Rational R(const char* text) {
  return Rational::FromFraction(text).value();
}
Rational D(const char* text) {
  return Rational::FromDecimal(text).value();
}

}  // namespace

static_assert(sizeof(Rational) <= 32);

TEST_CASE("a rational is normalised") {
  CHECK(Rational::Of(6, -4).ToString() == "-3/2");
  CHECK(Rational::Of(0, -5).ToString() == "0");
  CHECK(Rational::Of(kMin, kMin) == 1);
  CHECK(Rational::Of(kMin, -1).ToString() == "9223372036854775808");
  CHECK(Rational(kMin).ToInt64() == kMin);
  CHECK(Rational(kMin).ToString() == "-9223372036854775808");
  CHECK(!(-Rational(kMin)).ToInt64());
  CHECK(!Rational::Of(1, 2).ToInt64());
}

TEST_CASE("a rational grows beyond a word and comes back") {
  const Rational big = Rational(kMax) * kMax;
  CHECK(big.ToString() == "85070591730234615847396907784232501249");
  CHECK(big / kMax == kMax);
  CHECK((big / kMax).ToInt64() == kMax);
  CHECK(big - big == 0);
  CHECK(big > kMax);
  CHECK(-big < kMin);
  Rational copy = big;
  copy += 1;
  CHECK(copy - big == 1);
  Rational moved = std::move(copy);
  CHECK(moved == big + 1);
  moved = moved;  // NOLINT
  CHECK(moved == big + 1);
  CHECK(Rational::Of(1, kMax) + Rational::Of(1, kMax - 1) != 0);
}

TEST_CASE("the field laws hold for all sizes") {
  Numbers numbers(1);
  for (int i = 0; i < 20'000; ++i) {
    const Rational a = numbers.Fraction();
    const Rational b = numbers.Fraction();
    const Rational c = numbers.Fraction();
    REQUIRE(a + b == b + a);
    REQUIRE((a + b) + c == a + (b + c));
    REQUIRE((a * b) * c == a * (b * c));
    REQUIRE(a * (b + c) == a * b + a * c);
    REQUIRE((a - b) + b == a);
    REQUIRE((a < b) == ((a - b).sign() < 0));
    REQUIRE(Rational::FromFraction((a * b).ToString()) == a * b);
    if (!b.is_zero()) {
      REQUIRE(a / b * b == a);
    }
    const Rational floor = (a * b).Floor();
    REQUIRE(floor.is_integer());
    REQUIRE(floor <= a * b);
    REQUIRE(a * b < floor + 1);
  }
}

TEST_CASE("decimals are read exactly") {
  CHECK(D("99.95") == Rational::Of(1999, 20));
  CHECK(D("-1_234.50") == Rational::Of(-2469, 2));
  CHECK(D("0.000000000000000000000000000001").ToString() == "1/1000000000000000000000000000000");
  CHECK(D("-0") == 0);
  CHECK(D(("1" + std::string(4095, '0')).c_str()).numerator().size() == 4096);
  for (const char* bad :
       {"",
        "-",
        ".5",
        "5.",
        "1__0",
        "_1",
        "1_",
        "1._5",
        "1e3",
        "+1",
        "1.2.3",
        "--1",
        " 1",
        "1 ",
        "0x1"}) {
    CAPTURE(bad);
    CHECK(!Rational::FromDecimal(bad));
  }
  CHECK(!Rational::FromDecimal(std::string(4097, '1')));
}

TEST_CASE("fractions are read only in the form in which they are written") {
  CHECK(R("-3/2") == Rational::Of(-3, 2));
  CHECK(R("100000000000000000000/3") * 3 == R("100000000000000000000"));
  for (const char* bad :
       {"",
        "/",
        "1/",
        "/2",
        "2/4",
        "4/1",
        "01",
        "-0",
        "1/0",
        "1/-2",
        "+1",
        "1/02",
        " 1",
        "1.5",
        "0/3"}) {
    CAPTURE(bad);
    CHECK(!Rational::FromFraction(bad));
  }
}

TEST_CASE("rounding halves") {
  struct Row {
    const char* value;
    std::array<const char*, 6> half_up_half_even_up_down_floor_ceil;
  };
  // Steps of one cent; worked out by hand.
  const std::vector<Row> rows = {
      {"2.345", {"2.35", "2.34", "2.35", "2.34", "2.34", "2.35"}},
      {"2.355", {"2.36", "2.36", "2.36", "2.35", "2.35", "2.36"}},
      {"-2.345", {"-2.35", "-2.34", "-2.35", "-2.34", "-2.35", "-2.34"}},
      {"-2.355", {"-2.36", "-2.36", "-2.36", "-2.35", "-2.36", "-2.35"}},
      {"2.3449", {"2.34", "2.34", "2.35", "2.34", "2.34", "2.35"}},
      {"-2.3451", {"-2.35", "-2.35", "-2.35", "-2.34", "-2.35", "-2.34"}},
      {"0.005", {"0.01", "0.00", "0.01", "0.00", "0.00", "0.01"}},
      {"-0.005", {"-0.01", "0.00", "-0.01", "0.00", "-0.01", "0.00"}},
      {"7", {"7.00", "7.00", "7.00", "7.00", "7.00", "7.00"}},
  };
  const std::array modes = {
      RoundingMode::kHalfUp,
      RoundingMode::kHalfEven,
      RoundingMode::kUp,
      RoundingMode::kDown,
      RoundingMode::kFloor,
      RoundingMode::kCeil};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < modes.size(); ++i) {
      CAPTURE(row.value);
      CAPTURE(i);
      CHECK(ToDecimal(D(row.value), 2, modes[i]) == row.half_up_half_even_up_down_floor_ceil[i]);
    }
  }
  // Steps that are not decimal: 10 to the nearest quarter of a third, 1/12: 120/12.
  CHECK(RoundTo(10, Rational::Of(1, 12), RoundingMode::kHalfUp) == 10);
  CHECK(RoundTo(D("12.5"), 5, RoundingMode::kHalfUp) == 15);
  CHECK(RoundTo(D("12.5"), 5, RoundingMode::kHalfEven) == 10);
}

TEST_CASE("decimals are written") {
  CHECK(ToDecimal(Rational::Of(2, 3), 4) == "0.6666");
  CHECK(ToDecimal(Rational::Of(-2, 3), 0) == "0");
  CHECK(ToDecimal(Rational::Of(-2, 3), 1) == "-0.6");
  CHECK(ToDecimal(1234, 0) == "1234");
  CHECK(ToExactDecimal(D("99.950")) == "99.95");
  CHECK(ToExactDecimal(Rational::Of(1, 8)) == "0.125");
  CHECK(!ToExactDecimal(Rational::Of(1, 3)));
  CHECK(ToExactDecimal(-5) == "-5");
}

TEST_CASE("a value never prints as a threshold that it is not") {
  const Rational target = D("99.95");
  CHECK(ShowApart(D("99.94999"), target, Worse::kLower) == "99.94");
  CHECK(ShowApart(D("99.95"), target, Worse::kLower) == "99.95");
  CHECK(ShowApart(D("99.9500004"), target, Worse::kLower) == "99.9500004");
  CHECK(ShowApart(D("99.96"), target, Worse::kLower, 3) == "99.960");
  // One second of downtime in 30 days is not 100 %: 1 - 1/2592000 = 99.99996…%.
  const Rational nearly = (Rational(1) - Rational::Of(1, 2'592'000)) * 100;
  CHECK(ShowApart(nearly, target, Worse::kLower) == "99.99");
  CHECK(ShowApart(nearly, 100, Worse::kLower) == "99");
  // Durations are worse when higher: 4.0001 h against 4 h must not print as 4.
  CHECK(ShowApart(D("4.0001"), 4, Worse::kHigher) == "5");
  CHECK(ShowApart(D("3.9999"), 4, Worse::kHigher) == "3.9999");
  CHECK(ShowApart(D("3.99991"), 4, Worse::kHigher, 2) == "3.99991");
  // A threshold that is no decimal.
  CHECK(ShowApart(D("0.334"), Rational::Of(1, 3), Worse::kLower) == "0.334");
}

TEST_CASE("a mean over bins is exact") {
  // 129 bins of 2/3 and one of 2/5 miss 99 % of nothing: the sum is 86 + 2/5 = 432/5.
  RationalSum sum;
  for (int i = 0; i < 129; ++i) {
    sum.Add(2, 3);
  }
  sum.Add(Rational::Of(2, 5));
  CHECK(sum.Total() == Rational::Of(432, 5));
  RationalSum other;
  other.Add(Rational(kMax) * kMax);
  other.Add(kMax, 1);
  other.Add(kMax, 1);
  other.Merge(sum);
  CHECK(other.Total() == Rational(kMax) * kMax + Rational(kMax) + kMax + Rational::Of(432, 5));
  CHECK(RationalSum().Total() == 0);
}

TEST_CASE("a sum over many denominators telescopes") {
  // Sum of 1/(k(k+1)) for k = 1..n is n/(n+1).
  RationalSum sum;
  for (std::int64_t k = 1; k <= 4'000; ++k) {
    sum.Add(1, k * (k + 1));
  }
  CHECK(sum.Total() == Rational::Of(4'000, 4'001));
}

}  // namespace slate::exact
