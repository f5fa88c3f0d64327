// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/base/id_map.h"
#include "runtime/plan/fields.h"

// What kind of thing a field of a plan holds, for code that goes over all of them.
namespace slate::plan {

template <typename T>
concept Described = requires(const T* type) {
  Fields(type);
};

template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <typename T>
struct IsIdMap : std::false_type {};
template <typename Id, typename T>
struct IsIdMap<IdMap<Id, T>> : std::true_type {};

// A name with something that belongs to it.
template <typename T>
struct IsNamed : std::false_type {};
template <typename T>
struct IsNamed<std::pair<std::string, T>> : std::true_type {};

template <typename T>
concept Id = std::is_same_v<T, NodeId> || std::is_same_v<T, RollupId>;

template <typename T>
concept NamedEnum = std::is_enum_v<T> && !Id<T>;

}  // namespace slate::plan
