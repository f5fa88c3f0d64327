// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/csv_reader.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "runtime/diag/limit.h"
#include "runtime/readers/kinds.h"
#include "runtime/readers/long_line.h"
#include "runtime/readers/separators.h"
#include "runtime/readers/utf8.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

using settings::Quoted;

bool Contains(std::string_view text, char c) {
  return !text.empty() && std::memchr(text.data(), c, text.size()) != nullptr;
}

void SetProblem(Record& record, const Kind& kind, std::string reason) {
  record.problem = {&kind, std::move(reason)};
}

// As many leading rows as have the right number of fields and are not too long.
std::size_t CountPlainRows(const FieldBlock& fields, std::size_t longest) {
  std::size_t begin = 0;
  const std::size_t last = fields.columns - 1;
  std::size_t rows = 0;
  for (std::size_t at = 0; at + last < fields.ends.size(); at += fields.columns, ++rows) {
    for (std::size_t i = 0; i < last; ++i) {
      if (fields.bytes[fields.ends[at + i]] == '\n') {
        return rows;
      }
    }
    const std::size_t end = fields.ends[at + last];
    if (fields.bytes[end] != '\n' || end - begin > longest) {
      return rows;
    }
    begin = end + 1;
  }
  return rows;
}

// Of a file with one column; others have no empty rows among the plain ones.
void MarkEmptyRows(const FieldBlock& fields, std::vector<std::uint8_t>& odd) {
  std::size_t begin = 0;
  for (std::size_t row = 0; row < fields.rows; ++row) {
    const std::size_t end = fields.ends[row];
    odd[row] = end == begin || (end == begin + 1 && fields.bytes[begin] == '\r') ? 1 : 0;
    begin = end + 1;
  }
}

}  // namespace

// ---- Header ----

std::unique_ptr<CsvReader> CsvReader::Start(
    Window& window,
    const std::string& path,
    const CsvDialect& dialect,
    const std::vector<WantedColumn>& wanted,
    diag::Sink& sink
) {
  std::unique_ptr<CsvReader> reader(new CsvReader(window, dialect));
  if (!reader->FindColumns(path, wanted, sink)) {
    return nullptr;
  }
  return reader;
}

bool CsvReader::CheckHeader(const Record& header, const std::string& path, diag::Sink& sink) {
  if (header.problem.kind == nullptr) {
    return true;
  }
  auto& problem = sink.Report(
      kNoHeader,
      diag::DataPlace{
          .path = path, .line = header.line, .raw = std::string(header.raw.substr(0, 200))},
      fmt::format("the header cannot be read: {}", header.problem.reason)
  );
  if (Contains(header.raw, '\r')) {
    problem.help =
        "the lines seem to end with a carriage return alone: convert the file to LF or CRLF";
  }
  return false;
}

std::optional<std::vector<std::string>> CsvReader::ReadNames(
    const Record& header, const std::string& path, diag::Sink& sink
) {
  std::vector<std::string> names;
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    std::string name;
    const std::string_view text = FieldOf(i).text;
    dialect_.latin1 ? AppendLatin1(text, name) : void(name = text);
    const auto [before, is_new] = seen.emplace(name, i + 1);
    if (!is_new) {
      sink.Report(
          kDuplicateHeader,
          diag::DataPlace{.path = path, .line = header.line, .column = i + 1, .column_name = name},
          fmt::format("columns {} and {} are both named {}", before->second, i + 1, Quoted(name))
      );
      return std::nullopt;
    }
    names.push_back(std::move(name));
  }
  return names;
}

