// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "runtime/evaluate/input_rows.h"

namespace slate::evaluate {

// Combinations of members by key of the plan (-1: not bound), found by some of their members.
class Agreeing {
 public:
  explicit Agreeing(std::vector<Codes> all) : all_(std::move(all)) {
    for (const Codes& codes : all_) {
      shapes_.insert(KeysOf(codes));
    }
  }

  // Those that say the same as `line` of every key that both bind, in their order.
  std::vector<const Codes*> With(const Codes& line) {
    const Keys bound = KeysOf(line);
    std::vector<std::size_t> found;
    for (const Keys& shape : shapes_) {
      Keys common;
      std::set_intersection(
          shape.begin(), shape.end(), bound.begin(), bound.end(), std::back_inserter(common)
      );
      const Index& index = IndexOf(shape, common);
      if (const auto at = index.find(Restricted(line, common)); at != index.end()) {
        found.insert(found.end(), at->second.begin(), at->second.end());
      }
    }
    std::sort(found.begin(), found.end());
    std::vector<const Codes*> result;
    for (const std::size_t place : found) {
      result.push_back(&all_[place]);
    }
    return result;
  }

 private:
  using Keys = std::vector<std::size_t>;
  using Index = std::map<Codes, std::vector<std::size_t>>;

  static Keys KeysOf(const Codes& codes) {
    Keys keys;
    for (std::size_t key = 0; key < codes.size(); ++key) {
      if (codes[key] >= 0) {
        keys.push_back(key);
      }
    }
    return keys;
  }

  static Codes Restricted(const Codes& codes, const Keys& keys) {
    Codes some;
    for (const std::size_t key : keys) {
      some.push_back(codes[key]);
    }
    return some;
  }

  const Index& IndexOf(const Keys& shape, const Keys& common) {
    const auto [place, added] = indices_.try_emplace({shape, common});
    for (std::size_t i = 0; added && i < all_.size(); ++i) {
      if (KeysOf(all_[i]) == shape) {
        place->second[Restricted(all_[i], common)].push_back(i);
      }
    }
    return place->second;
  }

  std::vector<Codes> all_;
  std::set<Keys> shapes_;
  std::map<std::pair<Keys, Keys>, Index> indices_;
};

}  // namespace slate::evaluate
