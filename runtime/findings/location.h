// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/diag/diagnostic.h"
#include "runtime/findings/report.h"

namespace slate::findings {

// What a column counts: code points for readers, UTF-16 code units for SARIF.
enum class ColumnUnit : std::uint8_t { kCodePoint, kUtf16 };

// Where something stands, in lines and columns from 1; the end is behind the last character.
struct Region {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::uint64_t end_line = 0;
  std::uint64_t end_column = 0;
};

Region RegionOf(source::Span span, const source::FileSet& files, ColumnUnit unit);

// The path without "./" and "a/../", as version control knows it.
std::string PathOf(const diag::Place& place, const source::FileSet& files);
std::string TidyPath(std::string_view path);

// The same as seen from the project's folder.
std::string ProjectPathOf(std::string_view path, const Report& report);

// The line a finding begins in; 0 = it is about a file as a whole.
std::uint64_t LineOf(const diag::Place& place, const source::FileSet& files);

// `agreement.slate:12:3`, as far as it is known.
std::string PlaceInWords(const diag::Place& place, const source::FileSet& files);

// The text of that line; of measured data the row as read.
std::string_view LineTextOf(const diag::Place& place, const source::FileSet& files);

}  // namespace slate::findings
