// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/calendar/time_zone.h"
#include "runtime/evaluate/input_rows.h"
#include "runtime/evaluate/packed_numbers.h"
#include "runtime/evaluate/row_vectors.h"

namespace slate::evaluate {

// Cells of time of one length, cut at every local midnight, for each combination of members that
// rows name in some columns. Cells are numbered as rows come. Windows that are made of whole cells
// need to know no more of where a row stands.
class RowCells {
 public:
  static constexpr std::uint32_t kNowhere = UINT32_MAX;
  // The cells of one local day and one combination follow each other.
  struct Day {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::size_t first = 0;  // cell
  };

  RowCells(
      const calendar::TimeZone& zone,
      std::int64_t step,
      int place_column,
      std::vector<int> columns,
      const Labels& labels
  );

  // The cells of rows from `from` on. Rows that are not placed, or only from `as_of` on, are
  // nowhere. False where there would be far more cells than rows, or where a row stands in a year
  // that is not known.
  bool Place(const InputRows& rows, std::size_t from, std::size_t count, std::uint32_t* cells);
  // Makes the cells of another one's rows cells of this one; which they are, by number.
  // `own`: the labels of this one.
  std::optional<std::vector<std::uint32_t>> Adopt(const RowCells& other, Labels& own);

  std::size_t size() const { return size_; }
  const std::vector<int>& columns() const { return columns_; }
  // The combinations by the labels of `labels()`, and their days in no order.
  const std::map<Codes, std::size_t>& groups() const { return groups_; }
  const std::vector<Day>& DaysOf(std::size_t group) const { return days_of_group_[group]; }
  const Labels& labels() const { return *labels_; }
  std::int64_t step() const { return step_; }
  std::size_t CellsIn(const Day& day) const;

 private:
  struct LocalDay {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::vector<std::uint32_t> first_of_group = {};
  };

  bool EnterDay(std::int64_t at);
  std::uint32_t GroupNamed(Codes codes);
  std::uint32_t GroupOf(const InputRows& rows, std::size_t row);
  std::uint32_t GroupOfOne(const InputRows& rows, std::size_t row);
  std::uint32_t GroupOfMany(const InputRows& rows, std::size_t row);
  Codes CodesOf(const InputRows& rows, std::size_t row) const;
  // The first cell of a group on the day at hand; kNowhere where there are too many.
  std::uint32_t FirstOf(std::size_t group);
  std::uint32_t NewCells(std::size_t group);

  const calendar::TimeZone* zone_;
  std::int64_t step_;
  int place_column_;
  std::vector<int> columns_;
  std::vector<const data::Column*> data_;  // the columns of the rows at hand
  const Labels* labels_;
  std::vector<LocalDay> days_;
  std::map<std::int64_t, std::size_t> day_at_;  // by the start
  std::size_t day_ = 0;                         // at hand
  // By entries of the columns' dictionaries.
  std::vector<std::uint32_t> group_of_entry_;  // of one column
  std::unordered_map<std::uint64_t, std::uint32_t> group_of_entries_;
  struct Recent {
    std::uint64_t entries = UINT64_MAX;
    std::uint32_t group = 0;
  };
  std::vector<Recent> recent_;
  std::map<Codes, std::size_t> groups_;
  std::vector<std::vector<Day>> days_of_group_;
  std::size_t size_ = 0;
  std::size_t rows_ = 0;
};

// What the rows of each cell come to. Values are multiples of `scale`.
struct CellTotals {
  Rational scale = 1;
  bool counts_truth = false;  // bodies that are true or false
  bool adds_up = false;       // bodies that are numbers
  bool keeps_values = false;  // percentiles: the numbers themselves
  std::vector<std::uint32_t> rows = {};
  std::vector<std::uint32_t> true_rows = {};
  std::vector<std::int64_t> sums = {};
  PlacedNumbers values = {};

  static CellTotals For(const RowQuestion& question, bool keeps_values);
  // The answers of rows that are in these cells, of `size` so far. False where a sum does not fit.
  bool Add(const BlockAnswers& answers, const std::uint32_t* cells, std::size_t size);
  // Those of other rows; their cells are numbered otherwise.
  bool Add(const CellTotals& other, const std::vector<std::uint32_t>& cells, std::size_t size);
  // False where something does not fit.
  bool ScaleTo(const Rational& finer);
  // Before values are read.
  void Finish(std::size_t size);
};

}  // namespace slate::evaluate
