// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "runtime/data/table.h"
#include "runtime/readers/cell_block.h"

namespace slate::readers {

// The cells of one column, in the order of the rows. Numbers are kept as whole multiples of one
// decimal scale, which grows finer when a cell asks for it; where 64 bits do not suffice, all of
// the column are kept as fractions.
class ColumnBuilder {
 public:
  static constexpr std::size_t kNoValue = SIZE_MAX;

  // Sources may give the column in several units; `factor` is one that all their factors are whole
  // multiples of.
  ColumnBuilder(const plan::Column& column, exact::Rational factor);

  // `multiple` is the source's factor as a multiple of the column's.
  void Append(const Cell& cell, std::int64_t multiple);

  // Rows [from, to) of a block that was read ahead.
  void AppendBlock(
      const CellBlock& block,
      std::size_t from,
      std::size_t to,
      std::int64_t multiple,
      TextCodes& codes
  );
  void AppendMissing(std::size_t count);
  void Reserve(std::size_t rows) { values_.reserve(values_.size() + rows); }

  std::size_t size() const { return values_.size(); }
  bool valid(std::size_t index) const { return valid_.empty() || valid_[index] != 0; }
  std::int64_t value(std::size_t index) const { return values_[index]; }
  bool is_wide() const { return is_wide_; }
  std::size_t text_count() const { return dictionary_.size(); }
  // Whether two entries hold the same value, or both none.
  bool Same(std::size_t a, std::size_t b) const;
  // The entry for a message.
  std::string Show(std::size_t index) const;

  // The column of these entries; kNoValue stands for none. Texts that no entry uses are dropped.
  data::Column Gather(std::span<const std::size_t> entries) const;
  data::Column TakeAll();
  // A column without entries that the entries can be lent to.
  data::Column Empty() const;
  // The entries so far go to `column`, which has seen all before them; Resume takes the room back
  // and begins anew. Texts keep their codes.
  void Lend(data::Column& column);
  void Resume(data::Column& column);
  // A column of changes: for each row the entries of its history with their times.
  struct Step {
    std::int64_t at = 0;
    std::size_t entry = 0;
  };
  data::Column GatherHistory(std::span<const std::vector<Step>> rows) const;

 private:
  bool is_number() const { return type_.kind == plan::Type::Kind::kNumber; }
  std::int64_t CodeOf(std::string_view text);
  void AppendNumber(const Decimal& number, std::int64_t multiple);
  std::int64_t FindCode(std::string_view text);
  bool AppendNarrow(const Decimal& number, std::int64_t multiple);
  bool AppendNarrowBlock(std::span<const std::int64_t> values, int places, std::int64_t multiple);
  void NoteMissing(std::size_t index);
  bool Refine(int places);
  void GoWide();
  exact::Rational ScaleOf() const;
  void DropUnusedTexts(data::Column& column) const;

  std::string name_;
  plan::Type type_;
  exact::Rational factor_;
  std::vector<std::int64_t> values_;
  std::vector<std::uint8_t> valid_;  // empty: all
  int places_ = 0;
  bool is_wide_ = false;
  std::vector<exact::Rational> wide_;  // in base units
  TextMap<std::int64_t> codes_;
  // Codes of texts by a cheap hash: what is there is checked against the dictionary.
  static constexpr std::size_t kRecentCodes = 4'096;
  std::vector<std::int32_t> recent_codes_;
  std::vector<std::string> dictionary_;
};

}  // namespace slate::readers
