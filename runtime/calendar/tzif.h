// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace slate::calendar {

struct Transition {
  std::int64_t at = 0;      // seconds since 1970
  std::int32_t offset = 0;  // seconds ahead of UTC from then on
};

// A compiled time zone (RFC 8536, version 2 or later) as it stands in the file.
struct TzFile {
  std::int32_t first_offset = 0;  // before the first transition
  std::vector<Transition> transitions;
  std::string footer;
};

Result<TzFile> ReadTzFile(std::string_view bytes);

}  // namespace slate::calendar
