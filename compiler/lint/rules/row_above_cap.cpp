// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/payment.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

std::vector<const plan::Step*> CapsOf(const plan::Plan& plan, const std::string& objective) {
  std::vector<const plan::Step*> caps;
  for (const Payment& payment : PaymentsOf(plan, objective)) {
    const auto own = StepsOf(*payment.settle, plan::Step::Kind::kCap);
    caps.insert(caps.end(), own.begin(), own.end());
  }
  return caps;
}

Span SpanOfStep(const plan::Step& step) {
  return {static_cast<source::FileId>(step.origin->file), step.origin->begin, step.origin->end};
}

// A cap as a number in units of the credit's factor.
std::optional<Rational> Limit(
    const Promise& promise, const plan::Step& cap, const analysis::Factor& factor
) {
  const auto limit = cap.amount ? promise.Of(*cap.amount) : std::nullopt;
  if (!limit || limit->factor != factor || limit->cells.size() != 1 ||
      !limit->cells.front().value) {
    return std::nullopt;
  }
  return limit->cells.front().value->is_level() ? std::optional(limit->cells.front().value->offset)
                                                : std::nullopt;
}

// A row that wins somewhere and pays more than a cap.
struct Excess {
  const LadderView& view;
  int row;
  Rational at;
  Rational pays;
  Rational limit;
};

void Report(const Promise& promise, const plan::Step& cap, const Excess& excess) {
  const plan::Plan& plan = promise.subject->plan;
  const plan::Type type = plan[*promise.objective->credit].type;
  const auto site = SiteOf(*promise.subject, *promise.source, *excess.view.node);
  const auto& factor = promise.credit->factor;
  const Span span = site ? site->ValueAt(static_cast<std::size_t>(excess.row))
                         : SpanOf<ast::Credit>(*promise.source);
  auto& problem = promise.subject->sink.Report(
      diag::kRowAboveCap,
      span,
      fmt::format(
          "this row pays {}, the cap lets {} through{}",
          ShowAmount(plan, excess.pays, factor, type),
          ShowAmount(plan, excess.limit, factor, type),
          promise.For()
      )
  );
  if (cap.origin) {
    problem.secondary.push_back({SpanOfStep(cap), "the cap"});
  }
  problem.help = "raise the cap to the highest row, or end the ladder at the cap";
  ShowBy(promise, diag::kRowAboveCap, span, {excess.at});
}

// The first row that pays more than the cap wherever it wins.
std::optional<Excess> ExcessOf(
    const Promise& promise, const LadderView& view, const Rational& limit
) {
  for (const auto& cell : *view.rows) {
    const auto range =
        cell.value >= 0 ? analysis::RangeOn(*promise.credit, cell.where) : std::nullopt;
    if (range && range->low && range->low->value > limit) {
      return Excess{view, cell.value, cell.where.Inside(), range->low->value, limit};
    }
  }
  return std::nullopt;
}

std::optional<Excess> ExcessOver(const Promise& promise, const plan::Step& cap) {
  const auto& credit = promise.credit;
  const auto limit = credit ? Limit(promise, cap, credit->factor) : std::nullopt;
  std::optional<Excess> first;
  for (const LadderView* view : promise.Lookups()) {
    auto excess = limit && !first ? ExcessOf(promise, *view, *limit) : std::nullopt;
    if (excess) {
      first.emplace(*excess);
    }
  }
  return first;
}

// Facts stay open as long as the cap is a share of the same fee.
void Look(const Promise& open, const Promise& read, const plan::Step& cap) {
  if (const auto excess = ExcessOver(open, cap)) {
    Report(open, cap, *excess);
  } else if (const auto in_figures = ExcessOver(read, cap)) {
    Report(read, cap, *in_figures);
  }
}

void Run(const Subject& subject) {
  const std::size_t count = std::min(subject.open.size(), subject.read.size());
  for (std::size_t i = 0; i < count; ++i) {
    for (const plan::Step* cap : CapsOf(subject.plan, subject.open[i].objective->name)) {
      Look(subject.open[i], subject.read[i], *cap);
    }
  }
}

}  // namespace

const Rule kRowAboveCap{
    .kind = &diag::kRowAboveCap,
    .bad_example =
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit fee * ladder { < 99.9%: 10%, < 99%: 50% }\n"
        "}\n"
        "settle { sum of uptime  cap 30% * fee  round half_up to 0.01 EUR }",
    .good_example =
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective uptime {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit fee * ladder { < 99.9%: 10%, < 99%: 30% }\n"
        "}\n"
        "settle { sum of uptime  cap 30% * fee  round half_up to 0.01 EUR }",
    .run = Run,
};

}  // namespace slate::lint::rules