bool CsvReader::FindColumns(
    const std::string& path, const std::vector<WantedColumn>& wanted, diag::Sink& sink
) {
  Record first;
  if (!NextRow(first)) {
    sink.Report(
        kNoHeader, diag::DataPlace{.path = path}, "the file is empty, without even a header"
    );
    return false;
  }
  if (!CheckHeader(first, path, sink)) {
    return false;
  }
  std::vector<std::string> names;
  if (dialect_.header) {
    const auto read = ReadNames(first, path, sink);
    if (!read) {
      return false;
    }
    names = *read;
  } else {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      names.push_back(std::to_string(i + 1));
    }
    // The first row is data: it is read again.
    line_ = 1;
    taken_ = 0;
  }
  column_count_ = names.size();
  bool all_found = true;
  for (const WantedColumn& column : wanted) {
    const auto found = std::find(names.begin(), names.end(), column.name);
    columns_.push_back(static_cast<std::size_t>(found - names.begin()));
    if (found == names.end()) {
      auto& problem = sink.Report(
          kNoSuchHeader, column.span, fmt::format("{} has no column {}", path, Quoted(column.name))
      );
      problem.help = settings::DidYouMean(column.name, names);
      problem.help += problem.help.empty() ? "it has " + settings::ListOf(names) : "";
      all_found = false;
    }
  }
  return all_found;
}

// ---- Rows ----

// How far ahead plain rows are looked for at once.
constexpr std::size_t kIndexedBytes = std::size_t{64} << 10U;

// False where not even one plain row begins here.
bool CsvReader::IndexWindow() {
  separators_.clear();
  next_separator_ = 0;
  indexed_from_ = window_.offset();
  FindSeparators(window_.bytes().substr(0, kIndexedBytes), dialect_.delimiter, separators_);
  return !separators_.empty();
}

// The next row if it is plain: as many fields as the header, none of them quoted, all of it
// printable ASCII. False, and nothing taken, for every other row.
bool CsvReader::NextPlain(Record& record) {
  window_.Drop(std::exchange(taken_, 0));
  if (next_separator_ + column_count_ > separators_.size() && !IndexWindow()) {
    return false;
  }
  if (next_separator_ + column_count_ > separators_.size()) {
    return false;
  }
  const auto skipped = static_cast<std::size_t>(window_.offset() - indexed_from_);
  const char* row = window_.bytes().data();
  const std::uint32_t* ends = separators_.data() + next_separator_;
  const std::size_t last = column_count_ - 1;
  for (std::size_t i = 0; i < last; ++i) {
    if (row[ends[i] - skipped] == '\n') {
      separators_.clear();
      return false;
    }
  }
  const std::size_t feed = ends[last] - skipped;
  const std::size_t length = feed > 0 && row[feed - 1] == '\r' ? feed - 1 : feed;
  if (row[feed] != '\n' || length == 0 || length > window_.limits().longest_field) {
    separators_.clear();
    return false;
  }
  record.fields.resize(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::size_t column = columns_[i];
    const std::size_t begin = column == 0 ? 0 : ends[column - 1] - skipped + 1;
    const std::size_t end = column == last ? length : ends[column] - skipped;
    record.fields[i] = {{row + begin, end - begin}, true};
  }
  if (record.problem.kind != nullptr) {
    record.problem = {};
    record.problem_column = 0;
  }
  record.ascii = true;
  record.line = line_++;
  record.offset = window_.offset();
  record.raw = {row, length};
  taken_ = feed + 1;
  next_separator_ += column_count_;
  return true;
}

bool CsvReader::Next(Record& record) {
  if (column_count_ > 0 && NextPlain(record)) {
    return true;
  }
  separators_.clear();
  next_separator_ = 0;
  if (!NextRow(record)) {
    return false;
  }
  Deliver(record);
  return true;
}

std::string_view CsvReader::Ahead(std::size_t count) {
  window_.Drop(std::exchange(taken_, 0));
  separators_.clear();
  next_separator_ = 0;
  while (window_.bytes().size() < count && window_.Grow()) {
  }
  return window_.bytes();
}

void CsvReader::Skip(std::size_t bytes, std::size_t rows) {
  window_.Drop(std::exchange(taken_, 0) + bytes);
  line_ += rows;
}

void CsvReader::SplitRows(std::string_view bytes, RowBlock& block) const {
  FieldBlock& fields = block.fields;
  fields.bytes = bytes.data();
  fields.columns = column_count_;
  fields.ends.clear();
  FindSeparators(bytes, dialect_.delimiter, fields.ends);
  fields.rows = CountPlainRows(fields, window_.limits().longest_field);
  block.odd.assign(fields.rows, 0);
  if (fields.columns == 1) {
    MarkEmptyRows(fields, block.odd);
  }
}

