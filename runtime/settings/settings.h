// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/diag/source_file.h"
#include "runtime/settings/log_pattern.h"

// What slate.toml says: where the data of an agreement lies and how it is to be read. Every value
// carries its place, so that a mistake that only the agreement or the data reveals is still shown
// where it was made.
namespace slate::settings {

template <typename T>
struct Located {
  T value;
  source::Span span;
};
using Text = Located<std::string>;

enum class Format : std::uint8_t { kCsv, kNdjson, kJson, kCombinedLog, kPatternLog, kParquet };
enum class Encoding : std::uint8_t { kUtf8, kLatin1 };
// What becomes of a local reading that the zone skips or has twice.
enum class OnAmbiguous : std::uint8_t { kError, kEarlier, kLater };

// How a source writes instants or dates.
struct TimeForm {
  enum class Kind : std::uint8_t {
    kIso,
    kEpochSeconds,
    kEpochMillis,
    kEpochMicros,
    kEpochNanos,
    kPattern,
  } kind = Kind::kIso;
  std::string pattern = {};  // kPattern
};

// A column of the source that gives an instant.
struct TimeColumn {
  Text column;
  std::optional<Located<TimeForm>> time = {};
};

// Holds of a row whose source column has one of the texts.
struct Condition {
  Text column;
  std::vector<Text> values;
};

// Where one column of the agreement's input comes from. Either `column` or `constant` is given, or
// `from` and `to` for a column of spans.
struct ColumnBinding {
  Text name;
  source::Span span;
  std::optional<Text> column = {};
  std::optional<Text> constant = {};
  std::optional<Located<TimeForm>> time = {};
  std::optional<Text> unit = {};
  std::vector<std::pair<Text, Text>> values = {};  // text of the source, text it stands for
  std::vector<Condition> when = {};                // all must hold; cases only
  std::vector<Condition> from = {};                // opening events of spans
  std::vector<Condition> to = {};                  // closing events of spans
  std::optional<TimeColumn> at = {};               // when the event of the row was; cases only
};

// One source of an input. An input may have several; their rows are one multiset.
struct InputBinding {
  Text input;
  source::Span span;
  std::vector<Text> files = {};  // patterns, relative to the settings' folder; "-" is stdin
  std::optional<Located<Format>> format = {};  // absent: by the file's extension
  std::optional<LogPattern> log_pattern = {};  // of Format::kPatternLog
  std::optional<char> delimiter = {};          // absent: by the file's extension
  Encoding encoding = Encoding::kUtf8;
  bool header = true;                  // false: columns are named 1, 2, 3 …
  std::optional<Text> time_zone = {};  // of readings without an offset
  OnAmbiguous on_ambiguous = OnAmbiguous::kError;
  std::optional<Located<TimeForm>> time = {};  // of time columns that do not say
  std::vector<std::string> missing = {""};     // texts that mean: no value
  std::optional<TimeColumn> at = {};           // of columns that need it and do not say; cases only
  std::optional<Text> sequence = {};           // order of events at one instant; cases only
  std::vector<ColumnBinding> columns = {};
};

// A fact of the contract supplied from outside: fee.gold = "5_000 EUR".
struct GivenText {
  Text given;
  std::vector<Text> keys = {};
  Text value;
};

enum class OutputFormat : std::uint8_t { kTable, kJson, kHtml, kMarkdown, kCsv, kPdf };
struct OutputFormatName {
  OutputFormat format;
  std::string_view name;
};
inline constexpr std::array kOutputFormats = {
    OutputFormatName{OutputFormat::kTable, "table"},
    OutputFormatName{OutputFormat::kJson, "json"},
    OutputFormatName{OutputFormat::kHtml, "html"},
    OutputFormatName{OutputFormat::kMarkdown, "markdown"},
    OutputFormatName{OutputFormat::kCsv, "csv"},
    OutputFormatName{OutputFormat::kPdf, "pdf"},
};

struct Output {
  OutputFormat format = OutputFormat::kTable;
  std::optional<Text> file = {};     // absent: standard output
  std::optional<Text> rejects = {};  // where rejected rows are listed as CSV
};

struct Settings {
  source::FileId file{};
  std::string folder;  // of slate.toml; relative paths start there
  std::vector<Text> agreements = {};
  std::vector<InputBinding> inputs = {};
  std::vector<GivenText> givens = {};
  std::vector<InputBinding> facts = {};  // tables of facts: givens and what is attested
  std::uint64_t max_rejects = 0;
  Output output = {};
};

}  // namespace slate::settings
