// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/lint/rule.h"

// The places in the text that stand behind the parts of a plan.
namespace slate::lint {

using source::Span;

// Calls f for an expression and all expressions in it, outermost first.
void ForEachExpr(
    const ast::File& file,
    ast::ExprId root,
    const std::function<void(ast::ExprId, const ast::Expr&)>& f
);

const resolve::EffectiveObjective* FindSource(
    const resolve::EffectiveAgreement& agreement, std::string_view objective
);

// The line of an objective, such as ast::Credit; nothing if it has none.
template <typename T>
std::optional<resolve::Sited<T>> FindLine(const resolve::EffectiveObjective& objective) {
  for (const auto& promise : objective.promises) {
    if (const T* node = std::get_if<T>(&promise->node)) {
      return resolve::Sited<T>{promise.module, node, promise.span, nullptr};
    }
  }
  return std::nullopt;
}

// The span of the value of `target`, `credit`, `measure`; of the objective's name if there is none.
template <typename T>
Span SpanOf(const resolve::EffectiveObjective& objective) {
  const auto line = FindLine<T>(objective);
  return line ? line->file()[line->node->value].span : objective.declaration->name.span;
}

// The expressions that an objective can draw on: its own lines, then the `let`s of the agreement,
// then the metrics in reach.
struct Root {
  const resolve::Module* module = nullptr;
  ast::ExprId expr{};
};
std::vector<Root> RootsOf(const resolve::EffectiveObjective& objective);
std::vector<Root> RootsOf(const Subject& subject, const resolve::EffectiveObjective& objective);

// A ladder as written.
struct LadderSite {
  const ast::File* file = nullptr;
  const ast::Ladder* ladder = nullptr;
  Span span = {};

  // The n-th row that has limits, as the plan counts them.
  const ast::Rung& RowAt(std::size_t n) const;
  // Its limits, without value and label.
  Span LimitsAt(std::size_t n) const;
  Span ValueAt(std::size_t n) const;
};
// The ladder from which this node was made, found by its limits.
std::optional<LadderSite> SiteOf(
    const Subject& subject, const resolve::EffectiveObjective& objective, const plan::Node& ladder
);

}  // namespace slate::lint
