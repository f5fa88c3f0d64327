// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "runtime/evaluate/rollup.h"

// Rollups whose windows are made of cells of time: bins of the plan, or whole local days.
namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::RollupId;
using Place = plan::Rollup::Place;

bool IsCut(const Grid& grid, std::int64_t t, const Run& universe) {
  return t <= universe.from || t >= universe.to || grid.BinAt(t).from == t;
}

struct PlacedCell {
  std::int64_t place = 0;
  std::uint32_t cell = 0;
};

// The cells of some groups that have rows, in the order of time.
std::vector<PlacedCell> CellsInOrder(
    const RowCells& cells, const CellTotals& totals, const std::vector<std::size_t>& groups
) {
  std::vector<PlacedCell> order;
  for (const std::size_t group : groups) {
    for (const RowCells::Day& day : cells.DaysOf(group)) {
      const std::size_t count = cells.CellsIn(day);
      for (std::size_t i = 0; i < count; ++i) {
        if (totals.rows[day.first + i] > 0) {
          order.push_back(
              {.place = day.from + static_cast<std::int64_t>(i) * cells.step(),
               .cell = static_cast<std::uint32_t>(day.first + i)}
          );
        }
      }
    }
  }
  const auto before = [](const PlacedCell& a, const PlacedCell& b) {
    return std::pair(a.place, a.cell) < std::pair(b.place, b.cell);
  };
  if (!std::is_sorted(order.begin(), order.end(), before)) {
    std::sort(order.begin(), order.end(), before);
  }
  return order;
}

// Nothing where a running total does not fit.
std::optional<PlacedRows> WithTotals(
    const CellTotals& totals, const std::vector<PlacedCell>& order
) {
  PlacedRows placed{
      .evaluated = true,
      .summed = !totals.keeps_values,
      .weight_before = {0},
      .from_vectors = true,
      .scale = totals.scale};
  std::int64_t is_true = 0;
  std::int64_t sum = 0;
  placed.true_before.resize(totals.counts_truth ? 1 : 0);
  placed.multiples_before.resize(totals.adds_up ? 1 : 0);
  for (const auto& [place, cell] : order) {
    placed.places.push_back(place);
    placed.weight_before.push_back(placed.weight_before.back() + totals.rows[cell]);
    if (totals.counts_truth) {
      is_true += totals.true_rows[cell];
      placed.true_before.push_back(is_true);
    }
    if (totals.adds_up) {
      if (__builtin_add_overflow(sum, totals.sums[cell], &sum)) {
        return std::nullopt;
      }
      placed.multiples_before.push_back(sum);
    }
    if (totals.keeps_values) {
      placed.cells.push_back(cell);
    }
  }
  placed.totals = totals.keeps_values ? &totals : nullptr;
  if (!totals.counts_truth) {
    placed.true_before = placed.weight_before;  // rows are true by being there
  }
  return placed;
}

}  // namespace

