// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace slate {

// For broken invariants only: prints the sentence and stops the program. What a user can cause is a
// diagnostic (diag::Sink); what the outside world can cause is a Result.
inline void Check(bool holds, std::string_view sentence) {
  if (holds) {
    return;
  }
  std::cerr << "slate: internal error: " << sentence << '\n';
  std::abort();
}

[[noreturn]] inline void Unreachable(std::string_view sentence) {
  Check(false, sentence);
  std::abort();
}

}  // namespace slate
