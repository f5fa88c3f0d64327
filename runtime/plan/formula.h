// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "runtime/plan/plan.h"

namespace slate::plan {

// A rollup by its number, as the listing of a plan numbers them, or written out.
enum class RollupsAs : std::uint8_t { kNumbers, kFormulas };

// The node as the language would write it; a formula of more than 500 nodes is cut with ellipses.
std::string FormulaOf(const Plan& plan, NodeId id, RollupsAs rollups = RollupsAs::kNumbers);

// `5min`, `99.95%`, `500 EUR`
std::string Show(const Rational& value, const Type& type);
std::string Show(const Rhythm& rhythm);
// `number`, `share?`, `money` as `EUR`, `spans`
std::string Show(const Type& type);
std::string ShowDay(std::int32_t day);

}  // namespace slate::plan
