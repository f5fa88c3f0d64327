// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/analysis/range.h"
#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/printed.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"
#include "runtime/plan/formula.h"

namespace slate::lint::rules {

namespace {

constexpr std::int64_t kDay = 86'400'000'000'000;

// How many days long a period is in which this much downtime gives one of the row's ends.
std::vector<Rational> ImpliedDays(const Interval& row, const Rational& ns) {
  std::vector<Rational> days;
  for (const auto& end : {row.low, row.high}) {
    const Rational lost = end ? Rational(1) - end->value : Rational(0);
    if (lost.sign() > 0) {
      days.push_back(ns / lost / kDay);
    }
  }
  return days;
}

void Report(
    const Promise& promise,
    const LadderSite& site,
    std::size_t row,
    const PrintedLength& length,
    const Rational& implied
) {
  const Interval days = analysis::DaysOf(promise.world.period);
  const Rational shortest = days.low->value;
  const Rational usual = days.Contains(30) ? Rational(30) : shortest;
  const Rational value = Rational(1) - length.ns / (usual * kDay);
  auto& problem = promise.subject->sink.Report(
      diag::kLabelOffMinutes,
      site.RowAt(row).printed_span,
      fmt::format(
          "{} of {} days is {}, not an end of this row: the label takes a period for {} days{}",
          length.text,
          usual.ToString(),
          promise.Show(value),
          plan::Show(((implied * 100).Floor() / 100), {}),
          promise.For()
      )
  );
  problem.secondary.push_back({site.LimitsAt(row), "the row"});
  problem.help = "correct the label or leave the minutes out: periods differ in length";
}

void LookAtRow(
    const Promise& promise, const LadderSite& site, std::size_t row, const Interval& where
) {
  const Interval days = analysis::DaysOf(promise.world.period);
  for (const PrintedLength& length : LengthsIn(*site.RowAt(row).printed)) {
    const auto implied = ImpliedDays(where, length.ns);
    const bool fits = std::any_of(implied.begin(), implied.end(), [&](const Rational& d) {
      return d.is_integer() && days.Contains(d);
    });
    if (!fits && !implied.empty()) {
      Report(promise, site, row, length, implied.front());
    }
  }
}

void Look(const Promise& promise, const LadderView& view, const LadderSite& site) {
  for (const auto& cell : *view.rows) {
    const auto row = static_cast<std::size_t>(std::max(cell.value, 0));
    if (cell.value >= 0 && site.RowAt(row).printed) {
      LookAtRow(promise, site, row, cell.where);
    }
  }
}

void LookAt(const Promise& promise) {
  for (const LadderView* view : promise.Lookups()) {
    if (const auto site = SiteOf(*promise.subject, *promise.source, *view->node)) {
      Look(promise, *view, *site);
    }
  }
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.read) {
    if (promise.value_type.range == plan::Type::Range::kShare && promise.HasVerdict() &&
        promise.worse() == analysis::Going::kDown) {
      LookAt(promise);
    }
  }
}

}  // namespace

const Rule kLabelOffMinutes{
    .kind = &diag::kLabelOffMinutes,
    .bad_example =
        "target >= 99.9%\ncredit fee * ladder { < 99.9% as \"down for more than 43.8 min\": 10% }",
    .good_example =
        "target >= 99.9%\ncredit fee * ladder { < 99.9% as \"down for more than 43.2 min\": 10% }",
    .run = Run,
};

}  // namespace slate::lint::rules
