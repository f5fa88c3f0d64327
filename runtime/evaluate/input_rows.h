// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/data/table.h"
#include "runtime/evaluate/labels.h"
#include "runtime/evaluate/value.h"
#include "runtime/plan/plan.h"

namespace slate::evaluate {

using Codes = std::vector<std::int32_t>;

// The rows of one input as the evaluator reads them: labels interned, instants hidden that are not
// visible as of the given instant. A row is a number below size().
class InputRows {
 public:
  // `table` may be null: no rows.
  InputRows(const plan::Input& input, const data::Table* table, std::int64_t as_of, Labels& labels);

  const plan::Input& input() const { return *input_; }
  const data::Table* table() const { return table_; }
  std::size_t size() const { return IsElsewhere() || table_ == nullptr ? 0 : table_->row_count; }
  // Rows that were counted while they were read are not here. To ask for one is no mistake, but
  // there is no answer, and `missed` tells.
  bool is_counted() const { return table_ != nullptr && table_->counted; }
  void Miss() const { missed_ = true; }
  bool missed() const { return missed_; }
  // For entries that were added to the dictionaries.
  void NoticeTexts(Labels& labels);

  // -1 where the input has no such column.
  int ColumnOf(std::string_view name) const;
  // Members of the columns of type member, in order.
  const std::vector<int>& key_columns() const { return key_columns_; }

  Value Read(std::size_t row, int column) const;
  // The visible values of a history and since when each holds.
  std::vector<std::pair<std::int64_t, Value>> ReadHistory(std::size_t row, int column) const;
  // Null where the table has no such column.
  const data::Column* Data(int column) const {
    return IsElsewhere() ? nullptr : views_[static_cast<std::size_t>(column)].column;
  }
  std::int64_t as_of() const { return as_of_; }
  // The label of a member or text column; -1 = none.
  std::int32_t CodeAt(std::size_t row, int column) const;
  std::int64_t WeightOf(std::size_t row) const {
    return table_->weight.empty() ? 1 : table_->weight[row];
  }
  // An instant or the start of a date; nothing if it is not visible or not there.
  std::int64_t UntilOf(std::size_t row) const {
    return table_->until.empty() ? 0 : table_->until[row];
  }

  // The rows whose columns have these labels, in order; `columns` and `codes` go together.
  const std::vector<std::uint32_t>& Group(const std::vector<int>& columns, const Codes& codes);
  // All combinations of labels that the columns take together.
  std::vector<Codes> Combinations(const std::vector<int>& columns);

 private:
  struct View {
    const data::Column* column = nullptr;  // null: not in the table
    Codes codes = {};                      // of the dictionary's entries
    bool unit_scale = true;
  };
  using Groups = std::map<Codes, std::vector<std::uint32_t>>;

  bool IsElsewhere() const {
    missed_ = missed_ || is_counted();
    return is_counted();
  }
  Value ValueOf(const View& view, std::int64_t cell) const;
  Value ReadCell(const View& view, std::size_t row) const;
  Value ReadSpans(const SpanSet& spans) const;
  Groups& GroupsBy(const std::vector<int>& columns);
  bool GroupDensely(const std::vector<int>& columns, Groups& groups) const;

  const plan::Input* input_;
  const data::Table* table_;
  std::int64_t as_of_;
  mutable bool missed_ = false;
  std::vector<View> views_;  // as in the plan's columns
  std::vector<int> key_columns_;
  std::map<std::vector<int>, Groups> groups_;
  std::vector<std::uint32_t> all_;
};

// The column that says when a row stands: at, else from, else its first instant or date; -1 = none.
int PlaceColumn(const InputRows& rows);

}  // namespace slate::evaluate
