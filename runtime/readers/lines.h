// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "runtime/readers/record.h"
#include "runtime/readers/window.h"

namespace slate::readers {

// The lines of a file one by one; LF and CRLF end a line.
class Lines {
 public:
  explicit Lines(Window& window) : window_(window) {}

  // The next line that is not empty, without its end, as raw; a problem if it is too long. False at
  // the end of the file.
  bool Next(Record& record);

 private:
  Window& window_;
  std::uint64_t line_ = 1;
  std::size_t taken_ = 0;
};

}  // namespace slate::readers
