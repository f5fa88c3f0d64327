// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/lines.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "runtime/readers/long_line.h"

namespace slate::readers {

bool Lines::Next(Record& record) {
  for (;;) {
    window_.Drop(std::exchange(taken_, 0));
    record.problem = {};
    record.problem_column = 0;
    record.line = line_++;
    record.offset = window_.offset();
    const std::optional<std::size_t> end = window_.Find('\n', 0, window_.limits().longest_row);
    if (!end) {
      RejectLongLine(window_, record);
      return true;
    }
    if (window_.bytes().empty()) {
      return false;
    }
    record.raw = window_.bytes().substr(0, *end);
    if (record.raw.ends_with('\r')) {
      record.raw.remove_suffix(1);
    }
    taken_ = std::min(*end + 1, window_.bytes().size());
    if (!record.raw.empty()) {
      return true;
    }
  }
}

}  // namespace slate::readers
