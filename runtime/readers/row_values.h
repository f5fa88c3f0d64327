// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/readers/column_builder.h"
#include "runtime/readers/row_taker.h"

namespace slate::readers {

// The cells of one row, by the columns of its input.
class RowValues {
 public:
  explicit RowValues(const plan::Input& input);

  std::optional<RowProblem> Read(const Record& record, BoundSource& source);
  void AppendTo(std::vector<ColumnBuilder>& builders) const;
  const Cell& operator[](std::size_t column) const { return values_[column]; }

 private:
  const plan::Input& input_;
  std::vector<Cell> values_;
  std::vector<std::int64_t> multiples_;
};

// The rows of a block that was read ahead; columns that no source gives have no values.
void AppendBlock(
    const RowRange& rows, const BoundSource& source, std::vector<ColumnBuilder>& builders
);

}  // namespace slate::readers
