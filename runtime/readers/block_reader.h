// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/readers/cell_block.h"
#include "runtime/readers/record.h"

namespace slate::readers {

// Rows of a stretch of a file with their cells, column by column.
struct RowBlock {
  FieldBlock fields = {};
  std::string text = {};  // the bytes of the fields, where the file has them otherwise
  std::vector<std::uint32_t> row_ends = {};  // in the file; empty: as of the fields
  std::vector<CellBlock> cells = {};         // as BoundSource::columns
  std::vector<TextCodes*> codes = {};        // of the same columns
  std::vector<std::uint8_t> odd = {};        // 1: the row is for the general path
  std::uint64_t offset = 0;                  // of the block in its file

  std::size_t EndOfRow(std::size_t row) const {
    return row_ends.empty() ? fields.EndOfRow(row) : row_ends[row];
  }
};

// Rows that may also be read ahead, a stretch of the file at a time.
class BlockReader : public RecordReader {
 public:
  // At least `count` bytes from the next row on, if there are as many, and then how many of them
  // were rows of one line each that need not be read again.
  virtual std::string_view Ahead(std::size_t count) = 0;
  virtual void Skip(std::size_t bytes, std::size_t rows) = 0;
  virtual std::uint64_t offset() const = 0;
  virtual std::uint64_t line() const = 0;
  // The leading rows of a stretch, as far as they are plain: `fields`, `odd` and the texts behind
  // them. By several threads at a time.
  virtual void SplitRows(std::string_view bytes, RowBlock& block) const = 0;
  // Which of the fields a wanted column is.
  virtual std::size_t PositionOf(std::size_t wanted) const = 0;
};

}  // namespace slate::readers
