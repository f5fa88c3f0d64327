// SPDX-License-Identifier: Apache-2.0
#include "runtime/findings/location.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace slate::findings {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A code point beyond the basic plane is four bytes in UTF-8 and two units in UTF-16.
std::uint32_t CountUnits(std::string_view text, ColumnUnit unit) {
  const std::uint32_t points = source::CountCodePoints(text);
  if (unit == ColumnUnit::kCodePoint) {
    return points;
  }
  const auto pairs = std::count_if(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xF0;
  });
  return points + static_cast<std::uint32_t>(pairs);
}

struct LineAndColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

LineAndColumn At(std::uint32_t byte, const source::File& file, ColumnUnit unit) {
  byte = std::min(byte, static_cast<std::uint32_t>(file.text().size()));
  const std::uint32_t line = file.PositionOf(byte).line;
  std::string_view before = file.text().substr(0, byte).substr(file.LineStart(line));
  // The mark at the start of a file is no character of its text.
  if (line == 1 && before.starts_with(kByteOrderMark)) {
    before.remove_prefix(kByteOrderMark.size());
  }
  return {line, CountUnits(before, unit) + 1};
}

}  // namespace

Region RegionOf(source::Span span, const source::FileSet& files, ColumnUnit unit) {
  const source::File& file = files[span.file];
  const LineAndColumn from = At(span.begin, file, unit);
  const LineAndColumn to = At(std::max(span.begin, span.end), file, unit);
  return {from.line, from.column, to.line, to.column};
}

std::string TidyPath(std::string_view path) {
  return std::filesystem::path(path).lexically_normal().generic_string();
}

std::string ProjectPathOf(std::string_view path, const Report& report) {
  return TidyPath((std::filesystem::path(report.folder) / path).generic_string());
}

std::string PathOf(const diag::Place& place, const source::FileSet& files) {
  if (const auto* span = std::get_if<source::Span>(&place)) {
    return TidyPath(files[span->file].path());
  }
  return TidyPath(std::get<diag::DataPlace>(place).path);
}

std::uint64_t LineOf(const diag::Place& place, const source::FileSet& files) {
  if (const auto* span = std::get_if<source::Span>(&place)) {
    return files[span->file].PositionOf(span->begin).line;
  }
  return std::get<diag::DataPlace>(place).line;
}

std::string PlaceInWords(const diag::Place& place, const source::FileSet& files) {
  const std::string path = PathOf(place, files);
  const std::uint64_t line = LineOf(place, files);
  if (const auto* span = std::get_if<source::Span>(&place)) {
    const Region region = RegionOf(*span, files, ColumnUnit::kCodePoint);
    return fmt::format("{}:{}:{}", path, region.line, region.column);
  }
  return line == 0 ? path : fmt::format("{}:{}", path, line);
}

std::string_view LineTextOf(const diag::Place& place, const source::FileSet& files) {
  if (const auto* span = std::get_if<source::Span>(&place)) {
    const source::File& file = files[span->file];
    return file.Line(file.PositionOf(span->begin).line);
  }
  return std::get<diag::DataPlace>(place).raw;
}

}  // namespace slate::findings
