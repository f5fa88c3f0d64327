// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/json_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/diag/limit.h"
#include "runtime/readers/kinds.h"
#include "runtime/readers/long_line.h"

namespace slate::readers {

namespace {

bool IsSpace(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void ForgetProblem(Record& record) {
  if (record.problem.kind != nullptr) {
    record.problem = {};
    record.problem_column = 0;
  }
}

// Follows brackets and texts of JSON byte by byte.
class Nesting {
 public:
  // Whether the element that began is complete with this byte.
  bool CompleteWith(char c) {
    if (in_text_) {
      in_text_ = escaped_ || c != '"';
      escaped_ = !escaped_ && c == '\\';
      return false;
    }
    in_text_ = c == '"';
    depth_ += c == '{' || c == '[' ? 1 : 0;
    depth_ -= c == '}' || c == ']' ? 1 : 0;
    return depth_ == 0 && (c == '}' || c == ']');
  }
  // Whether an element without brackets ends in front of this byte.
  bool EndsBefore(char c) const { return depth_ == 0 && !in_text_ && (c == ',' || c == ']'); }

 private:
  int depth_ = 0;
  bool in_text_ = false;
  bool escaped_ = false;
};

}  // namespace

NdjsonReader::NdjsonReader(
    Window& window, const std::vector<WantedColumn>& wanted, bool blank_is_missing
)
    : window_(window),
      wanted_count_(wanted.size()),
      blank_is_missing_(blank_is_missing),
      row_(wanted),
      shapes_(wanted) {}

std::string_view NdjsonReader::Ahead(std::size_t count) {
  window_.Drop(std::exchange(taken_, 0));
  while (window_.bytes().size() < count && window_.Grow()) {
  }
  return window_.bytes();
}

void NdjsonReader::Skip(std::size_t bytes, std::size_t rows) {
  window_.Drop(std::exchange(taken_, 0) + bytes);
  line_ += rows;
}

namespace {

// Appends rows whose fields are there as texts to a block; the others are odd.
class BlockWriter {
 public:
  BlockWriter(RowBlock& block, std::size_t columns, bool blank_is_missing)
      : block_(block), blank_is_missing_(blank_is_missing) {
    block_.text.clear();
    block_.row_ends.clear();
    block_.odd.clear();
    block_.fields.ends.clear();
    block_.fields.columns = columns;
  }

  void Add(const Record& record, std::size_t end) {
    bool odd = false;
    for (const Field& field : record.fields) {
      odd = odd || (!field.present && !blank_is_missing_);
      block_.text += field.text;
      EndField();
    }
    EndRow(odd, end);
  }
  void AddOdd(std::size_t end) {
    for (std::size_t i = 0; i < block_.fields.columns; ++i) {
      EndField();
    }
    EndRow(true, end);
  }
  void Finish() {
    block_.text.append(Window::kPadding, '\0');
    block_.fields.bytes = block_.text.data();
    block_.fields.rows = block_.odd.size();
  }

 private:
  void EndField() {
    block_.fields.ends.push_back(static_cast<std::uint32_t>(block_.text.size()));
    block_.text += '\n';
  }
  void EndRow(bool odd, std::size_t end) {
    block_.odd.push_back(odd ? 1 : 0);
    block_.row_ends.push_back(static_cast<std::uint32_t>(end));
  }

  RowBlock& block_;
  bool blank_is_missing_;
};

}  // namespace

void NdjsonReader::SplitRows(std::string_view bytes, RowBlock& block) const {
  JsonShapes shapes = shapes_;
  BlockWriter writer(block, wanted_count_, blank_is_missing_);
  Record record;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::string_view rest = bytes.substr(at);
    const std::optional<std::size_t> end = shapes.Follow(rest, record);
    if (end && *end < rest.size() && rest[*end] == '\n' && *end <= window_.limits().longest_row) {
      at += *end + 1;
      writer.Add(record, at);
      continue;
    }
    const std::size_t feed = rest.find('\n');
    // An empty line is no row: the general path passes it.
    if (feed == std::string_view::npos ||
        std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(feed), IsSpace)) {
      break;
    }
    at += feed + 1;
    writer.AddOdd(at);
  }
  writer.Finish();
}

// The next row if it is written like one before it.
bool NdjsonReader::NextAlike(Record& record) {
  window_.Drop(std::exchange(taken_, 0));
  const std::string_view all = window_.bytes();
  const std::optional<std::size_t> end = shapes_.Follow(all, record);
  if (!end || *end == all.size() || all[*end] != '\n' || *end > window_.limits().longest_row) {
    return false;
  }
  ForgetProblem(record);
  record.line = line_++;
  record.offset = window_.offset();
  record.raw = all.substr(0, *end);
  taken_ = *end + 1;
  return true;
}

