// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/access_log_reader.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "runtime/readers/kinds.h"
#include "runtime/readers/request_line.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

enum Column : std::size_t {
  kHost,
  kIdent,
  kUser,
  kTime,
  kRequest,
  kMethod,
  kPath,
  kProtocol,
  kStatus,
  kBytes,
  kReferer,
  kAgent,
};

const std::vector<std::string>& Names() {
  static const std::vector<std::string> kNames = {
      "host",
      "ident",
      "user",
      "time",
      "request",
      "method",
      "path",
      "protocol",
      "status",
      "bytes",
      "referer",
      "agent"};
  return kNames;
}

Field FieldOf(std::string_view text) {
  return {text, text != "-"};
}

// Takes one part after another from the front of a line.
class Line {
 public:
  explicit Line(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  std::optional<std::string_view> Word() {
    const std::string_view word = rest_.substr(0, rest_.find(' '));
    rest_.remove_prefix(word.size());
    return word.empty() || !TakeSpace() ? std::nullopt : std::optional(word);
  }

  std::optional<std::string_view> Bracketed() {
    const std::size_t close = rest_.find(']');
    if (!rest_.starts_with('[') || close == std::string_view::npos) {
      return std::nullopt;
    }
    const std::string_view inner = rest_.substr(1, close - 1);
    rest_.remove_prefix(close + 1);
    return TakeSpace() ? std::optional(inner) : std::nullopt;
  }

  // A backslash takes away the meaning of the next byte.
  std::optional<std::string_view> Quoted() {
    if (!rest_.starts_with('"')) {
      return std::nullopt;
    }
    std::size_t close = 1;
    while (close < rest_.size() && rest_[close] != '"') {
      close += rest_[close] == '\\' ? 2U : 1U;
    }
    if (close >= rest_.size()) {
      return std::nullopt;
    }
    const std::string_view inner = rest_.substr(1, close - 1);
    rest_.remove_prefix(close + 1);
    return TakeSpace() ? std::optional(inner) : std::nullopt;
  }

 private:
  bool TakeSpace() {
    if (rest_.empty()) {
      return true;
    }
    const bool space = rest_.front() == ' ';
    rest_.remove_prefix(space ? 1 : 0);
    return space;
  }

  std::string_view rest_;
};

// Nothing if all is well, else what cannot be found.
std::string_view SplitLine(
    std::string_view text, std::array<Field, AccessLogReader::kColumnCount>& all
) {
  Line line(text);
  const auto take = [&](Column column, std::optional<std::string_view> part) {
    all[column] = FieldOf(part.value_or("-"));
    return part.has_value();
  };
  if (!take(kHost, line.Word()) || !take(kIdent, line.Word()) || !take(kUser, line.Word())) {
    return "host, ident and user";
  }
  if (!take(kTime, line.Bracketed())) {
    return "a time in brackets";
  }
  if (!take(kRequest, line.Quoted())) {
    return "a request in quotes";
  }
  if (!take(kStatus, line.Word()) || !take(kBytes, line.Word())) {
    return "status and bytes";
  }
  all[kReferer] = all[kAgent] = {};
  if (!line.at_end() && (!take(kReferer, line.Quoted()) || !take(kAgent, line.Quoted()))) {
    return "referer and agent in quotes";
  }
  const RequestLine request = SplitRequest(all[kRequest].text);
  all[kMethod] = request.method;
  all[kPath] = request.path;
  all[kProtocol] = request.protocol;
  return line.at_end() ? std::string_view{} : "the end of the line";
}

}  // namespace

std::unique_ptr<AccessLogReader> AccessLogReader::Start(
    Window& window,
    const std::string& path,
    bool latin1,
    const std::vector<WantedColumn>& wanted,
    diag::Sink& sink
) {
  std::unique_ptr<AccessLogReader> reader(new AccessLogReader(window, latin1));
  bool all_found = true;
  for (const WantedColumn& column : wanted) {
    const auto found = std::find(Names().begin(), Names().end(), column.name);
    reader->columns_.push_back(static_cast<std::size_t>(found - Names().begin()));
    if (found == Names().end()) {
      auto& problem = sink.Report(
          kNoSuchHeader,
          column.span,
          fmt::format("{} is a web log and has no column {}", path, settings::Quoted(column.name))
      );
      problem.help = "it has " + settings::ListOf(Names());
      all_found = false;
    }
  }
  return all_found ? std::move(reader) : nullptr;
}

bool AccessLogReader::Next(Record& record) {
  if (!lines_.Next(record)) {
    return false;
  }
  if (record.problem.kind == nullptr) {
    Split(record);
  }
  return true;
}

void AccessLogReader::Split(Record& record) {
  record.fields.assign(columns_.size(), Field{});
  const std::string_view lacking = SplitLine(record.raw, all_);
  if (!lacking.empty()) {
    record.problem = {&kMalformedLogLine, fmt::format("the line lacks {}", lacking)};
    return;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    record.fields[i] = all_.at(columns_[i]);
  }
}

}  // namespace slate::readers
