// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/readers/block_reader.h"
#include "runtime/readers/window.h"

namespace slate::readers {

struct CsvDialect {
  char delimiter = ',';
  bool header = true;
  bool latin1 = false;  // names in the header; fields are given as they stand
};

// Rows of RFC 4180 with any one-byte delimiter. LF and CRLF end a row; empty lines are skipped
// unless the file has one column.
class CsvReader : public BlockReader {
 public:
  // Reads the header and finds the wanted columns, each named once, in it. Nothing, and findings,
  // when that fails.
  static std::unique_ptr<CsvReader> Start(
      Window& window,
      const std::string& path,
      const CsvDialect& dialect,
      const std::vector<WantedColumn>& wanted,
      diag::Sink& sink
  );

  bool Next(Record& record) override;
  std::size_t NumberOf(std::size_t wanted) const override { return columns_[wanted] + 1; }

  std::string_view Ahead(std::size_t count) override;
  void Skip(std::size_t bytes, std::size_t rows) override;
  std::uint64_t offset() const override { return window_.offset() + taken_; }
  std::uint64_t line() const override { return line_; }
  void SplitRows(std::string_view bytes, RowBlock& block) const override;
  std::size_t PositionOf(std::size_t wanted) const override { return columns_[wanted]; }

 private:
  // A field within the row: its bytes without quotes, and whether quotes inside are doubled.
  struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool doubled = false;
  };
  CsvReader(Window& window, const CsvDialect& dialect) : window_(window), dialect_(dialect) {}

  bool FindColumns(
      const std::string& path, const std::vector<WantedColumn>& wanted, diag::Sink& sink
  );
  bool CheckHeader(const Record& header, const std::string& path, diag::Sink& sink);
  std::optional<std::vector<std::string>> ReadNames(
      const Record& header, const std::string& path, diag::Sink& sink
  );

  bool NextPlain(Record& record);
  bool IndexWindow();
  bool NextRow(Record& record);
  void TakeLine(std::size_t line_end, Record& record);
  void SplitPlain(std::string_view line);
  std::size_t ScanQuotedRow(Record& record);
  std::size_t ScanQuotedField(std::size_t at, Record& record);
  std::size_t ScanPlainField(std::size_t at, Record& record);
  bool HasByteAt(std::size_t at);
  void CheckRow(Record& record) const;
  void CheckBytes(Record& record) const;
  void CheckLengths(Record& record) const;
  void Deliver(Record& record);
  Field FieldOf(std::size_t index);

  Window& window_;
  CsvDialect dialect_;
  std::vector<std::size_t> columns_;  // of the wanted ones
  std::size_t column_count_ = 0;      // 0 until known
  std::vector<Piece> pieces_;
  // Where the fields of the next plain rows end, from `indexed_from_` in the file.
  std::vector<std::uint32_t> separators_;
  std::size_t next_separator_ = 0;
  std::uint64_t indexed_from_ = 0;
  std::string unquoted_;
  std::uint64_t line_ = 1;
  std::size_t taken_ = 0;  // bytes of the last row, to be dropped before the next
  // Up to here a quoted field may not hold line ends: one that opened before ran over the limit.
  std::uint64_t one_line_until_ = 0;
};

}  // namespace slate::readers
