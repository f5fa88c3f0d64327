// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_map>

#include "compiler/ast/ast.h"

namespace slate::layout {

// What begins at a byte, as far as the layout treats it differently.
enum class Start : std::uint8_t {
  kDeclaration,
  kItem,
  kPromise,
  kStep,
  kFact,
  kWording,
  kLet,
  kColumn
};

using Starts = std::unordered_map<std::uint32_t, Start>;

Starts FindStarts(const ast::File& file);

}  // namespace slate::layout
