// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/exact/rational.h"

namespace slate::readers {

// mantissa / 10^places, places in 0..18. `wide` holds the value where these do not suffice.
struct Decimal {
  std::int64_t mantissa = 0;
  int places = 0;
  std::optional<exact::Rational> wide = {};
};

// Plain decimals and exponent notation: -12.5, +5, .5, 5., 1e3. At most 40 digits, exponents within
// ±40. Returns why the text is none, or nothing.
std::optional<std::string_view> ParseNumber(std::string_view text, Decimal& number);

// 10^exponent, exponent in 0..18.
std::int64_t PowerOfTen(int exponent);

}  // namespace slate::readers
