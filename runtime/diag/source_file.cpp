// SPDX-License-Identifier: Apache-2.0
#include "runtime/diag/source_file.h"

#include <algorithm>
#include <utility>

namespace slate::source {

File::File(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  Check(text_.size() < UINT32_MAX, "a source file has four gigabytes or more");
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const bool lone_return = text_[i] == '\r' && (i + 1 == text_.size() || text_[i + 1] != '\n');
    if (text_[i] == '\n' || lone_return) {
      line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }
}

std::string_view File::TextOf(Span span) const {
  return text().substr(span.begin, span.end - span.begin);
}

Position File::PositionOf(std::uint32_t byte) const {
  byte = std::min(byte, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), byte);
  const auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
  const std::uint32_t start = line_starts_[line - 1];
  return {line, CountCodePoints(text().substr(start, byte - start)) + 1};
}

std::uint32_t File::LineStart(std::uint32_t line) const {
  return line_starts_[line - 1];
}

std::string_view File::Line(std::uint32_t line) const {
  const std::uint32_t start = LineStart(line);
  const std::size_t end = line < line_starts_.size() ? line_starts_[line] : text_.size();
  std::string_view all = text().substr(start, end - start);
  while (!all.empty() && (all.back() == '\n' || all.back() == '\r')) {
    all.remove_suffix(1);
  }
  return all;
}

FileId FileSet::Add(std::string path, std::string text) {
  return files_.Add(File(std::move(path), std::move(text)));
}

std::uint32_t CountCodePoints(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace slate::source
