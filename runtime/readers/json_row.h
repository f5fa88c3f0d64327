// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "runtime/readers/record.h"

namespace slate::readers {

// Takes the wanted values out of one JSON object, as NamesOf finds them. Numbers are given as
// written.
class JsonRow {
 public:
  explicit JsonRow(const std::vector<WantedColumn>& wanted);
  ~JsonRow();
  JsonRow(const JsonRow&) = delete;
  JsonRow& operator=(const JsonRow&) = delete;

  // Fills fields or problem. `capacity` bytes from the object's start may be read.
  void Read(std::string_view object, std::size_t capacity, Record& record);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace slate::readers
