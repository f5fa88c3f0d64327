// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/readers/block_reader.h"
#include "runtime/readers/json_row.h"
#include "runtime/readers/json_shape.h"
#include "runtime/readers/record.h"
#include "runtime/readers/window.h"

namespace slate::readers {

// One JSON object a line; blank lines are skipped.
class NdjsonReader : public BlockReader {
 public:
  // `blank_is_missing`: an empty text says as little as no text.
  NdjsonReader(
      Window& window, const std::vector<WantedColumn>& wanted, bool blank_is_missing = false
  );

  bool Next(Record& record) override;
  std::size_t NumberOf(std::size_t) const override { return 0; }

  std::string_view Ahead(std::size_t count) override;
  void Skip(std::size_t bytes, std::size_t rows) override;
  std::uint64_t offset() const override { return window_.offset() + taken_; }
  std::uint64_t line() const override { return line_; }
  void SplitRows(std::string_view bytes, RowBlock& block) const override;
  std::size_t PositionOf(std::size_t wanted) const override { return wanted; }

 private:
  bool NextAlike(Record& record);

  Window& window_;
  std::size_t wanted_count_;
  bool blank_is_missing_;
  JsonRow row_;
  JsonShapes shapes_;
  std::uint64_t line_ = 1;
  std::size_t taken_ = 0;
};

// One array of objects. The array is cut into its objects first, so that the file need not fit into
// memory.
class JsonArrayReader : public RecordReader {
 public:
  JsonArrayReader(
      Window& window, std::string path, const std::vector<WantedColumn>& wanted, diag::Sink& sink
  );

  bool Next(Record& record) override;
  std::size_t NumberOf(std::size_t) const override { return 0; }

 private:
  // The next byte that is not white space, now at the front; 0 at the end of the file.
  char SkipSpace();
  void Take(std::size_t count);
  bool ToNextElement();
  // Where the element at the front ends; nothing if it does not within the file or the limit.
  std::optional<std::size_t> ElementEnd();
  bool Stop(std::string message);

  Window& window_;
  std::string path_;
  diag::Sink& sink_;
  JsonRow row_;
  JsonShapes shapes_;
  std::uint64_t line_ = 1;
  std::size_t taken_ = 0;
  bool started_ = false;
  bool stopped_ = false;
};

}  // namespace slate::readers