// Finds the next row and its pieces.
bool CsvReader::NextRow(Record& record) {
  for (;;) {
    window_.Drop(taken_);
    taken_ = 0;
    record.problem = {};
    record.problem_column = 0;
    record.line = line_;
    record.offset = window_.offset();
    const std::optional<std::size_t> end = window_.Find('\n', 0, window_.limits().longest_row);
    if (!end) {
      RejectLongLine(window_, record);
      pieces_.clear();
      ++line_;
      return true;
    }
    if (window_.bytes().empty()) {
      return false;
    }
    const std::string_view line = window_.bytes().substr(0, *end);
    if ((line.empty() || line == "\r") && column_count_ != 1) {
      taken_ = std::min(*end + 1, window_.bytes().size());
      ++line_;
      continue;
    }
    TakeLine(*end, record);
    return true;
  }
}

void CsvReader::TakeLine(std::size_t line_end, Record& record) {
  std::string_view line = window_.bytes().substr(0, line_end);
  std::size_t row_end = line_end;
  if (Contains(line, '"')) {
    row_end = ScanQuotedRow(record);
    if (record.problem.kind != nullptr) {
      row_end = std::min(line_end, window_.bytes().size());
    }
  } else {
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    SplitPlain(line);
  }
  const std::string_view all = window_.bytes();
  record.raw = all.substr(0, row_end);
  if (record.raw.ends_with('\r')) {
    record.raw.remove_suffix(1);
  }
  taken_ = std::min(row_end + 1, all.size());
  line_ += row_end == line_end
               ? 1U
               : static_cast<std::uint64_t>(std::count(
                     all.begin(), all.begin() + static_cast<std::ptrdiff_t>(taken_), '\n'
                 ));
  CheckRow(record);
}

void CsvReader::SplitPlain(std::string_view line) {
  pieces_.clear();
  std::size_t begin = 0;
  while (begin < line.size()) {
    const void* found = std::memchr(line.data() + begin, dialect_.delimiter, line.size() - begin);
    if (found == nullptr) {
      break;
    }
    const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - line.data());
    pieces_.push_back({begin, end});
    begin = end + 1;
  }
  pieces_.push_back({begin, line.size()});
}

bool CsvReader::HasByteAt(std::size_t at) {
  while (at >= window_.bytes().size()) {
    if (at > window_.limits().longest_row || !window_.Grow()) {
      return false;
    }
  }
  return true;
}

// Splits a row that has quotes, over as many lines as it takes; returns where it ends (at its line
// feed or at the end of the file).
std::size_t CsvReader::ScanQuotedRow(Record& record) {
  pieces_.clear();
  for (std::size_t at = 0;;) {
    const bool quoted = HasByteAt(at) && window_.bytes()[at] == '"';
    at = quoted ? ScanQuotedField(at + 1, record) : ScanPlainField(at, record);
    if (record.problem.kind != nullptr) {
      record.problem_column = pieces_.size() + 1;
      return at;
    }
    if (!HasByteAt(at)) {
      return at;
    }
    const char next = window_.bytes()[at];
    if (next == dialect_.delimiter) {
      ++at;
    } else if (next == '\r' && HasByteAt(at + 1) && window_.bytes()[at + 1] == '\n') {
      return at + 1;
    } else if (next == '\n') {
      return at;
    } else {
      SetProblem(record, kMalformedQuotes, "text follows the closing quote of a field");
      record.problem_column = pieces_.size();
      return at;
    }
  }
}

// From behind the opening quote to behind the closing one.
std::size_t CsvReader::ScanQuotedField(std::size_t begin, Record& record) {
  bool doubled = false;
  for (std::size_t at = begin;; at += 2) {
    const std::optional<std::size_t> quote = window_.Find('"', at, window_.limits().longest_row);
    if (!quote || *quote == window_.bytes().size()) {
      one_line_until_ = quote ? one_line_until_ : record.offset + window_.limits().longest_row;
      SetProblem(record, kMalformedQuotes, "a quote opens a field and is never closed");
      return begin;
    }
    at = *quote;
    if (record.offset < one_line_until_ &&
        Contains(window_.bytes().substr(begin, at - begin), '\n')) {
      SetProblem(record, kMalformedQuotes, "a quote opens a field and is not closed on its line");
      return begin;
    }
    if (!HasByteAt(at + 1) || window_.bytes()[at + 1] != '"') {
      pieces_.push_back({begin, at, doubled});
      return at + 1;
    }
    doubled = true;
  }
}

