// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

#include "runtime/readers/read_watch.h"

namespace slate::cli {

// One line on the terminal that says how far the reading is, from its second second on. Nothing
// where messages do not go to a terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  bool is_possible() const { return is_terminal_; }
  void Show(const readers::ReadState& state);
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool is_terminal_;
  bool is_drawn_ = false;
  Clock::time_point start_;
  Clock::time_point drawn_;
};

// "[#####.....] 47 %, 12.3 M rows, 1.9 M rows/s, 7 s left", cut to the width.
std::string ProgressText(
    const readers::ReadState& state, std::uint64_t elapsed_ms, std::size_t width
);

}  // namespace slate::cli
