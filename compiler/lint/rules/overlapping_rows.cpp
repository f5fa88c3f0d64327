// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

void Report(
    const Promise& promise,
    const LadderView& view,
    std::size_t first,
    std::size_t second,
    const Interval& both
) {
  const auto site = SiteOf(*promise.subject, *promise.source, *view.node);
  Promise shown = promise;
  shown.value_type = view.type;
  const Span span = site ? site->LimitsAt(second) : SpanOf<ast::Credit>(*promise.source);
  const std::string at =
      both.is_point() ? fmt::format("at {}", shown.Show(both)) : shown.Show(both);
  auto& problem = promise.subject->sink.Report(
      diag::kOverlappingRows, span, fmt::format("{} two rows hold{}", at, promise.For())
  );
  if (site) {
    problem.secondary.push_back({site->LimitsAt(first), "the other row"});
  }
  problem.help = "let the rows touch without overlapping, or nest them: `< 99.9%`, then `< 99%`";
}

// The values for which two rows hold, unless one is a part of the other.
std::optional<Interval> OverlapOf(
    const Promise& promise, const plan::Rung& first, const plan::Rung& second
) {
  const auto a = analysis::RowStretch(promise.subject->plan, first, promise.world);
  const auto b = analysis::RowStretch(promise.subject->plan, second, promise.world);
  if (!a || !b || analysis::IsWithin(*a, *b) || analysis::IsWithin(*b, *a)) {
    return std::nullopt;
  }
  const Interval both = analysis::Intersect(*a, *b);
  return both.is_empty() ? std::nullopt : std::optional(both);
}

void LookBefore(const Promise& promise, const LadderView& view, std::size_t row) {
  const auto& rows = view.node->rungs;
  for (std::size_t i = 0; i < row; ++i) {
    if (const auto both = OverlapOf(promise, rows[i], rows[row])) {
      Report(promise, view, i, row, *both);
    }
  }
}

void Look(const Promise& promise, const LadderView& view) {
  for (std::size_t row = 1; row < view.node->rungs.size(); ++row) {
    LookBefore(promise, view, row);
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

const Rule kOverlappingRows{
    .kind = &diag::kOverlappingRows,
    .bad_example =
        "target >= 99.9%\ncredit fee * ladder { >= 99% and < 99.9%: 10%, >= 95% and <= 99%: 25%, < "
        "95%: 50% }",
    .good_example =
        "target >= 99.9%\ncredit fee * ladder { >= 99% and < 99.9%: 10%, >= 95% and < 99%: 25%, < "
        "95%: 50% }",
    .run = Run,
};

}  // namespace slate::lint::rules
