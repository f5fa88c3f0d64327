// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

struct Stretch {
  Interval where;
  int row = -1;
};

// The missed stretches from the target on, with the row that wins there.
std::vector<Stretch> FromTarget(const Promise& promise, const LadderView& view) {
  std::vector<Stretch> stretches;
  analysis::ForEachPair(*view.rows, promise.met, [&](const Interval& where, int row, bool met) {
    if (!met) {
      stretches.push_back({where, row});
    }
  });
  if (promise.worse() == analysis::Going::kDown) {
    std::reverse(stretches.begin(), stretches.end());
  }
  return stretches;
}

bool PaysNothing(const Promise& promise, const LadderView& view, int row) {
  const auto value = row >= 0 ? std::optional(view.node->rungs[static_cast<std::size_t>(row)].value)
                              : view.node->fallback;
  const auto pays = value ? promise.Of(*value) : std::nullopt;
  return pays && pays->is_zero();
}

void Look(const Promise& promise, const LadderView& view) {
  const auto stretches = FromTarget(promise, view);
  if (stretches.size() < 2 || !PaysNothing(promise, view, stretches[0].row)) {
    return;
  }
  const auto pays = std::find_if(stretches.begin(), stretches.end(), [&](const Stretch& s) {
    return !PaysNothing(promise, view, s.row);
  });
  if (pays == stretches.end()) {
    return;
  }
  auto& problem = promise.subject->sink.Report(
      diag::kMissWithoutCredit,
      SpanOf<ast::Target>(*promise.source),
      fmt::format(
          "at {} the target is missed and nothing is owed{}",
          promise.Show(stretches[0].where.Inside()),
          promise.For()
      )
  );
  const auto site = SiteOf(*promise.subject, *promise.source, *view.node);
  if (site && pays->row >= 0) {
    problem.secondary.push_back(
        {site->LimitsAt(static_cast<std::size_t>(pays->row)), "the first row that pays"}
    );
  }
  problem.help = "begin the first row at the target, or lower the target to the first row";
  ShowBy(
      promise,
      diag::kMissWithoutCredit,
      SpanOf<ast::Target>(*promise.source),
      {stretches[0].where.Inside()}
  );
}

void LookAt(const Promise& promise) {
  for (const LadderView* view : promise.Lookups()) {
    Look(promise, *view);
  }
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.read) {
    if (promise.HasVerdict()) {
      LookAt(promise);
    }
  }
}

}  // namespace

const Rule kMissWithoutCredit{
    .kind = &diag::kMissWithoutCredit,
    .bad_example = "target >= 99.99%\ncredit fee * ladder { < 99.9%: 10%, < 99%: 25%, else: 0% }",
    .good_example = "target >= 99.9%\ncredit fee * ladder { < 99.9%: 10%, < 99%: 25%, else: 0% }",
    .run = Run,
};

}  // namespace slate::lint::rules
