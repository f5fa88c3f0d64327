// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

// Where a row wins, parted by whether the target is met there.
struct Reach {
  std::optional<Interval> met = {};
  bool missed = false;
};

Reach ReachOf(const Promise& promise, const LadderView& view, int row) {
  Reach reach;
  analysis::ForEachPair(*view.rows, promise.met, [&](const Interval& where, int winner, bool met) {
    if (winner == row && met && !reach.met) {
      reach.met = where;
    }
    reach.missed = reach.missed || (winner == row && !met);
  });
  return reach;
}

bool PaysOn(const Promise& promise, plan::NodeId value, const Interval& where) {
  const auto pays = promise.Of(value);
  const auto range = pays ? analysis::RangeOn(*pays, where) : std::nullopt;
  return !range || !(*range == Interval::Point(0));
}

void Look(const Promise& promise, const LadderView& view) {
  for (std::size_t i = 0; i < view.node->rungs.size(); ++i) {
    const Reach reach = ReachOf(promise, view, static_cast<int>(i));
    if (!reach.met || !PaysOn(promise, view.node->rungs[i].value, *reach.met)) {
      continue;
    }
    const auto site = SiteOf(*promise.subject, *promise.source, *view.node);
    const Span span = site ? site->LimitsAt(i) : SpanOf<ast::Credit>(*promise.source);
    const std::string at =
        reach.met->is_point() ? promise.Show(*reach.met) : promise.Show(reach.met->Inside());
    auto& problem = promise.subject->sink.Report(
        diag::kPenaltyWhenMet,
        span,
        fmt::format(
            "at {} the target is met, so {}{}",
            at,
            reach.missed ? "this part of the row never pays" : "this row never pays",
            promise.For()
        )
    );
    problem.secondary.push_back({SpanOf<ast::Target>(*promise.source), "the target"});
    problem.help = "make the row end where the target begins, or change the target";
    ShowBy(promise, diag::kPenaltyWhenMet, span, {reach.met->Inside()});
  }
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

const Rule kPenaltyWhenMet{
    .kind = &diag::kPenaltyWhenMet,
    .bad_example = "target >= 99.9%\ncredit fee * ladder { > 99% and <= 99.9%: 10%, <= 99%: 25% }",
    .good_example = "target >= 99.9%\ncredit fee * ladder { > 99% and < 99.9%: 10%, <= 99%: 25% }",
    .run = Run,
};

}  // namespace slate::lint::rules
