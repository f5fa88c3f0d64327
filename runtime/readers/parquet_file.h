// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/readers/record.h"

namespace slate::readers {

// What the reader of Parquet files gives out: every value as the text that a CSV file would hold.
// The reader stands in a module of its own, since the library behind it is larger than all of
// Slate; this interface is all that the two share.
class ParquetFile {
 public:
  ParquetFile() = default;
  ParquetFile(const ParquetFile&) = delete;
  ParquetFile& operator=(const ParquetFile&) = delete;
  virtual ~ParquetFile() = default;

  struct Column {
    std::string name = {};  // of a field of a struct: "a.b"
    std::string type = {};  // for people
    // Whether every value is one text, and always the same one.
    bool is_readable = false;
  };

  virtual const std::vector<Column>& columns() const = 0;
  // Which columns the rows give, in this order. Once, before the first row.
  virtual void Choose(const std::vector<std::size_t>& columns) = 0;
  // False at the end and after a problem. The fields hold until the next row.
  virtual bool Next(std::vector<Field>& fields) = 0;
  // Why the rows ended early; empty if they did not.
  virtual const std::string& problem() const = 0;
};

// The one function of the module. It takes the descriptor over. Nothing, and a problem, if the file
// cannot be read.
using OpenParquet =
    void (*)(int descriptor, std::unique_ptr<ParquetFile>* file, std::string* problem);
constexpr const char* kOpenParquetName = "slate_open_parquet_1";

}  // namespace slate::readers
