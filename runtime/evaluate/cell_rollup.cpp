// SPDX-License-Identifier: Apache-2.0
#include <numeric>
#include <utility>

#include "runtime/calendar/civil_time.h"
#include "runtime/evaluate/rollup.h"

// Rollups whose windows are made of cells of time: bins of the plan, or whole local days.
namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::RollupId;
using plan::Source;
using Place = plan::Rollup::Place;

// Every bin of the plan is made of bins of this length; nothing where that is not known.
std::optional<std::int64_t> CommonStep(const plan::Plan& plan) {
  std::int64_t common = 0;
  for (const plan::Node& node : plan.nodes) {
    const bool over_bins = (node.op == plan::Op::kAggregate || node.op == plan::Op::kSpansOfBins) &&
                           node.source == Source::kBins && !node.args.empty();
    if (!over_bins) {
      continue;
    }
    const auto* length = std::get_if<Rational>(&plan[node.args[0]].constant);
    const std::optional<std::int64_t> step = length ? length->ToInt64() : std::nullopt;
    if (!step || *step <= 0) {
      return std::nullopt;
    }
    common = std::gcd(common, *step);
  }
  // Longer than any day: the days themselves.
  return common == 0 ? 2 * calendar::kNsPerDay : common;
}

bool IsCut(const Grid& grid, std::int64_t t, const Run& universe) {
  return t <= universe.from || t >= universe.to || grid.BinAt(t).from == t;
}

PlacedRows WithTotals(const CellTotals& totals, std::size_t first, bool keeps_values) {
  const RowCells& cells = *totals.cells;
  PlacedRows placed{
      .evaluated = true, .summed = !keeps_values, .weight_before = {0}, .from_vectors = true};
  placed.scale = totals.scale;
  if (!totals.true_rows.empty()) {
    placed.true_before = {0};
  }
  if (!totals.sums.empty()) {
    placed.multiples_before = {0};
  }
  for (std::size_t cell = first; cell < first + cells.width(); ++cell) {
    if (totals.rows[cell] == 0) {
      continue;
    }
    placed.places.push_back(cells.StartOf(cell - first));
    placed.weight_before.push_back(placed.weight_before.back() + totals.rows[cell]);
    if (!totals.true_rows.empty()) {
      placed.true_before.push_back(placed.true_before.back() + totals.true_rows[cell]);
    }
    if (!totals.sums.empty()) {
      placed.multiples_before.push_back(placed.multiples_before.back() + totals.sums[cell]);
    }
  }
  if (totals.true_rows.empty()) {
    placed.true_before = placed.weight_before;  // rows are true by being there
  }
  return placed;
}

// Whether running totals stay within 64 bits.
bool Fits(const CellTotals& totals, std::size_t first) {
  std::int64_t sum = 0;
  bool fits = true;
  for (std::size_t cell = first; cell < first + totals.cells->width() && !totals.sums.empty();
       ++cell) {
    fits = !__builtin_add_overflow(sum, totals.sums[cell], &sum) && fits;
  }
  return fits;
}

}  // namespace

const Grid* Rollups::CellGrid() {
  if (!cell_grid_) {
    const std::optional<std::int64_t> step = CommonStep(evaluator_.plan());
    cell_grid_ = step ? &evaluator_.GridOf(*step) : nullptr;
  }
  return *cell_grid_;
}

const PlacedRows* Rollups::InCells(RollupId id, const Scope& scope, const SpanSet& domain) {
  const Grid* grid = CellGrid();
  if (grid == nullptr) {
    return nullptr;
  }
  for (const Run& run : domain.runs()) {
    if (!IsCut(*grid, run.from, evaluator_.universe()) ||
        !IsCut(*grid, run.to, evaluator_.universe())) {
      return nullptr;
    }
  }
  return CellsOf(id, scope);
}

const PlacedRows* Rollups::CellsOf(RollupId id, const Scope& scope) {
  Key key{id, KeyCodes(FrameOf(id), scope)};
  auto found = in_cells_.find(key);
  if (found == in_cells_.end()) {
    found = in_cells_.emplace(std::move(key), PrepareCells(id, scope)).first;
  }
  return found->second ? &*found->second : nullptr;
}

const CellTotals* Rollups::CellTotalsFor(
    RollupId id, const Scope& scope, std::vector<int> columns
) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  InputRows& rows = evaluator_.RowsOf(frame.input);
  const CellsKey cells_key{frame.input, frame.place_column, columns};
  auto cells = cells_.find(cells_key);
  if (cells == cells_.end()) {
    auto made = RowCells::Of(rows, frame.place_column, std::move(columns), *CellGrid());
    cells = cells_.emplace(cells_key, std::move(made)).first;
  }
  if (cells->second == nullptr) {
    return nullptr;
  }
  const bool keeps_values = rollup.aggregate == Aggregate::kPercentile;
  const TotalsKey key{cells->second.get(), {rollup.where, rollup.body}, keeps_values};
  auto totals = cell_totals_.find(key);
  if (totals == cell_totals_.end()) {
    const auto question = RowQuestion::Of(evaluator_, rows, rollup, scope);
    auto made = question ? TotalsOf(*question, *cells->second, keeps_values) : std::nullopt;
    totals = cell_totals_.emplace(key, std::move(made)).first;
  }
  return totals->second ? &*totals->second : nullptr;
}

std::optional<PlacedRows> Rollups::PrepareCells(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  if (rollup.place_kind != Place::kColumn || !HasVectors(rollup, frame)) {
    return std::nullopt;
  }
  auto [columns, codes] = BoundColumns(frame, scope);
  const CellTotals* totals = CellTotalsFor(id, scope, std::move(columns));
  if (totals == nullptr) {
    return std::nullopt;
  }
  const bool keeps_values = rollup.aggregate == Aggregate::kPercentile;
  const std::optional<std::size_t> first = totals->cells->FirstOf(codes);
  if (!first) {
    return PlacedRows{.evaluated = true, .summed = !keeps_values, .from_vectors = true};
  }
  if (!Fits(*totals, *first)) {
    return std::nullopt;
  }
  PlacedRows placed = WithTotals(*totals, *first, keeps_values);
  if (keeps_values) {
    const auto at = [&](std::size_t cell) {
      return totals->values.begin() + static_cast<std::ptrdiff_t>(totals->values_before[cell]);
    };
    placed.multiples.assign(at(*first), at(*first + totals->cells->width()));
  }
  return placed;
}

const PlacedRows* Rollups::CellsForBins(RollupId id, const Scope& scope, std::int64_t step) {
  const Frame& frame = FrameOf(id);
  const bool complete = evaluator_.plan().inputs[frame.input].complete_except.empty();
  const Grid* grid = CellGrid();
  const bool fits = grid != nullptr && step % grid->step() == 0 && complete;
  return fits ? CellsOf(id, scope) : nullptr;
}

}  // namespace slate::evaluate
