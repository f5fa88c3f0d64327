// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/base/workers.h"
#include "runtime/readers/block_reader.h"
#include "runtime/readers/bound_source.h"

namespace slate::readers {

// Some of a block's rows, one line each.
struct RowRange {
  const RowBlock& block;
  std::size_t from = 0;
  std::size_t to = 0;
  std::uint64_t line = 0;  // of the first of them
  std::size_t lane = 0;    // which of the stretches read at once they are from

  std::size_t size() const { return to - from; }
  std::uint64_t OffsetOf(std::size_t row) const {
    return block.offset + (row == 0 ? 0 : block.EndOfRow(row - 1));
  }
};

// Reads a file ahead, as many stretches at a time as there are threads. What is found holds
// only if the reader arrives at its very first byte: the rows in front of it may have been others
// than they seemed, as where a quoted field has line feeds.
class RowBlocks {
 public:
  // Rows whose place is certain, by the threads that read.
  using TakeRows = std::function<void(const RowRange&)>;

  RowBlocks(
      BlockReader& reader, const BoundSource& source, Workers& workers, TakeRows take_rows = {}
  );

  // Takes the next rows off the reader; nothing if the next row is for the general path.
  std::optional<RowRange> Next();

  // Hands the rows to `take_rows`, those of one lane in their order: before their stretch is read
  // anew, or with TakeWaiting.
  void Defer(const RowRange& rows);
  void TakeWaiting();

 private:
  struct Part {
    std::size_t from = 0;
    std::size_t to = 0;
    std::uint64_t line = 0;
  };
  struct Stretch {
    std::vector<CellBlockReader> readers = {};
    RowBlock block = {};
    std::vector<Part> waiting = {};
  };

  bool ReadAhead();
  void TakeWaitingOf(std::size_t lane);
  void ReadStretch(std::string_view bytes, Stretch& stretch) const;
  // False where the reader stands at no row that was read ahead.
  bool FindPlace();

  BlockReader& reader_;
  Workers& workers_;
  TakeRows take_rows_;
  std::vector<Stretch> stretches_;
  std::size_t ready_ = 0;    // stretches that were read
  std::size_t usable_ = 1;   // how many are read at once: fewer after some were in vain
  std::size_t stretch_ = 0;  // where the reader stands
  std::size_t row_ = 0;
};

}  // namespace slate::readers
