// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "compiler/analysis/reach.h"
#include "compiler/analysis/world.h"
#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/tree.h"

namespace slate::lint::rules {

namespace {

// The selections of rows that a measure comes from.
std::set<plan::RollupId> SourcesOf(const plan::Plan& plan, const plan::Objective& objective) {
  std::set<plan::RollupId> sources;
  if (!objective.measure) {
    return sources;
  }
  const std::array roots = {*objective.measure};
  analysis::ForEachReached(
      plan,
      roots,
      [&](plan::NodeId, const plan::Node& node) {
        if (node.rollup) {
          sources.insert(*node.rollup);
        }
      },
      analysis::Through::kResults
  );
  return sources;
}

// A missed value of each.
void ShowBoth(const Subject& subject, const Span& span, const std::vector<std::string>& names) {
  std::vector<Counterexample::Supposed> supposed;
  for (const std::string& name : names) {
    const auto promise =
        std::find_if(subject.read.begin(), subject.read.end(), [&](const Promise& p) {
          return p.objective->name == name && p.HasVerdict() && p.Missed();
        });
    if (promise == subject.read.end()) {
      return;
    }
    const std::size_t before = subject.shown.size();
    ShowBy(*promise, diag::kPaidTwice, span, {promise->Missed()->Inside()});
    if (subject.shown.size() == before) {
      return;
    }
    supposed.push_back(subject.shown.back().supposed.front());
    if (supposed.size() < names.size()) {
      subject.shown.pop_back();
    }
  }
  subject.shown.back().supposed = std::move(supposed);
}

void Compare(const Subject& subject, const std::string& a, const std::string& b) {
  const plan::Objective* first = analysis::FindObjective(subject.plan, a);
  const plan::Objective* second = analysis::FindObjective(subject.plan, b);
  if (first == nullptr || second == nullptr || first->only_when || second->only_when ||
      !first->credit || !second->credit) {
    return;
  }
  const auto sources = SourcesOf(subject.plan, *first);
  if (sources.empty() || sources != SourcesOf(subject.plan, *second)) {
    return;
  }
  const auto* first_source = FindSource(subject.effective, a);
  const auto* second_source = FindSource(subject.effective, b);
  auto& problem = subject.sink.Report(
      diag::kPaidTwice,
      SpanOf<ast::Credit>(*second_source),
      fmt::format("the rows that cost a credit in `{}` cost another one here, and both are paid", a)
  );
  problem.secondary.push_back({SpanOf<ast::Credit>(*first_source), "the other credit"});
  problem.help = fmt::format("`highest of {}, {}` pays the failure once", a, b);
  ShowBoth(subject, SpanOf<ast::Credit>(*second_source), {a, b});
}

// The objectives whose credits a settlement adds to each other.
std::vector<std::string> AddedBy(const plan::Settle& settle) {
  std::vector<std::string> added;
  for (const plan::Settle::Part& part : settle.parts) {
    const bool single = !part.grouped && part.of.size() == 1;
    if (settle.combine == plan::Combine::kSum && single && part.of[0].field == "credit") {
      added.push_back(part.of[0].objective);
    }
  }
  return added;
}

void CompareAll(const Subject& subject, const std::vector<std::string>& added) {
  for (std::size_t j = 1; j < added.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      Compare(subject, added[i], added[j]);
    }
  }
}

void Run(const Subject& subject) {
  for (const plan::Settle& settle : subject.plan.settles) {
    CompareAll(subject, AddedBy(settle));
  }
}

}  // namespace

const Rule kPaidTwice{
    .kind = &diag::kPaidTwice,
    .bad_example =
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit fee * ladder { < 99.9%: 10%, < 99%: 25% }\n"
        "}\n"
        "objective downtime {\n"
        "  measure length(spans(outage) in period)\n"
        "  target <= 1h\n"
        "  credit 20% * fee\n"
        "}\n"
        "settle { sum of uptime, downtime  cap fee  round half_up to 0.01 EUR }",
    .good_example =
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit fee * ladder { < 99.9%: 10%, < 99%: 25% }\n"
        "}\n"
        "objective downtime {\n"
        "  measure length(spans(outage) in period)\n"
        "  target <= 1h\n"
        "  credit 20% * fee\n"
        "}\n"
        "settle { highest of uptime, downtime  cap fee  round half_up to 0.01 EUR }",
    .run = Run,
};

}  // namespace slate::lint::rules
