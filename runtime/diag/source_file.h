// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/id_map.h"

namespace slate::source {

enum class FileId : std::uint32_t {};

// A stretch of bytes of one file, half-open.
struct Span {
  FileId file{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool operator==(const Span&) const = default;
};

// Where a byte stands for a reader: lines and columns count from 1, columns count code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// The bytes of one text with the starts of its lines. Immutable.
class File {
 public:
  File(std::string path, std::string text);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  std::string_view TextOf(Span span) const;

  Position PositionOf(std::uint32_t byte) const;
  std::size_t line_count() const { return line_starts_.size(); }
  // The text of a line (from 1) without its line end.
  std::string_view Line(std::uint32_t line) const;
  std::uint32_t LineStart(std::uint32_t line) const;

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

// All texts of one run: agreements, library modules, settings.
class FileSet {
 public:
  FileId Add(std::string path, std::string text);
  const File& operator[](FileId id) const { return files_[id]; }
  std::size_t size() const { return files_.size(); }

 private:
  IdMap<FileId, File> files_;
};

// The number of code points in well-formed UTF-8.
std::uint32_t CountCodePoints(std::string_view text);

}  // namespace slate::source
