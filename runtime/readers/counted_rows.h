// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/data/row_sink.h"
#include "runtime/readers/column_builder.h"
#include "runtime/readers/row_taker.h"
#include "runtime/readers/row_values.h"

namespace slate::readers {

// Rows of events that are counted as they come and not kept.
class CountedRows : public RowTaker {
 public:
  CountedRows(
      const plan::Input& input,
      const std::vector<exact::Rational>& factors,
      std::size_t lanes,
      data::RowSink& sink
  );

  std::optional<RowProblem> Take(const Record& record, BoundSource& source, std::uint32_t file)
      override;
  bool takes_blocks() const override { return true; }
  bool takes_lanes() const override { return true; }
  bool gave_up() const override;
  void TakeBlock(const RowRange& rows, const BoundSource& source, std::uint32_t file) override;
  data::Table Finish(const FinishContext& context) override;

 private:
  struct Lane {
    std::vector<ColumnBuilder> builders = {};
    data::Table rows = {};
    std::size_t counted = 0;
    bool gave_up = false;
  };

  void Count(std::size_t number);
  static void NoteBounds(data::Column& column);

  const plan::Input& input_;
  data::RowSink& sink_;
  RowValues cells_;  // of the row at hand
  std::vector<Lane> lanes_;
};

}  // namespace slate::readers
