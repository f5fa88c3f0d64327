// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

void Look(const Promise& promise, const LadderView& view) {
  const auto site = SiteOf(*promise.subject, *promise.source, *view.node);
  Promise shown = promise;
  shown.value_type = view.type;
  for (std::size_t i = 0; site && i < view.node->rungs.size(); ++i) {
    const auto stretch =
        analysis::RowStretch(promise.subject->plan, view.node->rungs[i], promise.world);
    if (!stretch || stretch->is_empty() || !analysis::Intersect(*stretch, view.domain).is_empty()) {
      continue;
    }
    auto& problem = promise.subject->sink.Report(
        diag::kRowOutOfRange,
        site->LimitsAt(i),
        fmt::format(
            "the figure is {} and never within this row{}", shown.Show(view.domain), promise.For()
        )
    );
    if (view.type.range == plan::Type::Range::kShare) {
      problem.help = "is a percent sign missing?";
    }
  }
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.open) {
    for (const LadderView& view : promise.ladders) {
      Look(promise, view);
    }
  }
}

}  // namespace

const Rule kRowOutOfRange{
    .kind = &diag::kRowOutOfRange,
    .bad_example = "target >= 99.9%\ncredit fee * ladder { < 99.9%: 10%, < 0%: 100% }",
    .good_example = "target >= 99.9%\ncredit fee * ladder { < 99.9%: 10%, < 90%: 100% }",
    .run = Run,
};

}  // namespace slate::lint::rules
