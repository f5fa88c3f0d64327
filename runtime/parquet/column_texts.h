// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <arrow/api.h>

#include "runtime/readers/record.h"

namespace slate::parquet {

// Whether the values of the type have one text each: numbers, truths, texts, dates, instants.
bool HasTexts(const arrow::DataType& type);

// The values of one column over a batch of rows, as texts.
class ColumnTexts {
 public:
  // The array's type has texts.
  void Read(const arrow::Array& array);
  readers::Field FieldAt(std::size_t row) const;

 private:
  class Writer;

  std::string bytes_;
  std::vector<std::size_t> ends_;
  std::vector<bool> present_;
};

}  // namespace slate::parquet
