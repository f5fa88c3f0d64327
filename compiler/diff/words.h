// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "compiler/analysis/piecewise.h"
#include "compiler/diff/said.h"
#include "runtime/plan/plan.h"

namespace slate::diff {

// `500.00 EUR`, `99.92%`, `7min30s`; money with two places or more, thousands apart.
std::string InWords(const exact::Rational& value, const plan::Type& type);
// The same times what is not known: `25% * fee`.
Quantity Times(
    const exact::Rational& value,
    const plan::Type& type,
    const plan::Plan& nodes,
    const analysis::Factor& factor
);
// A formula with inputs by their names.
std::string FormulaInWords(const plan::Plan& nodes, plan::NodeId id);
// Source text on one line, without comments.
std::string OnOneLine(std::string_view text);

}  // namespace slate::diff
