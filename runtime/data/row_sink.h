// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "runtime/data/table.h"

namespace slate::data {

// Takes the rows of an input while they are read, some thousands at a time, so that they need not
// be kept.
class RowSink {
 public:
  RowSink() = default;
  RowSink(const RowSink&) = delete;
  RowSink& operator=(const RowSink&) = delete;
  virtual ~RowSink() = default;

  // Lanes are independent: each has one table whose rows are others every time and whose
  // dictionaries only grow, and may be served by a thread of its own. False: these rows cannot do
  // without their fellows, and all have to be read again and kept.
  virtual bool Take(std::size_t lane, const Table& rows) = 0;
};

}  // namespace slate::data
