// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/readers/data_file.h"
#include "runtime/readers/parquet_file.h"
#include "runtime/readers/record.h"

namespace slate::readers {

// The rows of a Parquet file, whose values are read as texts. A row's line is its number.
class ParquetReader : public RecordReader {
 public:
  // Nothing, and findings, if this Slate reads no Parquet, the file is none, or a wanted column is
  // not there or has no texts.
  static std::unique_ptr<ParquetReader> Start(
      RawFile& file, const std::vector<WantedColumn>& wanted, diag::Sink& sink
  );

  bool Next(Record& record) override;
  std::size_t NumberOf(std::size_t wanted) const override { return columns_[wanted] + 1; }

 private:
  ParquetReader(RawFile& raw, std::unique_ptr<ParquetFile> file)
      : raw_(raw), file_(std::move(file)) {}

  bool FindColumns(const std::vector<WantedColumn>& wanted, diag::Sink& sink);
  void CheckTexts(Record& record) const;

  RawFile& raw_;
  std::unique_ptr<ParquetFile> file_;
  std::vector<std::size_t> columns_;  // of the wanted ones
  std::uint64_t row_ = 0;
  std::string shown_;  // the row as it is shown to people
};

}  // namespace slate::readers
