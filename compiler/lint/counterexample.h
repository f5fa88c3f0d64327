// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diag/diagnostic.h"

namespace slate::lint {

// A case that shows a finding, as an `example` of the agreement can tell it. Whether it does is for
// the runtime to say.
struct Counterexample {
  const diag::Kind* kind = nullptr;  // of the finding
  source::Span span = {};            // likewise
  source::FileId text = {};          // that has the agreement
  std::string agreement = {};
  struct Supposed {
    std::string objective;
    std::vector<std::string> values;  // as in a text, one a period; none: the rows tell, met
  };
  std::vector<Supposed> supposed = {};
  // Instead of supposed values: rows of the first day of a period, and whose figure they show.
  struct Schedule {
    std::string objective;
    std::int32_t first_day = 0;  // of the period
    std::string data;            // as written after `data`
  };
  std::optional<Schedule> schedule = {};
  std::vector<std::string> members = {};  // of closed keys for which it shows
  std::string_view verdict = "missed";    // of these figures; another one shows nothing
};

}  // namespace slate::lint
