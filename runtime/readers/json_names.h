// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/readers/record.h"

namespace slate::readers {

// The names of objects that lead to wanted values: a wanted `a.b` is the value of `b` in the object
// `a`, or of a name written "a.b".
struct JsonName {
  static constexpr std::size_t kNotWanted = SIZE_MAX;

  std::string name = {};
  std::size_t wanted = kNotWanted;
  std::vector<JsonName> below = {};

  // Nothing leads through a name that is not there.
  const JsonName* Find(std::string_view below_name) const;
};

JsonName NamesOf(const std::vector<WantedColumn>& wanted);

// Whether a token without quotes is written as JSON writes numbers.
bool IsJsonNumber(std::string_view token);

}  // namespace slate::readers
