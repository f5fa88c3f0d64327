// SPDX-License-Identifier: Apache-2.0
#include "runtime/exact/rational.h"

#include <bit>
#include <numeric>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/exact/big_rational.h"

namespace slate::exact {

namespace {

std::uint64_t Magnitude(std::int64_t n) {
  const auto u = static_cast<std::uint64_t>(n);
  return n < 0 ? 0 - u : u;
}

// At least one of the two is not zero and both magnitudes are at most 2^63 - 1.
std::int64_t Gcd(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(std::gcd(Magnitude(a), Magnitude(b)));
}

Int128 WideGcd(Int128 a, Int128 b) {
  while (b != 0 && !(FitsWord(a) && FitsWord(b))) {
    a = std::exchange(b, a % b);
  }
  if (b != 0) {
    return Gcd(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
  }
  return a < 0 ? -a : a;
}

void SetWide(mpz_ptr z, Int128 n) {
  const Int128 high = n >> 64;
  mpz_set_si(z, static_cast<std::int64_t>(high));
  mpz_mul_2exp(z, z, 64);
  mpz_add_ui(z, z, static_cast<std::uint64_t>(n - (high << 64)));
}

std::int64_t FloorDivide(std::int64_t n, std::int64_t d) {
  const std::int64_t q = n / d;
  return n % d < 0 ? q - 1 : q;
}

template <typename Operation>
Rational OnBig(const Rational& a, const Rational& b, Operation operation) {
  BigRational scratch_a;
  BigRational scratch_b;
  BigPtr result = NewBig();
  operation(
      result->get(), BigRational::Of(a, scratch_a).get(), BigRational::Of(b, scratch_b).get()
  );
  return BigRational::Settle(std::move(result));
}

}  // namespace

void DeleteBig::operator()(BigRational* big) const {
  delete big;
}

const BigRational& BigRational::Of(const Rational& value, BigRational& scratch) {
  if (value.big_) {
    return *value.big_;
  }
  mpz_set_si(scratch.num(), value.num_);
  mpz_set_si(scratch.den(), value.den_);
  return scratch;
}

Rational BigRational::Settle(BigPtr big) {
  const bool words = mpz_fits_slong_p(big->num()) != 0 && mpz_fits_slong_p(big->den()) != 0;
  if (words && FitsWord(mpz_get_si(big->num()))) {
    return {mpz_get_si(big->num()), mpz_get_si(big->den())};
  }
  Rational result;
  result.big_ = std::move(big);
  return result;
}

Rational::Rational(std::int64_t n) : num_(n) {
  if (!FitsWord(n)) {
    *this = OfWide(n, 1);
  }
}

Rational::Rational(const Rational& other)
    : num_(other.num_),
      den_(other.den_),
      big_(other.big_ ? new BigRational(*other.big_) : nullptr) {}

Rational& Rational::operator=(const Rational& other) {
  if (this != &other) {
    *this = Rational(other);
  }
  return *this;
}

Rational Rational::Of(std::int64_t n, std::int64_t d) {
  return OfWide(n, d);
}

Rational Rational::OfWide(Int128 n, Int128 d) {
  Check(d != 0, "a fraction has the denominator zero");
  const Int128 g = WideGcd(n, d);
  n /= d < 0 ? -g : g;
  d = d < 0 ? -(d / g) : d / g;
  if (FitsWord(n) && FitsWord(d)) {
    return {static_cast<std::int64_t>(n), static_cast<std::int64_t>(d)};
  }
  BigPtr big = NewBig();
  SetWide(big->num(), n);
  SetWide(big->den(), d);
  return BigRational::Settle(std::move(big));
}

std::optional<std::int64_t> Rational::ToInt64() const {
  if (big_) {
    // Only -2^63 is an integer of 64 bits that is kept big.
    const bool lowest = is_integer() && mpz_fits_slong_p(big_->num()) != 0;
    return lowest ? std::optional(mpz_get_si(big_->num())) : std::nullopt;
  }
  return den_ == 1 ? std::optional(num_) : std::nullopt;
}

int Rational::sign() const {
  if (big_) {
    return mpq_sgn(big_->get());
  }
  return static_cast<int>(num_ > 0) - static_cast<int>(num_ < 0);
}

bool Rational::is_integer() const {
  return big_ ? mpz_cmp_ui(big_->den(), 1) == 0 : den_ == 1;
}

std::size_t Rational::bits() const {
  if (big_) {
    return mpz_sizeinbase(big_->num(), 2) + mpz_sizeinbase(big_->den(), 2);
  }
  return static_cast<std::size_t>(
      std::bit_width(Magnitude(num_)) + std::bit_width(Magnitude(den_))
  );
}

Rational Rational::Floor() const {
  if (!big_) {
    return FloorDivide(num_, den_);
  }
  BigPtr result = NewBig();
  mpz_fdiv_q(result->num(), big_->num(), big_->den());
  return BigRational::Settle(std::move(result));
}

Rational Rational::Ceil() const {
  return -(-*this).Floor();
}

Rational Rational::Abs() const {
  return sign() < 0 ? -*this : *this;
}

Rational Rational::operator-() const {
  if (!big_) {
    return {-num_, den_};
  }
  BigPtr result = NewBig();
  mpq_neg(result->get(), big_->get());
  return BigRational::Settle(std::move(result));
}

// Knuth, TAOCP 2, 4.5.1: with g = gcd of the denominators the only common factor left lies in g.
Rational& Rational::operator+=(const Rational& other) {
  if (big_ || other.big_) {
    return *this = OnBig(*this, other, mpq_add);
  }
  const std::int64_t g = den_ == other.den_ ? den_ : Gcd(den_, other.den_);
  const Int128 n =
      static_cast<Int128>(num_) * (other.den_ / g) + static_cast<Int128>(other.num_) * (den_ / g);
  const std::int64_t common = g == 1 ? 1 : Gcd(static_cast<std::int64_t>(n % g), g);
  const Int128 num = n / common;
  const Int128 den = static_cast<Int128>(den_ / g) * (other.den_ / common);
  if (!FitsWord(num) || !FitsWord(den)) {
    return *this = OnBig(*this, other, mpq_add);
  }
  num_ = static_cast<std::int64_t>(num);
  den_ = static_cast<std::int64_t>(den);
  return *this;
}

Rational& Rational::operator-=(const Rational& other) {
  return *this += -other;
}

Rational& Rational::operator*=(const Rational& other) {
  if (big_ || other.big_) {
    return *this = OnBig(*this, other, mpq_mul);
  }
  const std::int64_t left = other.den_ == 1 ? 1 : Gcd(num_, other.den_);
  const std::int64_t right = den_ == 1 ? 1 : Gcd(other.num_, den_);
  const Int128 num = static_cast<Int128>(num_ / left) * (other.num_ / right);
  const Int128 den = static_cast<Int128>(den_ / right) * (other.den_ / left);
  if (!FitsWord(num) || !FitsWord(den)) {
    return *this = OnBig(*this, other, mpq_mul);
  }
  num_ = static_cast<std::int64_t>(num);
  den_ = static_cast<std::int64_t>(den);
  return *this;
}

Rational& Rational::operator/=(const Rational& other) {
  Check(!other.is_zero(), "a number was divided by zero");
  if (big_ || other.big_) {
    return *this = OnBig(*this, other, mpq_div);
  }
  const std::int64_t top = other.num_ < 0 ? -other.den_ : other.den_;
  const std::int64_t bottom = other.num_ < 0 ? -other.num_ : other.num_;
  return *this *= Rational(top, bottom);
}

bool operator==(const Rational& a, const Rational& b) {
  if (a.big_ && b.big_) {
    return mpq_equal(a.big_->get(), b.big_->get()) != 0;
  }
  return !a.big_ && !b.big_ && a.num_ == b.num_ && a.den_ == b.den_;
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
  if (!a.big_ && !b.big_) {
    const Int128 left = static_cast<Int128>(a.num_) * b.den_;
    const Int128 right = static_cast<Int128>(b.num_) * a.den_;
    return left < right   ? std::strong_ordering::less
           : left > right ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
  }
  BigRational scratch_a;
  BigRational scratch_b;
  const BigRational& left = BigRational::Of(a, scratch_a);
  return mpq_cmp(left.get(), BigRational::Of(b, scratch_b).get()) <=> 0;
}

Rational Min(const Rational& a, const Rational& b) {
  return b < a ? b : a;
}
Rational Max(const Rational& a, const Rational& b) {
  return a < b ? b : a;
}

}  // namespace slate::exact
