// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "compiler/diag/catalog/syntax.h"

namespace slate::diag {

// Every kind of every phase, by code. A new phase adds its line.
inline std::vector<std::span<const Kind* const>> AllKinds() {
  return {
      kSyntaxKinds,
  };
}

}  // namespace slate::diag
