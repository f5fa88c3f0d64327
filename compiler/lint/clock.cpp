// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/clock.h"

#include <fmt/format.h>

#include "compiler/analysis/function.h"
#include "runtime/plan/formula.h"

namespace slate::lint {

namespace {

using plan::Node;
using plan::Op;

// The column from which a deadline counts, and how long it gives.
struct Term {
  std::string start;
  Allowed allowed;
};

std::optional<Term> TermOf(const plan::Plan& plan, const Node& deadline) {
  if ((deadline.op != Op::kAddTime && deadline.op != Op::kDeadline) ||
      plan[deadline.args[0]].op != Op::kColumn) {
    return std::nullopt;
  }
  const auto ns = analysis::ConstantOf(plan, deadline.args[1], {});
  if (!ns) {
    return std::nullopt;
  }
  Term term{plan[deadline.args[0]].name, {*ns}};
  if (deadline.op == Op::kDeadline) {
    const Node& working = plan[deadline.args[2]];
    const bool cut = working.op == Op::kExcept;
    const Node& calendar = cut ? plan[working.args[0]] : working;
    if (calendar.op != Op::kCalendar) {
      return std::nullopt;
    }
    term.allowed.calendar = calendar.name;
    term.allowed.pauses = cut || deadline.args.size() > 3;
  }
  return term;
}

bool AddTerm(const plan::Plan& plan, plan::NodeId node, const std::string& label, Clock& clock) {
  const auto term = TermOf(plan, plan[node]);
  if (!term || (!clock.start.empty() && clock.start != term->start)) {
    return false;
  }
  clock.start = term->start;
  clock.allowed[label] = term->allowed;
  return true;
}

std::string Labels(const plan::TableRow& row) {
  std::string all;
  for (const std::string& label : row.labels) {
    all += (all.empty() ? "" : ", ") + label;
  }
  return all;
}

bool AddTerms(const plan::Plan& plan, const Node& deadline, plan::NodeId id, Clock& clock) {
  if (deadline.op != Op::kTable) {
    return AddTerm(plan, id, "", clock);
  }
  bool all = true;
  for (const plan::TableRow& row : deadline.rows) {
    all = AddTerm(plan, row.value, Labels(row), clock) && all;
  }
  return deadline.fallback ? AddTerm(plan, *deadline.fallback, "else", clock) && all : all;
}

}  // namespace

std::optional<Clock> ClockOf(const plan::Plan& plan, const plan::Objective& objective) {
  if (!objective.measure) {
    return std::nullopt;
  }
  const Node* node = &plan[*objective.measure];
  while (node->op == Op::kOtherwise) {
    node = &plan[node->args[0]];
  }
  if (node->op != Op::kRollup || plan[*node->rollup].aggregate != plan::Aggregate::kShare ||
      !plan[*node->rollup].body) {
    return std::nullopt;
  }
  const Node& verdict = plan[*plan[*node->rollup].body];
  if (verdict.op != Op::kMeets || plan[verdict.args[0]].op != Op::kColumn) {
    return std::nullopt;
  }
  Clock clock{.input = plan[*node->rollup].input, .start = {}, .end = plan[verdict.args[0]].name};
  return AddTerms(plan, plan[verdict.args[1]], verdict.args[1], clock) ? std::optional(clock)
                                                                       : std::nullopt;
}

std::string Show(const Allowed& allowed) {
  const std::string time = plan::Show(allowed.ns, {.unit = {{"time", 1}}});
  return allowed.calendar.empty() ? time : fmt::format("{} of {}", time, allowed.calendar);
}

}  // namespace slate::lint
