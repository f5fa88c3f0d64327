// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ast/declaration.h"
#include "compiler/ast/example.h"
#include "compiler/ast/expression.h"

// The tree of one text, as written. Nodes are values in vectors, named by ids; nothing changes
// after parsing. What a pass learns stands in its own table beside the tree.
namespace slate::ast {

struct Use {
  Path path;
  Span span;
};

// `// slate: allow(SL7003) because …`
struct Silence {
  std::vector<std::string> codes;
  std::string reason;
  Span span;
};

struct File {
  source::FileId id{};
  std::optional<std::int64_t> edition;  // slate 1
  Span edition_span;
  std::vector<Use> uses;
  std::vector<Metric> metrics;
  std::vector<Agreement> agreements;
  std::vector<Amendment> amendments;
  std::vector<Example> examples;
  std::vector<Silence> silences;
  IdMap<ExprId, Expr> exprs;

  const Expr& operator[](ExprId expr) const { return exprs[expr]; }
};

}  // namespace slate::ast
