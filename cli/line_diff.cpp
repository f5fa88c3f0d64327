// SPDX-License-Identifier: Apache-2.0
#include "cli/line_diff.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

namespace slate::cli {

namespace {

constexpr std::size_t kContext = 3;
constexpr std::size_t kLargestTable = std::size_t{16} << 20U;

using Lines = std::vector<std::string_view>;

struct Line {
  char mark = ' ';  // ' ' both, '-' before only, '+' after only
  std::string_view text;
};

Lines SplitLines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// Longest common subsequence of the middle, by the quadratic table while that is small.
void CompareMiddle(const Lines& a, const Lines& b, std::vector<Line>& out) {
  const std::size_t width = b.size() + 1;
  if ((a.size() + 1) * width > kLargestTable) {
    std::for_each(a.begin(), a.end(), [&](std::string_view line) { out.push_back({'-', line}); });
    std::for_each(b.begin(), b.end(), [&](std::string_view line) { out.push_back({'+', line}); });
    return;
  }
  std::vector<std::uint32_t> common((a.size() + 1) * width, 0);
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i * width + j] =
          a[i] == b[j] ? common[(i + 1) * width + j + 1] + 1
                       : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      out.push_back({' ', a[i]});
      ++i;
      ++j;
    } else if (j == b.size() || (i < a.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      out.push_back({'-', a[i++]});
    } else {
      out.push_back({'+', b[j++]});
    }
  }
}

std::vector<Line> Compare(Lines a, Lines b) {
  std::vector<Line> lines;
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) {
    lines.push_back({' ', a[same++]});
  }
  a.erase(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(same));
  b.erase(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(same));
  Lines tail;
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    tail.push_back(a.back());
    a.pop_back();
    b.pop_back();
  }
  CompareMiddle(a, b, lines);
  std::for_each(tail.rbegin(), tail.rend(), [&](std::string_view line) {
    lines.push_back({' ', line});
  });
  return lines;
}

// The end of the stretch of lines to show that begins at `begin`: changes and what is near them.
std::size_t EndOfHunk(const std::vector<Line>& lines, std::size_t begin) {
  std::size_t last_change = begin;
  for (std::size_t at = begin; at < lines.size() && at <= last_change + 2 * kContext + 1; ++at) {
    last_change = lines[at].mark == ' ' ? last_change : at;
  }
  return std::min(lines.size(), last_change + kContext + 1);
}

std::string Hunk(
    const std::vector<Line>& lines, std::size_t begin, std::size_t end, std::size_t a, std::size_t b
) {
  std::size_t in_a = 0;
  std::size_t in_b = 0;
  std::string body;
  for (std::size_t at = begin; at < end; ++at) {
    in_a += lines[at].mark == '+' ? 0U : 1U;
    in_b += lines[at].mark == '-' ? 0U : 1U;
    body += fmt::format("{}{}\n", lines[at].mark, lines[at].text);
  }
  return fmt::format("@@ -{},{} +{},{} @@\n", a, in_a, b, in_b) + body;
}

}  // namespace

std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after) {
  const std::vector<Line> lines = Compare(SplitLines(before), SplitLines(after));
  std::string text;
  std::size_t a = 1;  // numbers of the next line in both texts
  std::size_t b = 1;
  std::size_t at = 0;
  const auto step_to = [&](std::size_t end) {
    for (; at < end; ++at) {
      a += lines[at].mark == '+' ? 0U : 1U;
      b += lines[at].mark == '-' ? 0U : 1U;
    }
  };
  while (at < lines.size()) {
    const auto change = std::find_if(
        lines.begin() + static_cast<std::ptrdiff_t>(at),
        lines.end(),
        [](const Line& line) { return line.mark != ' '; }
    );
    if (change == lines.end()) {
      break;
    }
    const auto first = static_cast<std::size_t>(change - lines.begin());
    step_to(std::max(at, first - std::min(first, kContext)));
    const std::size_t end = EndOfHunk(lines, first);
    text += Hunk(lines, at, end, a, b);
    step_to(end);
  }
  return text.empty() && before == after
             ? text
             : fmt::format("--- {}\n+++ {} (laid out)\n", path, path) + text;
}

}  // namespace slate::cli
