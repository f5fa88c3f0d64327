// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "runtime/plan/plan.h"

namespace slate::plan {

// A rollup by its number, as the listing of a plan numbers them, or written out.
enum class RollupsAs : std::uint8_t { kNumbers, kFormulas };

// For readers: how numbers look in their language. A number without a unit that is meant as a
// percentage comes as a share.
struct FormulaStyle {
  std::function<std::string(const Rational&, const Type&)> number = {};
  std::string_view between = ", ";  // of a list
};

// The node as the language would write it; a formula of more than 500 nodes is cut with ellipses.
std::string FormulaOf(const Plan& plan, NodeId id, RollupsAs rollups = RollupsAs::kNumbers);
// The same with rollups written out, for readers.
std::string FormulaOf(const Plan& plan, NodeId id, const FormulaStyle& style);

// `5min`, `99.95%`, `500 EUR`
std::string Show(const Rational& value, const Type& type);
std::string Show(const Rhythm& rhythm);
// `number`, `share?`, `money` as `EUR`, `spans`
std::string Show(const Type& type);
std::string ShowDay(std::int32_t day);

}  // namespace slate::plan
