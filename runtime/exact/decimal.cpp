// SPDX-License-Identifier: Apache-2.0
#include "runtime/exact/decimal.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace slate::exact {

namespace {

constexpr int kMostExactPlaces = 40;
constexpr int kMostShownPlaces = 60;

Rational PowerOfTen(int exponent) {
  Rational power = 1;
  for (int i = 0; i < exponent; ++i) {
    power *= 10;
  }
  return power;
}

// The places that the value needs as a decimal, if they are at most `most`.
std::optional<int> PlacesOf(const Rational& value, int most) {
  Rational scaled = value;
  for (int places = 0; places <= most; ++places, scaled *= 10) {
    if (scaled.is_integer()) {
      return places;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string ToDecimal(const Rational& value, int digits, RoundingMode mode) {
  Check(digits >= 0, "a decimal was asked for with a negative number of places");
  const Rational scaled = RoundTo(value * PowerOfTen(digits), 1, mode);
  std::string text = scaled.Abs().numerator();
  const auto places = static_cast<std::size_t>(digits);
  if (text.size() <= places) {
    text.insert(0, places + 1 - text.size(), '0');
  }
  if (places > 0) {
    text.insert(text.size() - places, 1, '.');
  }
  return scaled.sign() < 0 ? "-" + text : text;
}

std::optional<std::string> ToExactDecimal(const Rational& value) {
  const std::optional<int> places = PlacesOf(value, kMostExactPlaces);
  return places ? std::optional(ToDecimal(value, *places)) : std::nullopt;
}

std::string ShowApart(
    const Rational& value, const Rational& threshold, Worse worse, int min_digits
) {
  const RoundingMode mode = worse == Worse::kLower ? RoundingMode::kFloor : RoundingMode::kCeil;
  int digits = std::max(min_digits, PlacesOf(threshold, kMostExactPlaces).value_or(0));
  const auto apart = [&] {
    const Rational shown = RoundTo(value * PowerOfTen(digits), 1, mode) / PowerOfTen(digits);
    return (shown <=> threshold) == (value <=> threshold);
  };
  while (digits < kMostShownPlaces && !apart()) {
    ++digits;
  }
  return ToDecimal(value, digits, mode);
}

}  // namespace slate::exact
