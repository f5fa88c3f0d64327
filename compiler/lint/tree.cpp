// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/tree.h"

#include <algorithm>

#include "compiler/ast/walk.h"
#include "runtime/base/check.h"

namespace slate::lint {

namespace {

bool SameCompare(ast::CompareOp a, plan::Compare b) {
  switch (a) {
    case ast::CompareOp::kEqual: return b == plan::Compare::kEqual;
    case ast::CompareOp::kNotEqual: return b == plan::Compare::kNotEqual;
    case ast::CompareOp::kLess: return b == plan::Compare::kLess;
    case ast::CompareOp::kLessEqual: return b == plan::Compare::kLessEqual;
    case ast::CompareOp::kGreater: return b == plan::Compare::kGreater;
    case ast::CompareOp::kGreaterEqual: return b == plan::Compare::kGreaterEqual;
  }
  Unreachable("a comparison without a sign");
}

// The number written, if the limit is a literal.
std::optional<exact::Rational> LiteralOf(const ast::Expr& expr) {
  if (const auto* number = std::get_if<ast::NumberLit>(&expr.node)) {
    return number->value;
  }
  if (const auto* duration = std::get_if<ast::DurationLit>(&expr.node)) {
    return duration->nanoseconds;
  }
  return std::nullopt;
}

bool SameBound(
    const ast::File& file,
    const plan::Plan& plan,
    const ast::Bound& written,
    const plan::Bound& bound
) {
  const auto literal = LiteralOf(file[written.value]);
  const auto* constant = std::get_if<exact::Rational>(&plan[bound.value].constant);
  return SameCompare(written.op, bound.compare) &&
         (!literal || (constant != nullptr && *constant == *literal));
}

bool SameRow(
    const ast::File& file, const plan::Plan& plan, const ast::Rung& written, const plan::Rung& rung
) {
  return std::equal(
      written.bounds.begin(),
      written.bounds.end(),
      rung.bounds.begin(),
      rung.bounds.end(),
      [&](const ast::Bound& a, const plan::Bound& b) { return SameBound(file, plan, a, b); }
  );
}

bool SameLadder(
    const ast::File& file,
    const plan::Plan& plan,
    const ast::Ladder& written,
    const plan::Node& ladder
) {
  std::size_t row = 0;
  for (const ast::Rung& rung : written.rungs) {
    if (rung.bounds.empty()) {
      continue;
    }
    if (row >= ladder.rungs.size() || !SameRow(file, plan, rung, ladder.rungs[row])) {
      return false;
    }
    ++row;
  }
  return row == ladder.rungs.size();
}

Span Cover(Span a, const Span& b) {
  a.begin = std::min(a.begin, b.begin);
  a.end = std::max(a.end, b.end);
  return a;
}

}  // namespace

void ForEachExpr(
    const ast::File& file,
    ast::ExprId root,
    const std::function<void(ast::ExprId, const ast::Expr&)>& f
) {
  std::vector<ast::ExprId> open{root};
  while (!open.empty()) {
    const ast::ExprId id = open.back();
    open.pop_back();
    f(id, file[id]);
    std::vector<ast::ExprId> children;
    ast::ForEachChild(file[id].node, [&](ast::ExprId child) { children.push_back(child); });
    open.insert(open.end(), children.rbegin(), children.rend());
  }
}

const resolve::EffectiveObjective* FindSource(
    const resolve::EffectiveAgreement& agreement, std::string_view objective
) {
  for (const resolve::EffectiveObjective& source : agreement.objectives) {
    if (source.declaration->name.text == objective) {
      return &source;
    }
  }
  return nullptr;
}

std::vector<Root> RootsOf(const resolve::EffectiveObjective& objective) {
  std::vector<Root> roots;
  for (const auto& promise : objective.promises) {
    const auto add = [&](ast::ExprId id) {
      roots.push_back({promise.module, id});
    };
    if (const auto* let = std::get_if<ast::Let>(&promise->node)) {
      add(let->value);
    } else if (const auto* measure = std::get_if<ast::Measure>(&promise->node)) {
      add(measure->value);
    } else if (const auto* target = std::get_if<ast::Target>(&promise->node)) {
      add(target->value);
    } else if (const auto* credit = std::get_if<ast::Credit>(&promise->node)) {
      add(credit->value);
    } else if (const auto* bonus = std::get_if<ast::Bonus>(&promise->node)) {
      add(bonus->value);
      add(bonus->when);
    } else if (const auto* only = std::get_if<ast::OnlyWhen>(&promise->node)) {
      add(only->condition);
    }
  }
  return roots;
}

std::vector<Root> RootsOf(const Subject& subject, const resolve::EffectiveObjective& objective) {
  std::vector<Root> roots = RootsOf(objective);
  for (const auto& let : subject.effective.lets) {
    roots.push_back({let.module, let->value});
  }
  std::vector<const resolve::Module*> in_reach = subject.effective.module->uses;
  in_reach.push_back(subject.effective.module);
  for (const resolve::Module* module : in_reach) {
    for (const ast::Metric& metric : module->file.metrics) {
      roots.push_back({module, metric.value});
    }
  }
  return roots;
}

const ast::Rung& LadderSite::RowAt(std::size_t n) const {
  for (const ast::Rung& rung : ladder->rungs) {
    if (!rung.bounds.empty() && n-- == 0) {
      return rung;
    }
  }
  Unreachable("a ladder has fewer rows than its plan");
}

Span LadderSite::LimitsAt(std::size_t n) const {
  const ast::Rung& rung = RowAt(n);
  Span limits = (*file)[rung.bounds.front().value].span;
  limits.begin = rung.span.begin;
  return Cover(limits, (*file)[rung.bounds.back().value].span);
}

Span LadderSite::ValueAt(std::size_t n) const {
  return (*file)[RowAt(n).value].span;
}

namespace {

std::optional<LadderSite> FindLadder(
    const plan::Plan& plan, const Root& root, const plan::Node& ladder
) {
  const ast::File& file = root.module->file;
  std::optional<LadderSite> site;
  ForEachExpr(file, root.expr, [&](ast::ExprId, const ast::Expr& expr) {
    const auto* written = std::get_if<ast::Ladder>(&expr.node);
    if (!site && written != nullptr && SameLadder(file, plan, *written, ladder)) {
      site = LadderSite{&file, written, expr.span};
    }
  });
  return site;
}

}  // namespace

std::optional<LadderSite> SiteOf(
    const Subject& subject, const resolve::EffectiveObjective& objective, const plan::Node& ladder
) {
  for (const Root& root : RootsOf(subject, objective)) {
    if (const auto site = FindLadder(subject.plan, root, ladder)) {
      return site;
    }
  }
  return std::nullopt;
}

}  // namespace slate::lint