std::size_t CsvReader::ScanPlainField(std::size_t begin, Record& record) {
  const auto stops = [this](char c) {
    return c == dialect_.delimiter || c == '\n' || c == '"';
  };
  std::size_t at = begin;
  while (HasByteAt(at)) {
    const std::string_view all = window_.bytes();
    const auto* stop = std::find_if(all.data() + at, all.data() + all.size(), stops);
    at = static_cast<std::size_t>(stop - all.data());
    if (at < all.size()) {
      break;
    }
  }
  const std::string_view all = window_.bytes();
  if (at < all.size() && all[at] == '"') {
    SetProblem(record, kMalformedQuotes, "a quote stands inside a field that is not quoted");
    return at;
  }
  const bool return_first = at > begin && at < all.size() && all[at] == '\n' && all[at - 1] == '\r';
  pieces_.push_back({begin, return_first ? at - 1 : at});
  return at;
}

// Of a row with bytes that are not printable ASCII.
void CsvReader::CheckBytes(Record& record) const {
  record.ascii = IsAscii(record.raw);
  if (record.problem.kind != nullptr) {
    return;
  }
  if (Contains(record.raw, '\0')) {
    SetProblem(
        record,
        kMalformedText,
        fmt::format("a NUL byte stands at byte {}", record.offset + record.raw.find('\0'))
    );
    return;
  }
  const auto malformed =
      record.ascii || dialect_.latin1 ? std::nullopt : FindMalformedUtf8(record.raw);
  if (malformed) {
    SetProblem(
        record,
        kMalformedText,
        fmt::format(
            "byte {} (0x{:02x}) is not part of well-formed UTF-8",
            record.offset + *malformed,
            static_cast<unsigned char>(record.raw[*malformed])
        )
    );
  } else if (!Contains(record.raw, '"') && Contains(record.raw, '\r')) {
    SetProblem(record, kMalformedText, "a carriage return stands inside the row");
  }
}

void CsvReader::CheckLengths(Record& record) const {
  const std::size_t longest = window_.limits().longest_field;
  if (record.raw.size() <= longest) {
    return;
  }
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (pieces_[i].end - pieces_[i].begin > longest) {
      SetProblem(
          record,
          kTooLong,
          fmt::format("the field is longer than {} bytes; {}", longest, diag::HowToRaise("field"))
      );
      record.problem_column = i + 1;
      return;
    }
  }
}

void CsvReader::CheckRow(Record& record) const {
  record.ascii = true;
  if (!IsPrintableAscii(record.raw)) {
    CheckBytes(record);
  }
  if (record.problem.kind == nullptr) {
    CheckLengths(record);
  }
  if (record.problem.kind == nullptr && column_count_ != 0 && pieces_.size() != column_count_) {
    SetProblem(
        record,
        kRaggedRow,
        fmt::format("the row has {} fields, the header {}", pieces_.size(), column_count_)
    );
  }
}

void CsvReader::Deliver(Record& record) {
  record.fields.resize(columns_.size());
  if (record.problem.kind != nullptr) {
    return;
  }
  unquoted_.clear();
  unquoted_.reserve(record.raw.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    record.fields[i] = FieldOf(columns_[i]);
  }
}

// Room for all unquoted text of a row was made before, so that earlier fields stay where they are.
Field CsvReader::FieldOf(std::size_t index) {
  const Piece& piece = pieces_[index];
  const std::string_view text = window_.bytes().substr(piece.begin, piece.end - piece.begin);
  if (!piece.doubled) {
    return {text, true};
  }
  const std::size_t begin = unquoted_.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    unquoted_ += text[i];
    if (text[i] == '"') {
      ++i;
    }
  }
  return {std::string_view(unquoted_).substr(begin), true};
}

}  // namespace slate::readers
