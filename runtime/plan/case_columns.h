// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "runtime/plan/plan.h"

namespace slate::plan {

// The columns of an input of cases that say when a case opens, its first `first instant`, and when
// it closes, its first `last instant?`.
struct CaseColumns {
  std::optional<std::size_t> opens = {};
  std::optional<std::size_t> closes = {};
};
CaseColumns CaseColumnsOf(const Input& input);

}  // namespace slate::plan
