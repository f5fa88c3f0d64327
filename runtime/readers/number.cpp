// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/number.h"

#include <algorithm>
#include <array>

#include "runtime/base/check.h"

namespace slate::readers {

namespace {

constexpr int kMostDigits = 40;
constexpr int kMostExponent = 40;
constexpr int kMostPlaces = 18;
constexpr int kDigitsOfWord = 19;  // of which some numbers fit into a word

constexpr std::array<std::int64_t, kMostPlaces + 1> MakePowers() {
  std::array<std::int64_t, kMostPlaces + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) {
    powers.at(i) = powers.at(i - 1) * 10;
  }
  return powers;
}
constexpr auto kPowers = MakePowers();

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// A number while it is read. `digits` counts from the first that is not zero.
struct Scan {
  std::uint64_t mantissa = 0;  // of the first 19 digits
  int digits = 0;
  int fraction = 0;  // digits behind the point
  int exponent = 0;
  bool any_digit = false;
};

void TakeDigits(std::string_view& rest, Scan& scan, bool behind_point) {
  while (!rest.empty() && IsDigit(rest.front())) {
    const int digit = rest.front() - '0';
    scan.any_digit = true;
    scan.fraction += behind_point ? 1 : 0;
    if (scan.digits > 0 || digit != 0) {
      ++scan.digits;
      scan.mantissa = scan.digits <= kDigitsOfWord
                          ? scan.mantissa * 10 + static_cast<std::uint64_t>(digit)
                          : scan.mantissa;
    }
    rest.remove_prefix(1);
  }
}

bool TakeExponent(std::string_view& rest, Scan& scan) {
  if (rest.empty() || (rest.front() != 'e' && rest.front() != 'E')) {
    return true;
  }
  rest.remove_prefix(1);
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) {
    rest.remove_prefix(1);
  }
  if (rest.empty()) {
    return false;
  }
  while (!rest.empty() && IsDigit(rest.front())) {
    scan.exponent = std::min(scan.exponent * 10 + (rest.front() - '0'), 10 * kMostExponent);
    rest.remove_prefix(1);
  }
  scan.exponent = negative ? -scan.exponent : scan.exponent;
  return true;
}

std::string_view ReasonFor(std::string_view text, std::string_view rest) {
  if (text.empty()) {
    return "an empty text is no number";
  }
  if (text.find(',') != std::string_view::npos) {
    return "it has a comma: separators of thousands and decimal commas are not guessed at";
  }
  if (text.find(' ') != std::string_view::npos) {
    return "it has a space";
  }
  if (!rest.empty() && static_cast<unsigned char>(rest.front()) >= 0x80U) {
    return "it has a character that is no ASCII digit";
  }
  return "it is no plain decimal";
}

exact::Rational WidePower(int exponent) {
  exact::Rational power = 1;
  for (; exponent > 0; exponent -= kMostPlaces) {
    power *= exact::Rational(PowerOfTen(std::min(exponent, kMostPlaces)));
  }
  return power;
}

// All digits of the text, without sign, point and exponent.
exact::Rational WideDigits(std::string_view text) {
  std::string digits;
  for (const char c : text.substr(0, text.find_first_of("eE"))) {
    if (IsDigit(c)) {
      digits += c;
    }
  }
  const auto value = exact::Rational::FromDecimal(digits);
  Check(value.has_value(), "digits are no number");
  return *value;
}

void MakeWide(std::string_view text, bool negative, int places, Decimal& number) {
  exact::Rational value = WideDigits(text);
  value = places >= 0 ? value / WidePower(places) : value * WidePower(-places);
  number.wide = negative ? -value : value;
}

// Whether the number is mantissa / 10^places in one word; fills it then.
bool MakeNarrow(const Scan& scan, bool negative, int places, Decimal& number) {
  if (scan.digits > kDigitsOfWord || scan.mantissa > INT64_MAX || places > kMostPlaces ||
      places < -kMostPlaces) {
    return false;
  }
  auto mantissa = static_cast<std::int64_t>(scan.mantissa);
  if (__builtin_mul_overflow(mantissa, PowerOfTen(std::max(-places, 0)), &mantissa)) {
    return false;
  }
  number.mantissa = negative ? -mantissa : mantissa;
  number.places = std::max(places, 0);
  return true;
}

}  // namespace

std::int64_t PowerOfTen(int exponent) {
  return kPowers.at(static_cast<std::size_t>(exponent));
}

std::optional<std::string_view> ParseNumber(std::string_view text, Decimal& number) {
  number.wide.reset();
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) {
    rest.remove_prefix(1);
  }
  Scan scan;
  TakeDigits(rest, scan, false);
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    TakeDigits(rest, scan, true);
  }
  if (!scan.any_digit || !TakeExponent(rest, scan) || !rest.empty()) {
    return ReasonFor(text, rest);
  }
  if (std::max(scan.digits, scan.fraction) > kMostDigits || scan.exponent > kMostExponent ||
      scan.exponent < -kMostExponent) {
    return "it has more than 40 digits, or an exponent beyond 40";
  }
  const int places = scan.mantissa == 0 ? 0 : scan.fraction - scan.exponent;
  if (!MakeNarrow(scan, negative, places, number)) {
    MakeWide(text, negative, places, number);
  }
  return std::nullopt;
}

}  // namespace slate::readers
