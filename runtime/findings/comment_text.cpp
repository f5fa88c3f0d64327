// SPDX-License-Identifier: Apache-2.0
#include "runtime/findings/comment_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/diag/render_text.h"

namespace slate::findings {

namespace {

std::string OnOneLine(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' '
  );
  return diag::EscapeForTerminal(line);
}

// A backslash would take the bar of a cell, or one that escapes it, with it.
bool IsSoundCode(std::string_view text) {
  return text.find_first_not_of(' ') != std::string_view::npos &&
         text.find('\\') == std::string_view::npos;
}

std::size_t LongestRunOfTicks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string WordsInComment(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]()<>#+-!|~&$=^";
  const std::string line = OnOneLine(text);
  std::string words;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    words += kMarkup.find(c) == std::string_view::npos
                 ? std::string(1, c)
                 : fmt::format("&#{};", static_cast<unsigned char>(c));
    // Parted from what follows, these are no mention and no address.
    const std::string_view rest = std::string_view(line).substr(at);
    const bool address =
        rest.starts_with("://") || std::string_view(line).substr(0, at + 1).ends_with("www");
    words += c == '@' || address ? "<!-- -->" : "";
  }
  return words;
}

std::string CodeInComment(std::string_view text) {
  const std::string line = OnOneLine(text);
  if (!IsSoundCode(line)) {
    return WordsInComment(line);
  }
  const std::string fence(LongestRunOfTicks(line) + 1, '`');
  const std::string pad = fence.size() > 1 ? " " : "";
  std::string inside;
  for (const char c : line) {
    inside += c == '|' ? "\\|" : std::string(1, c);
  }
  return fence + pad + inside + pad + fence;
}

}  // namespace slate::findings
