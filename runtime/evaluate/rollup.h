// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "runtime/evaluate/cell_totals.h"
#include "runtime/evaluate/counting.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/row_vectors.h"
#include "runtime/evaluate/tally.h"

namespace slate::evaluate {

// What a row counts for that has no body of its own.
inline const Value kPresent = Truth::kTrue;

// The rows of one rollup and one scope in order of their places, with running totals, so that the
// rows of any window cost two binary searches. Rows that cannot count are left out. Instead of rows
// there may be cells of time that hold any.
struct PlacedRows {
  std::vector<std::int64_t> places = {};  // ascending
  std::vector<std::uint32_t> rows = {};
  bool evaluated = false;         // where and body are the same in every window
  std::vector<Truth> where = {};  // from here on: filled if evaluated
  std::vector<Value> body = {};
  bool summed = false;  // everything is certain and the running totals say it all
  std::vector<std::int64_t> weight_before = {};  // one more than there are rows
  std::vector<std::int64_t> true_before = {};
  std::vector<Rational> sum_before = {};
  // From vectors: rows count once each where `weight_before` is empty, and sums or the numbers
  // themselves are multiples of `scale`.
  bool from_vectors = false;
  Rational scale = 1;
  std::vector<std::int64_t> multiples_before = {};
  std::vector<std::int64_t> multiples = {};
  // Of percentiles by cells: where the numbers are, cell by cell in the order of the places.
  const CellTotals* totals = nullptr;
  std::vector<std::uint32_t> cells = {};
};

// Where an instant or a date stands.
std::optional<std::int64_t> AsPlace(const Value& value, const calendar::TimeZone& zone);

// A row that a rollup counts or may count, or one whose stretch is part of a span set.
struct RowBehind {
  std::uint32_t row = 0;
  Run part = {};  // what of its stretch counts; a place is an empty stretch
  Truth where = Truth::kTrue;
  Value body = Truth::kTrue;
  std::int64_t weight = 1;
};

// The only part that sees rows. What depends on the row alone is worked out once for each row; the
// questions of periods and windows are then answered from the ordered rows.
class Rollups {
 public:
  explicit Rollups(Evaluator& evaluator) : evaluator_(evaluator) {}

  Value Total(plan::RollupId id, const Scope& scope);

  Spans SpansOfRows(const plan::Node& node, const Scope& scope);
  Spans SpansOfSlots(const plan::Node& node, const Scope& scope);
  // What no row of a slots input or state log covers; of events, where the collector was down.
  Spans Gaps(const plan::Node& node, const Scope& scope);
  Spans Covered(const plan::Node& node, const Scope& scope);
  // The gaps of an input for the members in scope, for reports.
  SpanSet GapsOf(std::size_t input, const Scope& scope);

  // The rows on which the value of a node with a rollup rests, in the order of the data. Stretches
  // are cut to `within`.
  std::vector<RowBehind> RowsBehind(
      const plan::Node& node, const Scope& scope, const SpanSet& within
  );
  InputRows& RowsOf(plan::RollupId id);

  // Where the rows of the scope stand, whatever `where` says; nothing if that depends on more than
  // the row or if the rows are stretches.
  std::optional<std::vector<std::int64_t>> Places(plan::RollupId id, const Scope& scope);
  // The same, ascending and kept, without the rows that never count; null where Places has to be
  // asked.
  const std::vector<std::int64_t>* SortedPlaces(plan::RollupId id, const Scope& scope);
  // The rows of a scope by cells of time of which bins of this length are made; null where they
  // have no such form.
  const PlacedRows* CellsForBins(plan::RollupId id, const Scope& scope, std::int64_t step);

 private:
  // What of a stretch lies in a window, and whether the stretch starts there.
  struct Part {
    Run run;
    bool starts = true;

    // Slots and states are rows: each counts once, where it starts.
    std::int64_t Weight(const Grid* grid) const {
      return grid != nullptr ? grid->CountStarts(run) : (starts ? 1 : 0);
    }
  };
  struct ScopeColumn {
    std::size_t key = 0;
    int column = -1;
  };
  // A rollup with everything found that does not change.
  struct Frame {
    std::size_t input = 0;
    std::vector<ScopeColumn> scope = {};
    int place_column = -1;
    Mask place_mask = 0;
    Mask row_mask = 0;                   // of where and body
    std::vector<std::size_t> keys = {};  // on which prepared rows depend
  };
  // The cells of all rows of an input.
  struct PlacedCells {
    RowCells cells;
    std::vector<std::uint32_t> of_row = {};
  };
  // Where and body by row, as far as asked, of a rollup for which they depend on the row alone.
  struct RowAnswers {
    std::vector<std::uint8_t> known = {};
    std::vector<Truth> where = {};
    std::vector<Value> body = {};
  };
  using Key = std::pair<plan::RollupId, Codes>;

  using Found = std::vector<RowBehind>;
  void AddPlaced(plan::RollupId id, const Scope& scope, const SpanSet& within, Found& found);
  void AddClipped(const plan::Node& node, const Scope& scope, const SpanSet& within, Found& found);
  void AddStretches(plan::RollupId id, const Scope& scope, const SpanSet& within, Found& found);

