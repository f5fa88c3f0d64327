// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diag/diagnostic.h"

namespace slate::readers {

// A column of the source that a binding names.
struct WantedColumn {
  std::string name;
  source::Span span;  // where slate.toml names it
};

// The text of a wanted column in one row. Absent: the row has no such value (JSON null or no such
// name, `-` in a web log).
struct Field {
  std::string_view text = {};
  bool present = false;
};

// Why a row, or a value of it, is not accepted.
struct Problem {
  const diag::Kind* kind = nullptr;
  std::string reason = {};
};

// One row as it stands in its file. Views hold until the next row is read.
struct Record {
  std::uint64_t line = 0;    // from 1
  std::uint64_t offset = 0;  // of its first byte
  std::string_view raw = {};
  bool ascii = true;
  std::vector<Field> fields = {};  // of the wanted columns, in their order
  Problem problem = {};            // kind set: the row cannot be split into fields
  std::size_t problem_column = 0;  // field number from 1, if the problem is in one
};

// The rows of one file.
class RecordReader {
 public:
  RecordReader() = default;
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;
  virtual ~RecordReader() = default;

  // False at the end. A row with a problem is returned as such, and reading may go on.
  virtual bool Next(Record& record) = 0;
  // The number from 1 of a wanted column among the file's; 0 where columns have none.
  virtual std::size_t NumberOf(std::size_t wanted) const = 0;
};

}  // namespace slate::readers
