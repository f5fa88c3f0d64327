// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <set>

#include <fmt/format.h>

#include "compiler/analysis/reach.h"
#include "compiler/analysis/world.h"
#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/tree.h"

namespace slate::lint::rules {

namespace {

using plan::Op;

// The inputs whose rows these spans take without limit. Windows of a calendar and quotas limit
// them; what a party has to state is no input.
void AddUnlimited(const plan::Plan& plan, plan::NodeId spans, std::set<std::string>& inputs) {
  const plan::Node& node = plan[spans];
  if (node.op == Op::kSpansOfRows || node.op == Op::kSpansOfSlots) {
    inputs.insert(plan[*node.rollup].input);
  }
  if (node.op == Op::kUnion) {
    AddUnlimited(plan, node.args[0], inputs);
    AddUnlimited(plan, node.args[1], inputs);
  }
  if (node.op == Op::kLasting || node.op == Op::kBridging || node.op == Op::kExcept) {
    AddUnlimited(plan, node.args[0], inputs);
  }
  const auto line = node.op == Op::kResult ? analysis::LineOf(plan, node) : std::nullopt;
  if (line) {
    AddUnlimited(plan, *line, inputs);
  }
}

// Inputs that a right, a duty or another objective looks at.
std::set<std::string> WatchedInputs(const plan::Plan& plan) {
  std::vector<plan::NodeId> roots;
  for (const plan::Right& right : plan.rights) {
    plan::ForEachId(right, [&](plan::NodeId id) { roots.push_back(id); });
  }
  for (const plan::Duty& duty : plan.duties) {
    plan::ForEachId(duty, [&](plan::NodeId id) { roots.push_back(id); });
  }
  std::set<std::string> watched;
  analysis::ForEachReached(plan, roots, [&](plan::NodeId, const plan::Node& node) {
    if (node.rollup) {
      watched.insert(plan[*node.rollup].input);
    }
  });
  return watched;
}

std::set<std::string> UnlimitedIn(const plan::Plan& plan, plan::NodeId measure) {
  std::set<std::string> inputs;
  const std::array roots = {measure};
  analysis::ForEachReached(
      plan,
      roots,
      [&](plan::NodeId, const plan::Node& node) {
        if (node.op == Op::kExcept) {
          AddUnlimited(plan, node.args[1], inputs);
        }
      },
      analysis::Through::kResults
  );
  return inputs;
}

// The first `except` of the objective, whose right side is what is left out.
std::optional<Span> PlaceIn(const Root& root) {
  std::optional<Span> place;
  ForEachExpr(root.module->file, root.expr, [&](ast::ExprId, const ast::Expr& expr) {
    const auto* except = std::get_if<ast::Except>(&expr.node);
    if (except != nullptr && !place) {
      place = root.module->file[except->removed].span;
    }
  });
  return place;
}

Span PlaceOf(const resolve::EffectiveObjective& source) {
  for (const Root& root : RootsOf(source)) {
    if (const auto place = PlaceIn(root)) {
      return *place;
    }
  }
  return SpanOf<ast::Measure>(source);
}

Span SpanOfInput(const Subject& subject, const std::string& name) {
  for (const auto& input : subject.effective.inputs) {
    if (input->name.text == name) {
      return input->name.span;
    }
  }
  return {};
}

void Look(
    const Subject& subject, const plan::Objective& objective, const std::set<std::string>& watched
) {
  const auto* source = FindSource(subject.effective, objective.name);
  for (const std::string& input : UnlimitedIn(subject.plan, *objective.measure)) {
    if (source == nullptr || watched.contains(input)) {
      continue;
    }
    auto& problem = subject.sink.Report(
        diag::kUnlimitedExclusion,
        PlaceOf(*source),
        fmt::format(
            "`{}` can cover the whole period, and then `{}` promises nothing", input, objective.name
        )
    );
    problem.secondary.push_back({SpanOfInput(subject, input), "no quota limits these rows"});
    problem.help = "say how much is left out at most: `upto 4h per period`";
  }
}

void Run(const Subject& subject) {
  const auto watched = WatchedInputs(subject.plan);
  for (const plan::Objective& objective : subject.plan.objectives) {
    if (objective.measure && objective.target) {
      Look(subject, objective, watched);
    }
  }
}

}  // namespace

const Rule kUnlimitedExclusion{
    .kind = &diag::kUnlimitedExclusion,
    .bad_example =
        "input outage { from, to: instant } complete\n"
        "input maintenance { from, to: instant } complete\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period except spans(maintenance)) otherwise void\n"
        "  target >= 99.9%\n"
        "}",
    .good_example =
        "input outage { from, to: instant } complete\n"
        "input maintenance { from, to: instant } complete\n"
        "let planned = spans(maintenance) upto 4h per period\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period except planned) otherwise void\n"
        "  target >= 99.9%\n"
        "}",
    .run = Run,
};

}  // namespace slate::lint::rules
