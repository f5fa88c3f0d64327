// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diff/joint.h"

namespace slate::diff {

// How the joint plan finds and tells apart what has a name.
inline constexpr std::string_view SignOf(Side side) {
  return side == Side::kOld ? " (old)" : " (new)";
}

template <typename T>
const T* Named(const std::vector<T>& items, const std::string& name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

inline std::string Renamed(
    const std::map<std::string, std::string>& renames, const std::string& name
) {
  const auto found = renames.find(name);
  return found == renames.end() ? name : found->second;
}

// The name without the sign of its side.
inline std::string Bare(const std::string& joint_name) {
  return joint_name.substr(0, joint_name.find(" ("));
}

}  // namespace slate::diff