  Frame& FrameOf(plan::RollupId id);
  const std::vector<std::uint32_t>& RowsInScope(const Frame& frame, const Scope& scope);
  Codes KeyCodes(const Frame& frame, const Scope& scope) const;

  const PlacedRows& Prepared(plan::RollupId id, const Scope& scope, PlacedRows& scratch);
  PlacedRows Prepare(plan::RollupId id, const Scope& scope);
  // From vectors; nothing where there are none.
  std::optional<PlacedRows> PrepareFast(plan::RollupId id, const Scope& scope);
  const RowVectors* VectorsFor(plan::RollupId id, const Scope& scope);
  // The rows by cells of time; null where they have no such form, or the domain is not made of
  // cells.
  const PlacedRows* InCells(plan::RollupId id, const Scope& scope, const SpanSet& domain);
  const PlacedRows* CellsOf(plan::RollupId id, const Scope& scope);
  std::optional<PlacedRows> PrepareCells(plan::RollupId id, const Scope& scope);
  // The totals of all members together and the cells they are by.
  struct TotalsByCell {
    const RowCells* cells = nullptr;
    const CellTotals* totals = nullptr;
  };
  TotalsByCell TotalsFor(plan::RollupId id, const Scope& scope, const std::vector<int>& columns);
  TotalsByCell CountedTotals(plan::RollupId id);
  std::optional<CellTotals> CountCells(
      plan::RollupId id, const Scope& scope, const PlacedCells& cells, bool keeps_values
  );
  std::vector<std::size_t> GroupsWith(
      const RowCells& cells, const std::vector<int>& columns, const Codes& codes
  );
  const PlacedCells* CellsBy(const Frame& frame, const std::vector<int>& columns);
  const Grid* CellGrid();
  bool HasVectors(const plan::Rollup& rollup, const Frame& frame) const;
  std::pair<std::vector<int>, Codes> BoundColumns(const Frame& frame, const Scope& scope) const;
  std::optional<std::int64_t> PlaceOf(
      const plan::Rollup& rollup, const Frame& frame, const Scope& scope
  );
  void AddRunningTotals(const plan::Rollup& rollup, InputRows& rows, PlacedRows& placed) const;
  Value TotalOfPlaced(plan::RollupId id, const Scope& scope);
  Value TotalOfRows(
      plan::RollupId id, const PlacedRows& placed, const Scope& scope, const SpanSet& domain
  );
  Value TotalOfSums(const plan::Rollup& rollup, const PlacedRows& placed, const SpanSet& domain);
  Value TotalOfMultiples(
      const plan::Rollup& rollup, const PlacedRows& placed, const SpanSet& domain
  );
  Value TotalOfClipped(plan::RollupId id, const Scope& scope);
  Value TotalOfAll(plan::RollupId id, const Scope& scope);
  bool MeetsCollectorGap(const Frame& frame, const Scope& scope, const SpanSet& domain);
  SpanSet CollectorGaps(std::size_t input, const Scope& scope);

  // Slots and state logs.
  Value TotalOfSlots(plan::RollupId id, const Scope& scope);
  void AddSlots(plan::RollupId id, const Codes& keys, Run run, const Scope& scope, Tally& tally);
  void AddGap(
      plan::RollupId id, const Codes& keys, const Part& gap, const Scope& scope, Tally& tally
  );
  std::vector<Codes> ExpectedKeys(const Frame& frame, const Scope& scope);
  // Where and body of the row in scope.
  struct Answer {
    Truth where = Truth::kFalse;
    Value body = {};
  };
  RowAnswers* AnswersFor(plan::RollupId id);
  Answer AnswerOf(plan::RollupId id, const Scope& scope, RowAnswers* answers);
  Answer Ask(plan::RollupId id, const Scope& scope);
  RowRef GapRow(std::size_t input, const Codes& keys, const RowRef* outer);
  bool ReadsGaps(std::size_t input) const;
  SpanSet GapsOfKeys(std::size_t input, const Codes& keys);

  Evaluator& evaluator_;
  std::map<plan::RollupId, Frame> frames_;
  std::map<Key, PlacedRows> prepared_;
  std::map<plan::RollupId, RowAnswers> answers_;
  // By where and body, so that rollups that ask the same share them.
  std::map<std::pair<std::size_t, Question>, std::optional<RowVectors>> vectors_;
  // By input, place column and key columns.
  using CellsKey = std::tuple<std::size_t, int, std::vector<int>>;
  std::map<CellsKey, std::unique_ptr<PlacedCells>> cells_;
  // Of counted rows, by our labels.
  std::map<const RowCells*, std::map<Codes, std::size_t>> counted_groups_;
  struct TotalsKey {
    const PlacedCells* cells = nullptr;
    Question question;
    bool keeps_values = false;
    auto operator<=>(const TotalsKey&) const = default;
  };
  std::map<TotalsKey, std::optional<CellTotals>> cell_totals_;
  std::map<Key, std::optional<PlacedRows>> in_cells_;
  std::optional<const Grid*> cell_grid_;
};

}  // namespace slate::evaluate
