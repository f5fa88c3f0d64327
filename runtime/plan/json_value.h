// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "runtime/base/result.h"

namespace slate::plan {

struct JsonMember;

// A JSON text in memory. Objects keep their order; numbers are integers of 64 bits.
struct JsonValue {
  using List = std::vector<JsonValue>;
  using Object = std::vector<JsonMember>;
  std::variant<std::monostate, bool, std::int64_t, std::string, List, Object> value;

  template <typename T>
  const T* As() const {
    return std::get_if<T>(&value);
  }
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

// Refuses what a plan never holds: fractions, numbers beyond 64 bits, a name twice in one object,
// objects of more than 64 names, nesting deeper than 32.
Result<JsonValue> ParseJson(std::string_view text);

}  // namespace slate::plan
