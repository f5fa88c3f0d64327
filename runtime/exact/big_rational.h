// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <memory>

#include <gmp.h>

#include "runtime/exact/rational.h"

namespace slate::exact {

static_assert(sizeof(long) == sizeof(std::int64_t), "GMP's word functions take 64 bits here");

// Owns one GMP fraction. Only this folder's sources see it; they are the ones that link GMP.
struct BigRational {
  BigRational() { mpq_init(q); }
  BigRational(const BigRational& other) : BigRational() { mpq_set(q, other.q); }
  BigRational& operator=(const BigRational&) = delete;
  ~BigRational() { mpq_clear(q); }

  mpq_ptr get() { return q; }
  mpq_srcptr get() const { return q; }
  mpz_ptr num() { return mpq_numref(q); }
  mpz_srcptr num() const { return mpq_numref(q); }
  mpz_ptr den() { return mpq_denref(q); }
  mpz_srcptr den() const { return mpq_denref(q); }

  // The GMP form of any rational; fills `scratch` if the rational has none.
  static const BigRational& Of(const Rational& value, BigRational& scratch);
  // Takes a normalised fraction and picks its representation.
  static Rational Settle(std::unique_ptr<BigRational, DeleteBig> big);

  mpq_t q;
};

using BigPtr = std::unique_ptr<BigRational, DeleteBig>;

inline BigPtr NewBig() {
  return BigPtr(new BigRational);
}

inline bool FitsWord(Int128 n) {
  constexpr Int128 kMax = std::numeric_limits<std::int64_t>::max();
  return -kMax <= n && n <= kMax;
}

}  // namespace slate::exact
