// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/diag/catalog/agreement.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

// A value that can occur on the stretch: counts are whole, and a count of 0 owes nothing.
std::optional<Rational> Sample(const Interval& where, const LadderView& view) {
  if (view.type.range != plan::Type::Range::kCount) {
    return where.Inside();
  }
  Rational first = where.low ? where.low->value.Ceil() : Rational(1);
  first = first.sign() <= 0 ? Rational(1) : first;
  first = where.low && !where.low->closed && first == where.low->value ? first + 1 : first;
  return where.Contains(first) ? std::optional(first) : std::nullopt;
}

struct Hole {
  Interval where;
  Rational sample;
};

// Stretches without a row, of the missed values if the ladder looks up the value that decides.
std::vector<Hole> HolesOf(const Promise& promise, const LadderView& view, bool in_credit) {
  std::vector<Hole> holes;
  if (!view.rows || view.node->fallback) {
    return holes;
  }
  for (const auto& cell : *view.rows) {
    const bool gated = in_credit && view.of_value && promise.HasVerdict();
    const auto missed = gated ? promise.Missed() : std::optional(Interval::All());
    const Interval where = missed ? analysis::Intersect(cell.where, *missed) : Interval{};
    if (cell.value >= 0 || !missed || where.is_empty()) {
      continue;
    }
    if (const auto sample = Sample(where, view)) {
      holes.push_back({where, *sample});
    }
  }
  return holes;
}

// The rows that end or begin at the hole.
std::vector<diag::Label> NeighboursOf(
    const Promise& promise, const LadderView& view, const Hole& hole, const LadderSite& site
) {
  const auto meets = [](const std::optional<analysis::End>& a,
                        const std::optional<analysis::End>& b) {
    return a && b && a->value == b->value;
  };
  std::vector<diag::Label> labels;
  for (std::size_t i = 0; i < view.node->rungs.size(); ++i) {
    const plan::Rung& row = view.node->rungs[i];
    const auto stretch = analysis::RowStretch(promise.subject->plan, row, promise.world);
    if (stretch && meets(stretch->low, hole.where.high)) {
      labels.push_back({site.LimitsAt(i), "this row begins above it"});
    } else if (stretch && meets(stretch->high, hole.where.low)) {
      labels.push_back({site.LimitsAt(i), "this row ends below it"});
    }
  }
  return labels;
}

void Report(const Promise& promise, const LadderView& view, const Hole& hole) {
  Promise shown = promise;
  shown.value_type = view.type;
  const auto site = SiteOf(*promise.subject, *promise.source, *view.node);
  const Span span = site ? site->span : SpanOf<ast::Credit>(*promise.source);
  const std::string at =
      hole.where.is_point()
          ? fmt::format("at {}", shown.Show(hole.where))
          : fmt::format("{}, for example at {},", shown.Show(hole.where), shown.Show(hole.sample));
  auto& problem = promise.subject->sink.Report(
      diag::kUncoveredValue, span, fmt::format("{} no row applies{}", at, promise.For())
  );
  if (site) {
    problem.secondary = NeighboursOf(promise, view, hole, *site);
  }
  const bool narrow = view.type.range == plan::Type::Range::kShare && hole.where.low &&
                      hole.where.high &&
                      hole.where.high->value - hole.where.low->value <= Rational::Of(1, 1000);
  if (narrow && !hole.where.is_point()) {
    problem.notes.emplace_back(
        "values are exact: tables printed with rounded ends leave holes between the rows"
    );
  }
  problem.help = "close the hole between the rows, or end the ladder with `else`";
}

// Credits are looked up where the target is missed; other ladders wherever their figure can be.
void Look(const Promise& promise, plan::NodeId root, bool in_credit) {
  for (const LadderView& view : LaddersOf(promise, root)) {
    if (!in_credit && view.of_value && promise.objective->credit) {
      continue;
    }
    const auto holes = HolesOf(promise, view, in_credit);
    if (!holes.empty()) {
      Report(promise, view, holes.back());
    }
  }
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.read) {
    const plan::Objective& objective = *promise.objective;
    Look(promise, *objective.measure, false);
    if (objective.target) {
      Look(promise, *objective.target, false);
    }
    if (objective.credit) {
      Look(promise, *objective.credit, true);
    }
  }
}

}  // namespace

const Rule kUncoveredValue{
    .kind = &diag::kUncoveredValue,
    .bad_example = "target >= 99.9%\ncredit fee * ladder { > 99% and < 99.9%: 10%, < 99%: 25% }",
    .good_example = "target >= 99.9%\ncredit fee * ladder { >= 99% and < 99.9%: 10%, < 99%: 25% }",
    .run = Run,
};

}  // namespace slate::lint::rules