const Grid* Rollups::CellGrid() {
  if (!cell_grid_) {
    const std::optional<std::int64_t> step = CellStep(evaluator_.plan());
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

// The rows that are here, placed; null where they have no cells.
const Rollups::PlacedCells* Rollups::CellsBy(const Frame& frame, const std::vector<int>& columns) {
  const CellsKey key{frame.input, frame.place_column, columns};
  if (const auto found = cells_.find(key); found != cells_.end()) {
    return found->second.get();
  }
  std::unique_ptr<PlacedCells>& made = cells_[key];
  InputRows& rows = evaluator_.RowsOf(frame.input);
  const auto is_whole = [&](int column) {
    const data::Column* data = column < 0 ? nullptr : rows.Data(column);
    return data != nullptr && data->values.size() == rows.size();
  };
  if (rows.size() == 0 || !is_whole(frame.place_column) ||
      !std::all_of(columns.begin(), columns.end(), is_whole) ||
      rows.Data(frame.place_column)->type.kind != plan::Type::Kind::kInstant) {
    return nullptr;
  }
  auto placed = std::make_unique<PlacedCells>(PlacedCells{
      .cells = RowCells(
          evaluator_.zone(), CellGrid()->step(), frame.place_column, columns, evaluator_.labels()
      )});
  placed->of_row.resize(rows.size());
  if (placed->cells.Place(rows, 0, rows.size(), placed->of_row.data())) {
    made = std::move(placed);
  }
  return made.get();
}

std::optional<CellTotals> Rollups::CountCells(
    RollupId id, const Scope& scope, const PlacedCells& cells, bool keeps_values
) {
  InputRows& rows = evaluator_.RowsOf(FrameOf(id).input);
  const auto question = RowQuestion::Of(evaluator_, rows, evaluator_.plan()[id], scope);
  if (question == nullptr) {
    return std::nullopt;
  }
  CellTotals totals = CellTotals::For(*question, keeps_values);
  BlockAnswers answers;
  for (std::size_t from = 0; from < cells.of_row.size(); from += kRowsAtOnce) {
    if (!question->Answer(from, answers) ||
        !totals.Add(answers, cells.of_row.data() + from, cells.cells.size())) {
      return std::nullopt;
    }
  }
  totals.Finish(cells.cells.size());
  return totals;
}

Rollups::TotalsByCell Rollups::CountedTotals(RollupId id) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  std::vector<int> columns;
  for (const ScopeColumn& column : frame.scope) {
    columns.push_back(column.column);
  }
  const CountedInput& counted = evaluator_.CountedOf(frame.input);
  const CountedInput::Asked* asked = counted.Find(
      {rollup.where, rollup.body}, rollup.aggregate == Aggregate::kPercentile, columns
  );
  if (asked == nullptr) {
    evaluator_.RowsOf(frame.input).Miss();
    return {};
  }
  const RowCells& cells = counted.cells[asked->cells];
  const auto [groups, added] = counted_groups_.try_emplace(&cells);
  for (auto group = cells.groups().begin(); added && group != cells.groups().end(); ++group) {
    groups->second.emplace(counted.InLabels(group->first, evaluator_.labels()), group->second);
  }
  return {&cells, &asked->totals};
}

Rollups::TotalsByCell Rollups::TotalsFor(
    RollupId id, const Scope& scope, const std::vector<int>& columns
) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  if (evaluator_.RowsOf(frame.input).is_counted()) {
    return CountedTotals(id);
  }
  const PlacedCells* cells = CellsBy(frame, columns);
  if (cells == nullptr) {
    return {};
  }
  const bool keeps_values = rollup.aggregate == Aggregate::kPercentile;
  const TotalsKey key{cells, {rollup.where, rollup.body}, keeps_values};
  auto totals = cell_totals_.find(key);
  if (totals == cell_totals_.end()) {
    totals = cell_totals_.emplace(key, CountCells(id, scope, *cells, keeps_values)).first;
  }
  return totals->second ? TotalsByCell{&cells->cells, &*totals->second} : TotalsByCell{};
}

// Groups whose members in `columns` are these.
std::vector<std::size_t> Rollups::GroupsWith(
    const RowCells& cells, const std::vector<int>& columns, const Codes& codes
) {
  const auto counted = counted_groups_.find(&cells);
  const std::map<Codes, std::size_t>& groups =
      counted == counted_groups_.end() ? cells.groups() : counted->second;
  std::vector<std::size_t> found;
  if (columns == cells.columns()) {
    const auto group = groups.find(codes);
    return group == groups.end() ? found : std::vector<std::size_t>{group->second};
  }
  for (const auto& [members, group] : groups) {
    bool fits = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto place = std::find(cells.columns().begin(), cells.columns().end(), columns[i]);
      fits = fits && members[static_cast<std::size_t>(place - cells.columns().begin())] == codes[i];
    }
    if (fits) {
      found.push_back(group);
    }
  }
  return found;
}

std::optional<PlacedRows> Rollups::PrepareCells(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  if (rollup.place_kind != Place::kColumn || !HasVectors(rollup, frame)) {
    return std::nullopt;
  }
  const auto [columns, codes] = BoundColumns(frame, scope);
  const TotalsByCell found = TotalsFor(id, scope, columns);
  if (found.totals == nullptr) {
    return std::nullopt;
  }
  return WithTotals(
      *found.totals,
      CellsInOrder(*found.cells, *found.totals, GroupsWith(*found.cells, columns, codes))
  );
}

const PlacedRows* Rollups::CellsForBins(RollupId id, const Scope& scope, std::int64_t step) {
  const Frame& frame = FrameOf(id);
  const bool complete = evaluator_.plan().inputs[frame.input].complete_except.empty();
  const Grid* grid = CellGrid();
  const bool fits = grid != nullptr && step % grid->step() == 0 && complete;
  return fits ? CellsOf(id, scope) : nullptr;
}

}  // namespace slate::evaluate
