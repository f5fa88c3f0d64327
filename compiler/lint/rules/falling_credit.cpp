// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

// A single value that owes nothing is a hole that `else` closes on purpose.
void LeaveOutClosedHoles(analysis::PiecewiseLinear& credit) {
  auto& cells = credit.cells;
  const auto is_closed_hole = [](const auto& c) {
    return c.where.is_point() && c.value && *c.value == analysis::Line{};
  };
  cells.erase(std::remove_if(cells.begin(), cells.end(), is_closed_hole), cells.end());
}

// The row that applies at a value, where the credit has a ladder.
Span PlaceOf(const Promise& promise, const Rational& at) {
  for (const LadderView& view : promise.ladders) {
    const auto* cell = view.of_value && view.rows ? analysis::CellAt(*view.rows, at) : nullptr;
    const auto site = cell != nullptr && cell->value >= 0
                          ? SiteOf(*promise.subject, *promise.source, *view.node)
                          : std::nullopt;
    if (site) {
      return site->ValueAt(static_cast<std::size_t>(cell->value));
    }
  }
  return SpanOf<ast::Credit>(*promise.source);
}

void Look(const Promise& promise) {
  const plan::Plan& plan = promise.subject->plan;
  auto credit = promise.HasVerdict() ? promise.credit : std::nullopt;
  const auto missed = promise.Missed();
  if (!credit || !missed) {
    return;
  }
  LeaveOutClosedHoles(*credit);
  const auto fall = analysis::FirstFall(*credit, *missed, promise.worse());
  if (!fall) {
    return;
  }
  const plan::Type type = plan[*promise.objective->credit].type;
  const Span span = PlaceOf(promise, fall->after_at);
  auto& problem = promise.subject->sink.Report(
      diag::kFallingCredit,
      span,
      fmt::format(
          "at {} the credit is {}, at {} only {}{}",
          promise.Show(fall->before_at),
          ShowAmount(plan, fall->before, credit->factor, type),
          promise.Show(fall->after_at),
          ShowAmount(plan, fall->after, credit->factor, type),
          promise.For()
      )
  );
  const Span before = PlaceOf(promise, fall->before_at);
  if (!(before == span)) {
    problem.secondary.push_back({before, "this pays more for better service"});
  }
  problem.help = "are two rows exchanged?";
  ShowBy(promise, diag::kFallingCredit, span, {fall->before_at, fall->after_at});
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.open) {
    if (promise.objective->credit) {
      Look(promise);
    }
  }
}

}  // namespace

const Rule kFallingCredit{
    .kind = &diag::kFallingCredit,
    .bad_example = "target >= 99.9%\ncredit fee * ladder { < 99.9%: 25%, < 99%: 10% }",
    .good_example = "target >= 99.9%\ncredit fee * ladder { < 99.9%: 10%, < 99%: 25% }",
    .run = Run,
};

}  // namespace slate::lint::rules
