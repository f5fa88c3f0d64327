// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/printed.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

// A printed share stands for an end if it is that value, or the last one printable before it.
bool IsEnd(const PrintedShare& printed, const std::optional<analysis::End>& end, bool upper) {
  if (!end) {
    return false;
  }
  const Rational neighbour =
      upper ? printed.value + printed.last_digit : printed.value - printed.last_digit;
  return printed.value == end->value || (!end->closed && neighbour == end->value);
}

bool Fits(const std::vector<PrintedShare>& printed, const Interval& row) {
  if (printed.size() == 1) {
    return IsEnd(printed[0], row.low, false) || IsEnd(printed[0], row.high, true);
  }
  return IsEnd(printed.front(), row.low, false) && IsEnd(printed.back(), row.high, true);
}

// The stretch on which a row wins; nothing if it is in pieces.
std::optional<Interval> StretchOf(const LadderView& view, int row) {
  const auto wins = [row](const auto& cell) {
    return cell.value == row;
  };
  const auto first = std::find_if(view.rows->begin(), view.rows->end(), wins);
  const bool once = std::count_if(view.rows->begin(), view.rows->end(), wins) == 1;
  return once ? std::optional(first->where) : std::nullopt;
}

void Look(const Promise& promise, const LadderView& view, const LadderSite& site) {
  for (std::size_t i = 0; i < view.node->rungs.size(); ++i) {
    const ast::Rung& row = site.RowAt(i);
    auto printed = row.printed ? SharesIn(*row.printed) : std::vector<PrintedShare>{};
    const auto stretch = StretchOf(view, static_cast<int>(i));
    std::sort(printed.begin(), printed.end(), [](const auto& a, const auto& b) {
      return a.value < b.value;
    });
    if (printed.empty() || printed.size() > 2 || !stretch || Fits(printed, *stretch)) {
      continue;
    }
    auto& problem = promise.subject->sink.Report(
        diag::kLabelOffRow,
        row.printed_span,
        fmt::format(
            "the label says \"{}\", the row applies {}{}",
            *row.printed,
            promise.Show(*stretch),
            promise.For()
        )
    );
    problem.secondary.push_back({site.LimitsAt(i), "the row"});
    problem.help = "correct the label; where rows are nested, the row ends where the next begins";
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
    if (promise.value_type.range == plan::Type::Range::kShare) {
      LookAt(promise);
    }
  }
}

}  // namespace

const Rule kLabelOffRow{
    .kind = &diag::kLabelOffRow,
    .bad_example =
        "target >= 99.9%\ncredit fee * ladder { < 99.9% as \"99.00% to 99.49%\": 10%, < 99% as "
        "\"below 99.00%\": 25% }",
    .good_example =
        "target >= 99.9%\ncredit fee * ladder { < 99.9% as \"99.00% to 99.89%\": 10%, < 99% as "
        "\"below 99.00%\": 25% }",
    .run = Run,
};

}  // namespace slate::lint::rules
