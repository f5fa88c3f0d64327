// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/pattern_log_reader.h"

#include <optional>

#include <fmt/format.h>

#include "runtime/readers/kinds.h"
#include "runtime/readers/request_line.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

using settings::LogPattern;
using settings::Quoted;

std::vector<std::string> NamesOf(const LogPattern& pattern) {
  std::vector<std::string> names;
  for (const LogPattern::Part& part : pattern.parts()) {
    names.push_back(part.name);
  }
  if (pattern.request()) {
    names.insert(names.end(), {"method", "path", "protocol"});
  }
  return names;
}

// The first quote from `at` on that no backslash escapes.
std::size_t ClosingQuote(std::string_view line, std::size_t at) {
  while (at < line.size() && line[at] != '"') {
    at += line[at] == '\\' ? 2U : 1U;
  }
  return at < line.size() ? at : std::string_view::npos;
}

}  // namespace

// ---- Columns ----

std::unique_ptr<PatternLogReader> PatternLogReader::Start(
    Window& window,
    const std::string& path,
    const LogPattern& pattern,
    bool latin1,
    const std::vector<WantedColumn>& wanted,
    diag::Sink& sink
) {
  std::unique_ptr<PatternLogReader> reader(new PatternLogReader(window, pattern, latin1));
  return reader->FindColumns(path, wanted, sink) ? std::move(reader) : nullptr;
}

bool PatternLogReader::FindColumns(
    const std::string& path, const std::vector<WantedColumn>& wanted, diag::Sink& sink
) {
  bool all_found = true;
  for (const WantedColumn& column : wanted) {
    if (const auto part = pattern_.Find(column.name)) {
      columns_.push_back({.part = *part});
      continue;
    }
    const Piece piece = column.name == "method"     ? Piece::kMethod
                        : column.name == "path"     ? Piece::kPath
                        : column.name == "protocol" ? Piece::kProtocol
                                                    : Piece::kWhole;
    if (piece != Piece::kWhole && pattern_.request()) {
      columns_.push_back({.part = *pattern_.request(), .piece = piece});
      continue;
    }
    all_found = false;
    auto& problem = sink.Report(
        kNoSuchHeader,
        column.span,
        fmt::format("the log format of {} has no {}", path, Quoted(column.name))
    );
    const std::vector<std::string> names = NamesOf(pattern_);
    problem.help = settings::DidYouMean(column.name, names);
    problem.help += problem.help.empty() ? "it has " + settings::ListOf(names) : "";
  }
  return all_found;
}

std::size_t PatternLogReader::NumberOf(std::size_t wanted) const {
  return columns_[wanted].part + 1;
}

// ---- Lines ----

bool PatternLogReader::Next(Record& record) {
  if (!lines_.Next(record)) {
    return false;
  }
  if (record.problem.kind == nullptr) {
    Split(record);
  }
  return true;
}

void PatternLogReader::Split(Record& record) {
  record.fields.assign(columns_.size(), Field{});
  if (std::string reason = SplitLine(record.raw); !reason.empty()) {
    record.problem = {&kMalformedLogLine, std::move(reason)};
    return;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    record.fields[i] = FieldOf(columns_[i]);
  }
}

std::string PatternLogReader::SplitLine(std::string_view line) {
  const std::vector<LogPattern::Part>& parts = pattern_.parts();
  if (!line.starts_with(parts.front().before)) {
    return fmt::format("the line does not begin with {}", Quoted(parts.front().before));
  }
  std::size_t at = parts.front().before.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    const std::string& after = last ? pattern_.behind() : parts[i + 1].before;
    std::size_t end = line.size();
    if (parts[i].quoted) {
      end = ClosingQuote(line, at);
    } else if (!last) {
      end = line.find(after, at);
    } else if (line.size() - at >= after.size()) {
      end = line.size() - after.size();
    }
    if (end == std::string_view::npos || line.substr(end, after.size()) != after) {
      return fmt::format("{} is not found behind `{}`", Quoted(after), parts[i].written);
    }
    values_[i] = line.substr(at, end - at);
    at = end + after.size();
  }
  return at == line.size()
             ? std::string()
             : fmt::format("{} follows what the log format says", Quoted(line.substr(at)));
}

Field PatternLogReader::FieldOf(const Source& source) const {
  const std::string_view value = values_[source.part];
  switch (source.piece) {
    case Piece::kWhole: return {value, value != "-"};
    case Piece::kMethod: return SplitRequest(value).method;
    case Piece::kPath: return SplitRequest(value).path;
    case Piece::kProtocol: return SplitRequest(value).protocol;
  }
  return {};
}

}  // namespace slate::readers
