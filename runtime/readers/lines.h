// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "runtime/readers/record.h"
#include "runtime/readers/window.h"

namespace slate::readers {

// The lines of a file one by one; LF and CRLF end a line.
class Lines {
 public:
  Lines(Window& window, bool latin1) : window_(window), latin1_(latin1) {}

  // The next line that is not empty, without its end, as raw; a problem if it is too long or no
  // well-formed UTF-8 where that is expected. False at the end of the file.
  bool Next(Record& record);

 private:
  void LookAtBytes(Record& record) const;

  Window& window_;
  bool latin1_;
  std::uint64_t line_ = 1;
  std::size_t taken_ = 0;
};

}  // namespace slate::readers
