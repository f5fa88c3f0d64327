// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/lines.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "runtime/readers/kinds.h"
#include "runtime/readers/long_line.h"
#include "runtime/readers/utf8.h"

namespace slate::readers {

void Lines::LookAtBytes(Record& record) const {
  record.ascii = IsAscii(record.raw);
  const auto malformed = record.ascii || latin1_ ? std::nullopt : FindMalformedUtf8(record.raw);
  if (malformed) {
    record.problem = {
        &kMalformedText,
        fmt::format("byte {} is not part of well-formed UTF-8", record.offset + *malformed)};
  }
}

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
      LookAtBytes(record);
      return true;
    }
  }
}

}  // namespace slate::readers
