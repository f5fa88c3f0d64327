// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/tree.h"

namespace slate::lint::rules {

namespace {

// `< 99` becomes `< 99%`, if all limits of the row are bare numbers.
void OfferPercent(
    const LadderSite& site, std::size_t row, const source::FileSet& files, diag::Diagnostic& problem
) {
  diag::Fix fix{"add `%`", diag::Safety::kUnsafe, {}};
  for (const ast::Bound& bound : site.RowAt(row).bounds) {
    const ast::Span span = (*site.file)[bound.value].span;
    const std::string_view text = files[span.file].TextOf(span);
    if (text.empty() || text.find_first_not_of("0123456789._") != std::string_view::npos) {
      return;
    }
    fix.edits.push_back({{span.file, span.end, span.end}, "%"});
  }
  problem.fixes.push_back(std::move(fix));
}

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
      OfferPercent(*site, i, promise.subject->files, problem);
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
