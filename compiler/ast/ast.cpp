// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/ast.h"

namespace slate::ast {

std::string Path::Text() const {
  std::string text;
  for (const Name& name : names) {
    text += text.empty() ? name.text : "." + name.text;
  }
  return text;
}

}  // namespace slate::ast
