// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>

#include "runtime/exact/big_rational.h"
#include "runtime/exact/rational.h"

namespace slate::exact {

namespace {

constexpr std::size_t kLongestDecimal = 4096;
// Any 18 digits and the power of ten that goes with them fit into a word.
constexpr std::size_t kWordDigits = 18;

bool IsDigit(char c) {
  return '0' <= c && c <= '9';
}

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

// Digits with `_` only between two digits; nothing if it is anything else.
std::optional<std::string> PlainDigits(std::string_view text) {
  std::string digits;
  bool after_digit = false;
  for (const char c : text) {
    if (IsDigit(c)) {
      digits += c;
    } else if (c != '_' || !after_digit) {
      return std::nullopt;
    }
    after_digit = IsDigit(c);
  }
  return after_digit ? std::optional(std::move(digits)) : std::nullopt;
}

std::int64_t Word(std::string_view digits) {
  std::int64_t n = 0;
  for (const char c : digits) {
    n = 10 * n + (c - '0');
  }
  return n;
}

// digits / 10^places
Rational Scaled(const std::string& digits, std::size_t places) {
  if (digits.size() <= kWordDigits) {
    std::int64_t scale = 1;
    for (std::size_t i = 0; i < places; ++i) {
      scale *= 10;
    }
    return Rational::Of(Word(digits), scale);
  }
  BigPtr big = NewBig();
  mpz_set_str(big->num(), digits.c_str(), 10);
  mpz_ui_pow_ui(big->den(), 10, places);
  mpq_canonicalize(big->get());
  return BigRational::Settle(std::move(big));
}

std::string Digits(mpz_srcptr z) {
  std::string text(mpz_sizeinbase(z, 10) + 2, '\0');
  mpz_get_str(text.data(), 10, z);
  text.resize(text.find('\0'));
  return text;
}

}  // namespace

std::optional<Rational> Rational::FromDecimal(std::string_view text) {
  if (text.size() > kLongestDecimal) {
    return std::nullopt;
  }
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  const std::size_t point = text.find('.');
  std::optional<std::string> digits = PlainDigits(text.substr(0, point));
  std::size_t places = 0;
  if (digits && point != std::string_view::npos) {
    const std::optional<std::string> fraction = PlainDigits(text.substr(point + 1));
    if (!fraction) {
      return std::nullopt;
    }
    places = fraction->size();
    *digits += *fraction;
  }
  if (!digits) {
    return std::nullopt;
  }
  const Rational value = Scaled(*digits, places);
  return negative ? -value : value;
}

std::optional<Rational> Rational::FromFraction(std::string_view text) {
  const std::size_t slash = text.find('/');
  const bool whole = slash == std::string_view::npos;
  const std::string num(text.substr(0, slash));
  const std::string den(whole ? "1" : text.substr(slash + 1));
  const bool negative = num.starts_with('-');
  const bool has_zero_denominator = den.starts_with('0');
  if (!AllDigits(std::string_view(num).substr(negative ? 1 : 0)) || !AllDigits(den) ||
      has_zero_denominator) {
    return std::nullopt;
  }
  BigPtr big = NewBig();
  mpz_set_str(big->num(), num.c_str(), 10);
  mpz_set_str(big->den(), den.c_str(), 10);
  mpq_canonicalize(big->get());
  Rational value = BigRational::Settle(std::move(big));
  const bool canonical = value.ToString() == text;
  return canonical ? std::optional(std::move(value)) : std::nullopt;
}

std::string Rational::numerator() const {
  return big_ ? Digits(big_->num()) : std::to_string(num_);
}

std::string Rational::denominator() const {
  return big_ ? Digits(big_->den()) : std::to_string(den_);
}

std::string Rational::ToString() const {
  return is_integer() ? numerator() : numerator() + "/" + denominator();
}

}  // namespace slate::exact
