// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/lint/rule.h"

namespace slate::lint {

// What is said of columns, as a text writes it; the others get a value of their type.
using Said = std::map<std::string, std::string>;

// One row of an input as an `example` writes it: `{ id: "1", opened: 2026-01-05T08:00 }`. Nothing
// if a column has a type without an obvious value.
std::optional<std::string> RecordOf(const plan::Plan& plan, const plan::Input& input, Said said);

// Rows after which all is well but for so long from the start of a day, as written after `data`.
std::optional<std::string> FailureOf(
    const plan::Plan& plan,
    const plan::Input& input,
    const Said& said,
    std::int32_t day,
    const exact::Rational& ns
);

// A moment of a wall clock, counted in ns from the start of a day: `2026-01-05T08:00`.
std::string MomentAfter(std::int32_t day, std::int64_t ns);

// The first Monday of the first whole month of the term.
std::int32_t FirstMondayOf(const plan::Plan& plan);

// The first day of the longest period of an objective within the term.
std::optional<std::int32_t> LongestPeriodOf(
    const plan::Plan& plan, const plan::Objective& objective
);

// What is said of the columns for keys of one's own: one member each.
Said MembersOf(
    const plan::Plan& plan, const plan::Input& input, const std::vector<std::string>& wanted
);

// The inputs that the measure of an objective reads, in the order of their names.
std::vector<const plan::Input*> InputsOf(const plan::Plan& plan, const plan::Objective& objective);

// Keeps a case of rows of one input; all others that the objectives read have none.
struct RowsCase {
  const diag::Kind* kind = nullptr;
  source::Span span = {};
  const plan::Input* input = nullptr;
  const plan::Objective* missed = nullptr;
  const plan::Objective* met = nullptr;  // by the same rows, if there is one
  std::int32_t first_day = 0;            // of the period
  std::string rows;
  Said said = {};
};
void ShowByRows(const Subject& subject, const RowsCase& shown);

}  // namespace slate::lint