bool NdjsonReader::Next(Record& record) {
  if (NextAlike(record)) {
    return true;
  }
  for (;;) {
    window_.Drop(taken_);
    taken_ = 0;
    ForgetProblem(record);
    record.line = line_++;
    record.offset = window_.offset();
    const std::optional<std::size_t> end = window_.Find('\n', 0, window_.limits().longest_row);
    if (!end) {
      RejectLongLine(window_, record);
      return true;
    }
    if (window_.bytes().empty()) {
      return false;
    }
    record.raw = window_.bytes().substr(0, *end);
    taken_ = std::min(*end + 1, window_.bytes().size());
    if (!std::all_of(record.raw.begin(), record.raw.end(), IsSpace)) {
      row_.Read(record.raw, window_.capacity(), record);
      if (record.problem.kind == nullptr) {
        shapes_.Learn(record.raw);
      }
      return true;
    }
  }
}

JsonArrayReader::JsonArrayReader(
    Window& window, std::string path, const std::vector<WantedColumn>& wanted, diag::Sink& sink
)
    : window_(window), path_(std::move(path)), sink_(sink), row_(wanted), shapes_(wanted) {}

void JsonArrayReader::Take(std::size_t count) {
  std::string_view taken = window_.bytes().substr(0, count);
  for (std::size_t feed = taken.find('\n'); feed != std::string_view::npos;
       feed = taken.find('\n')) {
    ++line_;
    taken.remove_prefix(feed + 1);
  }
  window_.Drop(count);
}

char JsonArrayReader::SkipSpace() {
  for (;;) {
    const std::string_view all = window_.bytes();
    const auto* found = std::find_if_not(all.begin(), all.end(), IsSpace);
    Take(static_cast<std::size_t>(found - all.begin()));
    if (!window_.bytes().empty()) {
      return window_.bytes().front();
    }
    if (!window_.Grow()) {
      return 0;
    }
  }
}

bool JsonArrayReader::Stop(std::string message) {
  stopped_ = true;
  sink_.Report(kMalformedFile, diag::DataPlace{.path = path_, .line = line_}, std::move(message));
  return false;
}

// Takes `[` or `,` and what surrounds it; false at the end of the array.
bool JsonArrayReader::ToNextElement() {
  const char c = SkipSpace();
  if (started_ && c == ']') {
    Take(1);
    stopped_ = true;
    return SkipSpace() == 0 ? false : Stop("something follows the array");
  }
  if (c != (started_ ? ',' : '[')) {
    if (c == 0) {
      return Stop(started_ ? "the file ends inside the array" : "the file is empty");
    }
    return Stop(
        started_ ? "rows of the array are not parted by a comma"
                 : "the file is no JSON array of objects"
    );
  }
  Take(1);
  const bool first = !started_;
  started_ = true;
  const char next = SkipSpace();
  if (first && next == ']') {
    return ToNextElement();
  }
  if (next == ',' || next == ']') {
    return Stop("a comma has no row behind it");
  }
  return next != 0 || Stop("the file ends inside the array");
}

std::optional<std::size_t> JsonArrayReader::ElementEnd() {
  Nesting nesting;
  for (std::size_t at = 0; at <= window_.limits().longest_row; ++at) {
    while (at >= window_.bytes().size()) {
      if (!window_.Grow()) {
        return std::nullopt;
      }
    }
    const char c = window_.bytes()[at];
    if (nesting.EndsBefore(c)) {
      return at;
    }
    if (nesting.CompleteWith(c)) {
      return at + 1;
    }
  }
  return std::nullopt;
}

bool JsonArrayReader::Next(Record& record) {
  Take(taken_);
  taken_ = 0;
  ForgetProblem(record);
  if (stopped_ || !ToNextElement()) {
    return false;
  }
  record.line = line_;
  record.offset = window_.offset();
  if (const auto size = shapes_.Follow(window_.bytes(), record);
      size && *size <= window_.limits().longest_row) {
    taken_ = *size;
    record.raw = window_.bytes().substr(0, taken_);
    return true;
  }
  const std::optional<std::size_t> end = ElementEnd();
  if (!end) {
    return Stop(fmt::format(
        "a row of the array does not end, or is longer than {} bytes; {}",
        window_.limits().longest_row,
        diag::HowToRaise("row")
    ));
  }
  record.raw = window_.bytes().substr(0, *end);
  taken_ = *end;
  row_.Read(record.raw, window_.capacity(), record);
  if (record.problem.kind == nullptr) {
    shapes_.Learn(record.raw);
  }
  return true;
}

}  // namespace slate::readers
