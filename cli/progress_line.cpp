// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_line.h"

#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/console.h"

namespace slate::cli {

namespace {

constexpr std::chrono::milliseconds kBeforeFirst{2000};
constexpr std::chrono::milliseconds kBetween{200};
constexpr std::uint64_t kMsPerSecond = 1000;
constexpr std::string_view kClearLine = "\r\x1b[K";

bool IsTerminal() {
  const char* kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

std::size_t WidthOfTerminal() {
  constexpr std::size_t kUsual = 80;
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kUsual;
}

// 12.3 M
std::string Rounded(std::uint64_t count) {
  constexpr std::uint64_t kThousand = 1'000;
  constexpr std::uint64_t kMillion = 1'000'000;
  if (count >= kMillion) {
    return fmt::format("{}.{} M", count / kMillion, count % kMillion / (kMillion / 10));
  }
  return count >= kThousand ? fmt::format("{} k", count / kThousand) : fmt::format("{}", count);
}

std::string Left(std::uint64_t seconds) {
  constexpr std::uint64_t kMinute = 60;
  return seconds >= 2 * kMinute ? fmt::format("{} min left", seconds / kMinute)
                                : fmt::format("{} s left", seconds);
}

std::string Bar(std::uint64_t percent) {
  constexpr std::uint64_t kWidth = 20;
  const std::uint64_t full = percent * kWidth / 100;
  return fmt::format("[{:#<{}}{:.<{}}]", "", full, "", kWidth - full);
}

}  // namespace

std::string ProgressText(
    const readers::ReadState& state, std::uint64_t elapsed_ms, std::size_t width
) {
  const std::uint64_t ms = elapsed_ms == 0 ? 1 : elapsed_ms;
  const std::string rows = fmt::format(
      "{} rows, {} rows/s", Rounded(state.rows), Rounded(state.rows * kMsPerSecond / ms)
  );
  std::string text = rows;
  if (state.total_bytes > 0) {
    const std::uint64_t done = std::min(state.bytes, state.total_bytes);
    const std::uint64_t percent = done * 100 / state.total_bytes;
    text = fmt::format("{} {} %, {}", Bar(percent), percent, rows);
    if (done > 0) {
      const std::uint64_t per_ms = std::max<std::uint64_t>(done / ms, 1);
      text += ", " + Left((state.total_bytes - done) / per_ms / kMsPerSecond);
    }
  }
  return text.substr(0, width > 0 ? width - 1 : 0);
}

ProgressLine::ProgressLine() : is_terminal_(IsTerminal()), start_(Clock::now()), drawn_(start_) {}

ProgressLine::~ProgressLine() {
  Clear();
}

void ProgressLine::Clear() {
  if (is_drawn_) {
    Say(kClearLine);
  }
  is_drawn_ = false;
}

void ProgressLine::Show(const readers::ReadState& state) {
  const Clock::time_point now = Clock::now();
  if (!is_terminal_ || now - start_ < kBeforeFirst || (is_drawn_ && now - drawn_ < kBetween)) {
    return;
  }
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - start_);
  const auto ms = static_cast<std::uint64_t>(elapsed.count());
  Say(std::string(kClearLine) + ProgressText(state, ms, WidthOfTerminal()));
  is_drawn_ = true;
  drawn_ = now;
}

}  // namespace slate::cli
