// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/tree.h"

namespace slate::lint::rules {

namespace {

bool IsSettled(const plan::Plan& plan, const std::string& objective, std::string_view field) {
  const auto is_it = [&](const auto& term) {
    return term.objective == objective && term.field == field;
  };
  return std::any_of(plan.settles.begin(), plan.settles.end(), [&](const plan::Settle& settle) {
    return std::any_of(settle.parts.begin(), settle.parts.end(), [&](const auto& part) {
      return std::any_of(part.of.begin(), part.of.end(), is_it);
    });
  });
}

// By a right, a duty, another objective, or a step such as `less x.bonus`.
bool IsReadElsewhere(const plan::Plan& plan, const std::string& objective, std::string_view field) {
  return std::any_of(plan.nodes.begin(), plan.nodes.end(), [&](const plan::Node& node) {
    return node.op == plan::Op::kResult && node.name == objective && node.field == field;
  });
}

bool Counts(const plan::Plan& plan, const std::string& objective, std::string_view field) {
  return IsSettled(plan, objective, field) || IsReadElsewhere(plan, objective, field);
}

// What stands under an agreement may settle what it promises.
bool IsCountedByHeir(const Subject& subject, const std::string& objective, std::string_view field) {
  return std::any_of(subject.all.begin(), subject.all.end(), [&](const CheckedAgreement& other) {
    const auto& chain = other.effective->chain;
    return other.effective->agreement != subject.effective.agreement &&
           std::find(chain.begin(), chain.end(), subject.effective.agreement) != chain.end() &&
           Counts(*other.plan, objective, field);
  });
}

std::string Help(const plan::Plan& plan, const std::string& objective, std::string_view field) {
  if (plan.settles.empty()) {
    return fmt::format("add `settle {{ sum of {}  round half_up to … }}`", objective);
  }
  return field == "bonus"
             ? fmt::format("add `less {}.bonus` in `settle`", objective)
             : fmt::format("name `{}` in `settle`, or read it where it counts", objective);
}

template <typename Statement>
void Look(const Subject& subject, const std::string& objective, std::string_view field) {
  const auto* source = FindSource(subject.effective, objective);
  if (source == nullptr || Counts(subject.plan, objective, field) ||
      IsCountedByHeir(subject, objective, field)) {
    return;
  }
  subject.sink
      .Report(
          diag::kUnsettledCredit,
          SpanOf<Statement>(*source),
          fmt::format("no settlement counts the {} of `{}`", field, objective)
      )
      .help = Help(subject.plan, objective, field);
}

void Run(const Subject& subject) {
  for (const plan::Objective& objective : subject.plan.objectives) {
    if (objective.credit) {
      Look<ast::Credit>(subject, objective.name, "credit");
    }
    if (objective.bonus) {
      Look<ast::Bonus>(subject, objective.name, "bonus");
    }
  }
}

}  // namespace

const Rule kUnsettledCredit{
    .kind = &diag::kUnsettledCredit,
    .bad_example =
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit fee * ladder { < 99.9%: 10% }\n"
        "}\n"
        "objective downtime {\n"
        "  measure length(spans(outage) in period)\n"
        "  target <= 4h\n"
        "  credit fee\n"
        "}\n"
        "settle { highest of uptime  round half_up to 0.01 EUR }",
    .good_example =
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit fee * ladder { < 99.9%: 10% }\n"
        "}\n"
        "objective downtime {\n"
        "  measure length(spans(outage) in period)\n"
        "  target <= 4h\n"
        "  credit fee\n"
        "}\n"
        "settle { highest of uptime, downtime  round half_up to 0.01 EUR }",
    .run = Run,
};

}  // namespace slate::lint::rules
