// SPDX-License-Identifier: Apache-2.0
#include "compiler/types/units.h"

#include <algorithm>
#include <array>
#include <utility>

namespace slate::types {

namespace {

plan::Unit Combine(const plan::Unit& a, const plan::Unit& b, int sign) {
  plan::Unit unit = a;
  for (const auto& [dimension, exponent] : b) {
    const int sum = (unit[dimension] += sign * exponent);
    if (sum == 0) {
      unit.erase(dimension);
    }
  }
  return unit;
}

}  // namespace

plan::Unit TimeUnit() {
  return {{std::string(kTime), 1}};
}
plan::Unit BytesUnit() {
  return {{std::string(kBytes), 1}};
}

plan::Type Number() {
  return {};
}
plan::Type Count() {
  return {.range = plan::Type::Range::kCount};
}
plan::Type Share() {
  return {.range = plan::Type::Range::kShare};
}
plan::Type Duration() {
  return {.unit = TimeUnit()};
}
plan::Type Bool() {
  return {.kind = plan::Type::Kind::kBool};
}
plan::Type Instant() {
  return {.kind = plan::Type::Kind::kInstant};
}
plan::Type Date() {
  return {.kind = plan::Type::Kind::kDate};
}
plan::Type Text() {
  return {.kind = plan::Type::Kind::kText};
}
plan::Type Spans() {
  return {.kind = plan::Type::Kind::kSpans};
}
plan::Type MemberOf(std::string key) {
  return {.kind = plan::Type::Kind::kMember, .key = std::move(key)};
}
plan::Type Quantity(plan::Unit unit) {
  return {.unit = std::move(unit)};
}

plan::Type Optional(plan::Type type) {
  type.optional = true;
  return type;
}

plan::Type Required(plan::Type type) {
  type.optional = false;
  return type;
}

bool IsCurrency(std::string_view word) {
  return word.size() == 3 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<exact::Rational> BytesOf(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 11> kUnits{{
      {"B", 1},
      {"kB", 1'000},
      {"MB", 1'000'000},
      {"GB", 1'000'000'000},
      {"TB", 1'000'000'000'000},
      {"PB", 1'000'000'000'000'000},
      {"KiB", 1LL << 10},
      {"MiB", 1LL << 20},
      {"GiB", 1LL << 30},
      {"TiB", 1LL << 40},
      {"PiB", 1LL << 50},
  }};
  for (const auto& [name, bytes] : kUnits) {
    if (name == word) {
      return exact::Rational(bytes);
    }
  }
  return std::nullopt;
}

std::optional<std::string> CalendarUnit(std::string_view word) {
  for (const std::string_view unit : {"day", "week", "month", "quarter", "year", "contract_year"}) {
    if (word == unit ||
        (word.size() == unit.size() + 1 && word.starts_with(unit) && word.ends_with('s'))) {
      return std::string(unit == "contract_year" ? "year" : unit);
    }
  }
  return std::nullopt;
}

plan::Unit Multiply(const plan::Unit& a, const plan::Unit& b) {
  return Combine(a, b, 1);
}
plan::Unit Divide(const plan::Unit& a, const plan::Unit& b) {
  return Combine(a, b, -1);
}

}  // namespace slate::types
