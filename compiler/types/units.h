// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/plan/plan.h"

namespace slate::types {

inline constexpr std::string_view kTime = "time";
inline constexpr std::string_view kBytes = "bytes";

plan::Unit TimeUnit();
plan::Unit BytesUnit();

plan::Type Number();
plan::Type Count();
plan::Type Share();
plan::Type Duration();
plan::Type Bool();
plan::Type Instant();
plan::Type Date();
plan::Type Text();
plan::Type Spans();
plan::Type MemberOf(std::string key);
plan::Type Quantity(plan::Unit unit);
plan::Type Optional(plan::Type type);
plan::Type Required(plan::Type type);

// Three capital letters, as ISO 4217 has them.
bool IsCurrency(std::string_view word);

// How many bytes a unit such as MB (10^6) or MiB (2^20) has; nothing if the word is none.
std::optional<exact::Rational> BytesOf(std::string_view word);

// day week month quarter year, also in the plural; contract_year(s) is a year.
std::optional<std::string> CalendarUnit(std::string_view word);

plan::Unit Multiply(const plan::Unit& a, const plan::Unit& b);
plan::Unit Divide(const plan::Unit& a, const plan::Unit& b);

}  // namespace slate::types
