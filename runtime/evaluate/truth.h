// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// Kleene's logic with two ways of not knowing: pending answers come with time, undecided ones would
// need data that is missing.
namespace slate::evaluate {

enum class Truth : std::uint8_t { kFalse, kTrue, kPending, kUndecided };

constexpr bool IsKnown(Truth t) {
  return t == Truth::kFalse || t == Truth::kTrue;
}

constexpr Truth ToTruth(bool b) {
  return b ? Truth::kTrue : Truth::kFalse;
}

constexpr Truth Not(Truth t) {
  return IsKnown(t) ? ToTruth(t == Truth::kFalse) : t;
}

// Of two ways of not knowing the one that time alone does not cure.
constexpr Truth WorseUnknown(Truth a, Truth b) {
  if (IsKnown(a)) {
    return b;
  }
  return a == Truth::kUndecided || IsKnown(b) ? a : b;
}

constexpr Truth And(Truth a, Truth b) {
  if (a == Truth::kFalse || b == Truth::kFalse) {
    return Truth::kFalse;
  }
  return a == Truth::kTrue ? b : WorseUnknown(a, b);
}

constexpr Truth Or(Truth a, Truth b) {
  return Not(And(Not(a), Not(b)));
}

}  // namespace slate::evaluate
