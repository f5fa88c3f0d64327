// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

void Report(
    const Promise& promise, const LadderView& view, std::size_t row, const Interval& stretch
) {
  const plan::Plan& plan = promise.subject->plan;
  const auto site = SiteOf(*promise.subject, *promise.source, *view.node);
  const Span span = site ? site->LimitsAt(row) : SpanOf<ast::Credit>(*promise.source);
  Promise shown = promise;
  shown.value_type = view.type;
  auto& problem = promise.subject->sink.Report(
      diag::kUnreachableRow,
      span,
      stretch.is_empty() ? fmt::format("no value is within these limits{}", promise.For())
                         : fmt::format(
                               "this row never applies: at {} a later row wins{}",
                               shown.Show(stretch.Inside()),
                               promise.For()
                           )
  );
  for (std::size_t later = row + 1; site && !stretch.is_empty() && later < view.node->rungs.size();
       ++later) {
    const auto other = analysis::RowStretch(plan, view.node->rungs[later], promise.world);
    if (other && other->Contains(stretch.Inside())) {
      problem.secondary.push_back({site->LimitsAt(later), "this one"});
      break;
    }
  }
  problem.help = stretch.is_empty()
                     ? "is the comparison turned round?"
                     : "the last row that holds wins: write slight rows first, grave ones last";
}

void Look(const Promise& promise, const LadderView& view) {
  const plan::Plan& plan = promise.subject->plan;
  const auto everywhere = analysis::RowsOn(plan, *view.node, Interval::All(), promise.world);
  const auto possible = [&](const Interval& stretch) {
    const Interval inside = analysis::Intersect(stretch, view.domain);
    return inside.is_empty() ? stretch : inside;
  };
  for (std::size_t i = 0; everywhere && i < view.node->rungs.size(); ++i) {
    const bool wins = std::any_of(everywhere->begin(), everywhere->end(), [&](const auto& c) {
      return c.value == static_cast<int>(i);
    });
    if (!wins) {
      Report(
          promise,
          view,
          i,
          possible(*analysis::RowStretch(plan, view.node->rungs[i], promise.world))
      );
    }
  }
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.read) {
    for (const LadderView& view : promise.ladders) {
      Look(promise, view);
    }
  }
}

}  // namespace

const Rule kUnreachableRow{
    .kind = &diag::kUnreachableRow,
    .bad_example = "target >= 99.9%\ncredit fee * ladder { < 95%: 50%, < 99.9%: 10% }",
    .good_example = "target >= 99.9%\ncredit fee * ladder { < 99.9%: 10%, < 95%: 50% }",
    .run = Run,
};

}  // namespace slate::lint::rules
