// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/exact/rational.h"
#include "runtime/plan/plan.h"

namespace slate::settings {

// A unit of data: one of it is `factor` base units of `unit` (ns, bytes, currency units).
struct Measure {
  plan::Unit unit = {};
  exact::Rational factor = 1;
};

// ms, KiB, Mbit/s, EUR, %, a unit that the plan declares; "" is the plain number.
std::optional<Measure> ParseUnit(std::string_view text, const plan::Plan& plan);

// "a duration", "an amount in EUR", "a share" …
std::string DescribeType(const plan::Type& type);
// Units that would fit: "such as `ms`, `s` or `min`". Empty for plain numbers.
std::string UnitsFor(const plan::Unit& unit);

}  // namespace slate::settings
