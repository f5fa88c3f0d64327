// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/base/check.h"

namespace slate {

template <typename Id>
constexpr std::size_t Index(Id id) {
  return static_cast<std::size_t>(id);
}

// A table beside a tree: one T for each id handed out so far. Ids count from 0 without holes.
template <typename Id, typename T>
class IdMap {
 public:
  IdMap() = default;
  explicit IdMap(std::size_t size) : items_(size) {}

  Id Add(T item) {
    items_.push_back(std::move(item));
    return static_cast<Id>(static_cast<std::uint32_t>(items_.size() - 1));
  }
  std::size_t size() const { return items_.size(); }
  T& operator[](Id id) {
    Check(Index(id) < items_.size(), "an id is beyond its table");
    return items_[Index(id)];
  }
  const T& operator[](Id id) const {
    Check(Index(id) < items_.size(), "an id is beyond its table");
    return items_[Index(id)];
  }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  std::vector<T> items_;
};

}  // namespace slate
