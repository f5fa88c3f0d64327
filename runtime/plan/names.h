// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/plan/plan.h"

// The names of the plan's enumerators, in the JSON form and wherever a person reads them.
namespace slate::plan {

template <typename E>
struct Name {
  E value;
  std::string_view text;
};

// All enumerators of E in the order of their values; defined in names.cpp for each enum of a plan.
template <typename E>
std::span<const Name<E>> NamesOf();

template <>
std::span<const Name<Op>> NamesOf<Op>();
template <>
std::span<const Name<Type::Kind>> NamesOf<Type::Kind>();
template <>
std::span<const Name<Type::Range>> NamesOf<Type::Range>();
template <>
std::span<const Name<Compare>> NamesOf<Compare>();
template <>
std::span<const Name<Aggregate>> NamesOf<Aggregate>();
template <>
std::span<const Name<Source>> NamesOf<Source>();
template <>
std::span<const Name<Reading>> NamesOf<Reading>();
template <>
std::span<const Name<Rounding>> NamesOf<Rounding>();
template <>
std::span<const Name<Rhythm::Unit>> NamesOf<Rhythm::Unit>();
template <>
std::span<const Name<Rollup::Place>> NamesOf<Rollup::Place>();
template <>
std::span<const Name<Column::Fold>> NamesOf<Column::Fold>();
template <>
std::span<const Name<Column::Direction>> NamesOf<Column::Direction>();
template <>
std::span<const Name<Input::Kind>> NamesOf<Input::Kind>();
template <>
std::span<const Name<Input::Keeping>> NamesOf<Input::Keeping>();
template <>
std::span<const Name<Input::Gaps>> NamesOf<Input::Gaps>();
template <>
std::span<const Name<Step::Kind>> NamesOf<Step::Kind>();
template <>
std::span<const Name<Combine>> NamesOf<Combine>();
template <>
std::span<const Name<PartialRule>> NamesOf<PartialRule>();
template <>
std::span<const Name<Amendment::Inside>> NamesOf<Amendment::Inside>();

template <typename E>
std::string_view NameOf(E value) {
  const auto names = NamesOf<E>();
  const auto at = static_cast<std::size_t>(value);
  Check(at < names.size(), "an enumerator of the plan has no name");
  return names[at].text;
}

template <typename E>
std::optional<E> FromName(std::string_view text) {
  for (const Name<E>& name : NamesOf<E>()) {
    if (name.text == text) {
      return name.value;
    }
  }
  return std::nullopt;
}

}  // namespace slate::plan
