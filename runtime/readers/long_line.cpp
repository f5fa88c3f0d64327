// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/long_line.h"

#include <fmt/format.h>

#include "runtime/diag/limit.h"
#include "runtime/readers/kinds.h"

namespace slate::readers {

void RejectLongLine(Window& window, Record& record) {
  record.problem = {
      &kTooLong,
      fmt::format(
          "the line is longer than {} bytes; {}",
          window.limits().longest_row,
          diag::HowToRaise("row")
      )};
  record.raw = {};
  record.ascii = true;
  for (;;) {
    const std::string_view all = window.bytes();
    const std::size_t end = all.find('\n');
    window.Drop(end == std::string_view::npos ? all.size() : end + 1);
    if (end != std::string_view::npos || !window.Grow()) {
      return;
    }
  }
}

}  // namespace slate::readers
