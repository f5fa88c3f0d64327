// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/evaluate/grid.h"
#include "runtime/evaluate/input_rows.h"
#include "runtime/evaluate/row_vectors.h"

namespace slate::evaluate {

// The rows of an input by the members they name in some columns and by cell of time. Windows that
// are made of whole cells need to know no more of where a row stands.
class RowCells {
 public:
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

  // Null where there would be far more places than rows. Rows that are not placed, or only from
  // `as_of` on, are nowhere.
  static std::unique_ptr<RowCells> Of(
      const InputRows& rows, int place_column, std::vector<int> columns, const Grid& grid
  );

  const Grid& grid() const { return *grid_; }
  // The cell of a member combination and a time, as one number below size().
  const std::vector<std::uint32_t>& of_row() const { return of_row_; }
  std::size_t size() const { return width_ * group_count_; }

  // The first of the `width()` cells of these members; nothing if no row names them.
  std::optional<std::size_t> FirstOf(const Codes& codes) const;
  std::size_t width() const { return width_; }
  std::int64_t StartOf(std::size_t cell) const {
    return grid_->Bin(first_number_ + static_cast<std::int64_t>(cell)).from;
  }

 private:
  RowCells(std::vector<int> columns, const Grid& grid)
      : columns_(std::move(columns)), grid_(&grid) {}
  bool CountGroups(const InputRows& rows);
  bool FindWidth(const InputRows& rows, const data::Column& at);
  void Place(const InputRows& rows, const data::Column& at);
  std::size_t GroupOf(const InputRows& rows, std::size_t row) const;

  std::vector<int> columns_;
  const Grid* grid_;
  std::vector<std::size_t> entries_;  // of each column's dictionary, one more for none
  std::size_t group_count_ = 1;
  std::int64_t first_number_ = 0;
  std::size_t width_ = 0;
  std::vector<std::uint32_t> of_row_;
  std::map<Codes, std::size_t> groups_;
};

// What the rows of each cell come to. Values are multiples of `scale`.
struct CellTotals {
  const RowCells* cells = nullptr;
  Rational scale = 1;
  std::vector<std::uint32_t> rows = {};
  std::vector<std::uint32_t> true_rows = {};  // of bodies that are true or false
  std::vector<std::int64_t> sums = {};        // of bodies that are numbers
  // Percentiles: the numbers themselves, those of a cell together, in the order of the cells.
  std::vector<std::int64_t> values = {};
  std::vector<std::size_t> values_before = {};  // one more than there are cells
};

// Nothing where rows have to be asked one by one, or a sum does not fit.
std::optional<CellTotals> TotalsOf(RowQuestion& question, const RowCells& cells, bool keeps_values);

}  // namespace slate::evaluate
