// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "runtime/exact/rational.h"

namespace slate::lint {

using exact::Rational;

// What a printed label such as `99.50% to 99.899% (up to 43.8 min)` speaks of.
struct PrintedShare {
  Rational value;
  Rational last_digit;  // 0.001% for 99.899%
};
struct PrintedLength {
  Rational ns;
  std::string_view text;
};
std::vector<PrintedShare> SharesIn(std::string_view label);
std::vector<PrintedLength> LengthsIn(std::string_view label);

}  // namespace slate::lint
