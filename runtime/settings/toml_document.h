// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/diag/source_file.h"

namespace slate::settings {

struct TomlEntry;

// A TOML value with its place in bytes. Numbers are kept as written.
struct TomlValue {
  enum class Kind : std::uint8_t { kText, kInteger, kDecimal, kBool, kTime, kArray, kTable };
  Kind kind = Kind::kTable;
  source::Span span;
  std::string text = {};              // kText without its quotes; numbers, bools, times as written
  std::vector<TomlValue> items = {};  // kArray
  std::vector<TomlEntry> entries = {};  // kTable, in the order of the file
};

struct TomlEntry {
  std::string key;
  source::Span key_span;
  TomlValue value;
};

// The top table; nothing, and a finding, when the text is no TOML.
std::optional<TomlValue> ParseToml(
    const source::FileSet& files, source::FileId file, diag::Sink& sink
);

}  // namespace slate::settings
