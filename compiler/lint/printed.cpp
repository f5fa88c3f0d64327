// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/printed.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace slate::lint {

namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

struct Number {
  Rational value = 0;
  Rational last_digit = 1;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The next number with its place; a comma before digits counts as a point.
std::optional<Number> NextNumber(std::string_view text, std::size_t from) {
  const auto first = text.find_first_of("0123456789", from);
  if (first == std::string_view::npos) {
    return std::nullopt;
  }
  Number number{.begin = first, .end = first};
  std::string digits;
  bool fraction = false;
  for (; number.end < text.size(); ++number.end) {
    const char c = text[number.end];
    const bool point = (c == '.' || c == ',') && !fraction && number.end + 1 < text.size() &&
                       IsDigit(text[number.end + 1]);
    if (!IsDigit(c) && !point) {
      break;
    }
    number.last_digit = fraction ? number.last_digit / 10 : number.last_digit;
    fraction = fraction || point;
    digits += point ? '.' : c;
  }
  const auto value = Rational::FromDecimal(digits);
  number.value = value.value_or(Rational(0));
  return number;
}

struct Unit {
  std::string_view word;
  std::int64_t ns;
};
constexpr std::int64_t kSecond = 1'000'000'000;
// Longer words first: `min` before `m`.
constexpr std::array kUnits = {
    Unit{"minutes", 60 * kSecond},
    Unit{"minute", 60 * kSecond},
    Unit{"mins", 60 * kSecond},
    Unit{"min", 60 * kSecond},
    Unit{"seconds", kSecond},
    Unit{"second", kSecond},
    Unit{"secs", kSecond},
    Unit{"sec", kSecond},
    Unit{"hours", 3600 * kSecond},
    Unit{"hour", 3600 * kSecond},
    Unit{"hrs", 3600 * kSecond},
    Unit{"hr", 3600 * kSecond},
    Unit{"h", 3600 * kSecond},
    Unit{"s", kSecond}};

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') {
    ++at;
  }
  return at;
}

}  // namespace

std::vector<PrintedShare> SharesIn(std::string_view label) {
  std::vector<PrintedShare> shares;
  std::size_t at = 0;
  while (const auto number = NextNumber(label, at)) {
    at = number->end;
    const std::size_t next = SkipBlanks(label, at);
    if (next < label.size() && label[next] == '%') {
      shares.push_back({number->value / 100, number->last_digit / 100});
    }
  }
  return shares;
}

std::vector<PrintedLength> LengthsIn(std::string_view label) {
  std::vector<PrintedLength> lengths;
  std::size_t at = 0;
  while (const auto number = NextNumber(label, at)) {
    at = number->end;
    const std::size_t next = SkipBlanks(label, at);
    const auto* const unit = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& u) {
      const std::size_t end = next + u.word.size();
      const bool whole =
          end >= label.size() || std::isalnum(static_cast<unsigned char>(label[end])) == 0;
      return label.substr(next, u.word.size()) == u.word && whole;
    });
    if (unit != kUnits.end()) {
      const std::size_t end = next + unit->word.size();
      lengths.push_back(
          {number->value * Rational(unit->ns), label.substr(number->begin, end - number->begin)}
      );
    }
  }
  return lengths;
}

}  // namespace slate::lint
