// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace slate::exact {

__extension__ using Int128 = __int128;

// The heap form of a rational that does not fit into two 64-bit words.
struct BigRational;
struct DeleteBig {
  void operator()(BigRational* big) const;
};

// An exact fraction. Always normalised: gcd(numerator, denominator) = 1 and denominator > 0. Held
// in two words while both fit (|numerator| <= 2^63 - 1), as a GMP number on the heap otherwise;
// which of the two is decided by the value alone, so equal values have equal representations.
class Rational {
 public:
  Rational() = default;
  Rational(std::int64_t n);  // NOLINT(google-explicit-constructor)
  Rational(const Rational& other);
  Rational(Rational&& other) noexcept = default;
  Rational& operator=(const Rational& other);
  Rational& operator=(Rational&& other) noexcept = default;
  ~Rational() = default;

  static Rational Of(std::int64_t n, std::int64_t d);
  static Rational OfWide(Int128 n, Int128 d);
  // "-1_234.50": digits with `_` between digits, at most one `.` with digits on both sides; at most
  // 4096 characters.
  static std::optional<Rational> FromDecimal(std::string_view text);
  // Reads what ToString writes and nothing else.
  static std::optional<Rational> FromFraction(std::string_view text);

  // "n" or "n/d".
  std::string ToString() const;
  std::string numerator() const;
  std::string denominator() const;
  // The value if it is an integer of 64 bits.
  std::optional<std::int64_t> ToInt64() const;
  // Numerator and denominator if both fit into a word.
  std::optional<std::pair<std::int64_t, std::int64_t>> ToWords() const {
    return big_ ? std::nullopt : std::optional(std::pair(num_, den_));
  }

  int sign() const;
  bool is_zero() const { return sign() == 0; }
  bool is_integer() const;
  // Bits of numerator and denominator together, for the resource limit.
  std::size_t bits() const;

  Rational Floor() const;
  Rational Ceil() const;
  Rational Abs() const;

  Rational operator-() const;
  Rational& operator+=(const Rational& other);
  Rational& operator-=(const Rational& other);
  Rational& operator*=(const Rational& other);
  // The divisor is not zero; a check of it stands before every division.
  Rational& operator/=(const Rational& other);

  friend Rational operator+(Rational a, const Rational& b) { return a += b; }
  friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
  friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
  friend Rational operator/(Rational a, const Rational& b) { return a /= b; }
  friend bool operator==(const Rational& a, const Rational& b);
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

 private:
  friend struct BigRational;
  Rational(std::int64_t n, std::int64_t d) : num_(n), den_(d) {}

  std::int64_t num_ = 0;  // 0/1 while big_ is set
  std::int64_t den_ = 1;
  std::unique_ptr<BigRational, DeleteBig> big_;
};

Rational Min(const Rational& a, const Rational& b);
Rational Max(const Rational& a, const Rational& b);

}  // namespace slate::exact
