// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "runtime/readers/column_builder.h"
#include "runtime/readers/row_places.h"
#include "runtime/readers/row_taker.h"
#include "runtime/readers/row_values.h"

namespace slate::readers {

// Rows that stay rows: events, slots, states.
class PlainRows : public RowTaker {
 public:
  PlainRows(const plan::Input& input, const std::vector<exact::Rational>& factors);

  std::optional<RowProblem> Take(const Record& record, BoundSource& source, std::uint32_t file)
      override;
  void Expect(std::size_t rows) override;
  // Intervals are checked row by row.
  bool takes_blocks() const override { return !input_.interval; }
  void TakeBlock(const RowRange& rows, const BoundSource& source, std::uint32_t file) override;
  data::Table Finish(const FinishContext& context) override;

 private:
  // Rows that compete for one place in time.
  struct Rival {
    exact::Int128 key = 0;
    std::int64_t slot = 0;
    std::size_t row = 0;
  };

  static constexpr std::uint32_t kNoRow = UINT32_MAX;
  // A row, or none, for each combination of members and each of `width` slots from `first` on, and
  // what it says (kNoRow where there is none).
  struct Layout {
    std::int64_t first = 0;
    std::size_t width = 0;
    std::vector<std::uint32_t> rows = {};
    std::vector<std::uint32_t> says = {};
    std::vector<bool> starts_day = {};  // by slot
  };

  std::optional<Problem> CheckInterval() const;
  std::vector<Rival> FindRivals(const calendar::TimeZone& zone) const;
  exact::Int128 KeyOf(std::size_t row) const;
  std::int64_t SlotOf(std::int64_t at, const calendar::TimeZone& zone) const;
  // Rows of a slots input laid out slot by slot, neighbours that say the same as one row. False,
  // and nothing done, where the slots are not of one length or rows contradict each other.
  bool FinishAsRuns(const FinishContext& context, data::Table& table);
  std::optional<std::int64_t> LengthOfRegularSlots() const;
  std::optional<std::size_t> NumberOfCombinations() const;
  std::size_t CombinationOf(std::size_t row) const;
  std::optional<Layout> LayOut(const std::vector<std::int64_t>& slots, data::Table& table) const;
  // Rows have the same number that say the same, whenever and of whomever.
  std::vector<std::uint32_t> NumberContents() const;
  static std::size_t EndOfRun(const Layout& layout, std::size_t at);
  void Settle(std::vector<Rival>& group, const FinishContext& context, data::Table& table);
  void Merge(std::vector<Rival>& group, data::Table& table);
  void RejectAll(const std::vector<Rival>& group, const FinishContext& context, data::Table& table);
  // The first column in which rows differ that share a slot.
  std::optional<std::size_t> Difference(std::size_t a, std::size_t b, bool with_time) const;

  const plan::Input& input_;
  std::vector<ColumnBuilder> builders_;
  RowValues cells_;  // of the row at hand
  RowPlaces places_;
  std::vector<std::size_t> keys_;    // member columns
  std::optional<std::size_t> at_;    // the column that places a row in time
  std::optional<std::size_t> from_;  // of intervals
  std::optional<std::size_t> to_;
  std::vector<std::size_t> kept_;
};

}  // namespace slate::readers
