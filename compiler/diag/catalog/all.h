// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/lint.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/syntax.h"
#include "compiler/diag/catalog/types.h"

namespace slate::diag {

// Every kind of every phase, by code. A new phase adds its line.
inline std::vector<std::span<const Kind* const>> AllKinds() {
  return {
      kSyntaxKinds,
      kNameKinds,
      kTypeKinds,
      kAgreementKinds,
      kLintKinds,
  };
}

}  // namespace slate::diag
