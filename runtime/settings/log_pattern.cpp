// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/log_pattern.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "runtime/settings/settings.h"
#include "runtime/settings/time_pattern.h"
#include "runtime/settings/words.h"

namespace slate::settings {

namespace {

constexpr std::string_view kCommonLogTime = "%d/%b/%Y:%H:%M:%S %z";

bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// `$name` or `${name}` somewhere.
bool HasVariable(std::string_view text) {
  for (std::size_t at = text.find('$'); at < text.size(); at = text.find('$', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (IsNameByte(next) || next == '{') {
      return true;
    }
  }
  return false;
}

bool HasDirective(std::string_view text) {
  std::size_t at = text.find('%');
  while (at < text.size() && at + 1 < text.size()) {
    if (text[at + 1] != '%') {
      return true;
    }
    at = text.find('%', at + 2);
  }
  return false;
}

// Names that stand for what Apache writes as directives, as in its combined format.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kApacheNames = {{
    {"%h", "host"},
    {"%l", "ident"},
    {"%u", "user"},
    {"%t", "time"},
    {"%r", "request"},
    {"%s", "status"},
    {"%>s", "status"},
    {"%b", "bytes"},
    {"%{Referer}i", "referer"},
    {"%{User-Agent}i", "agent"},
    {"%{User-agent}i", "agent"},
}};

// What stands between the braces of %{…}t.
std::optional<TimeForm> ApacheTime(std::string_view form) {
  using Kind = TimeForm::Kind;
  static constexpr std::array<std::pair<std::string_view, Kind>, 3> kCounts = {{
      {"sec", Kind::kEpochSeconds},
      {"msec", Kind::kEpochMillis},
      {"usec", Kind::kEpochMicros},
  }};
  for (const std::string_view moment : {"begin:", "end:"}) {
    form.remove_prefix(form.starts_with(moment) ? moment.size() : 0);
  }
  for (const auto& [word, kind] : kCounts) {
    if (form == word) {
      return TimeForm{.kind = kind};
    }
  }
  if (form.find('%') == std::string_view::npos || !TimePattern::Compile(form)) {
    return std::nullopt;
  }
  return TimeForm{.kind = Kind::kPattern, .pattern = std::string(form)};
}

}  // namespace

// ---- Compiling ----

class LogPattern::Parse {
 public:
  explicit Parse(std::string_view text) : rest_(text) {}

  Result<LogPattern> Run() {
    if (std::optional<Error> problem = CheckWhole()) {
      return *std::move(problem);
    }
    is_nginx_ = HasVariable(rest_);
    while (!rest_.empty()) {
      if (std::optional<Error> problem = Step()) {
        return *std::move(problem);
      }
    }
    made_.behind_ = std::move(fixed_);
    MarkQuoted();
    return std::move(made_);
  }

 private:
  std::optional<Error> CheckWhole() const {
    if (rest_.starts_with("log_format ") || rest_.starts_with("LogFormat ")) {
      return Error{"give the pattern alone, without the directive and its name"};
    }
    if (rest_.find('\n') != std::string_view::npos) {
      return Error{"the pattern has a line end, and an entry of a log is one line"};
    }
    if (rest_.starts_with('{')) {
      return Error{"a log whose lines are JSON is read with format = \"ndjson\""};
    }
    const bool nginx = HasVariable(rest_);
    const bool apache = HasDirective(rest_);
    if (nginx && apache) {
      return Error{
          "the pattern has both variables of nginx ($status) and directives of Apache (%s)"};
    }
    if (!nginx && !apache) {
      return Error{
          "the pattern names no value: nginx writes $status, Apache %s, and formats known by name "
          "are given with `format`"};
    }
    return std::nullopt;
  }

  std::optional<Error> Step() {
    const char c = rest_.front();
    if (c == '\\') {
      return TakeEscape();
    }
    if (is_nginx_ && c == '$') {
      return TakeVariable();
    }
    if (!is_nginx_ && c == '%') {
      return TakeDirective();
    }
    fixed_ += c;
    rest_.remove_prefix(1);
    return std::nullopt;
  }

  // As in the configuration of a server, from which patterns are copied.
  std::optional<Error> TakeEscape() {
    const char next = rest_.size() > 1 ? rest_[1] : ' ';
    if (next != '"' && next != '\\' && next != 't' && next != '\'') {
      return Error{R"(a backslash stands before none of " ' \ and t)"};
    }
    fixed_ += next == 't' ? '\t' : next;
    rest_.remove_prefix(2);
    return std::nullopt;
  }

  std::optional<Error> TakeVariable() {
    const std::string_view whole = rest_;
    rest_.remove_prefix(1);
    const bool braced = rest_.starts_with('{');
    rest_.remove_prefix(braced ? 1 : 0);
    const auto* end = std::find_if_not(rest_.begin(), rest_.end(), IsNameByte);
    const std::string name(rest_.begin(), end);
    rest_.remove_prefix(name.size());
    if (name.empty() || (braced && !rest_.starts_with('}'))) {
      return Error{fmt::format("{} is no variable", Quoted(whole.substr(0, name.size() + 2)))};
    }
    rest_.remove_prefix(braced ? 1 : 0);
    return AddPart(name, "$" + name);
  }

  // %h, %>s, %{Referer}i, %!200,304{User-Agent}i, %^FB.
  std::optional<Error> TakeDirective() {
    const std::string_view whole = rest_;
    rest_.remove_prefix(1);
    if (rest_.starts_with('%')) {
      fixed_ += '%';
      rest_.remove_prefix(1);
      return std::nullopt;
    }
    const auto* end = std::find_if_not(rest_.begin(), rest_.end(), [](char c) {
      return IsDigit(c) || c == ',' || c == '!' || c == '<' || c == '>';
    });
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
    if (rest_.starts_with('{')) {
      const std::size_t close = rest_.find('}');
      if (close == std::string_view::npos) {
        return Error{fmt::format("{} has no closing brace", Quoted(whole.substr(0, 20)))};
      }
      rest_.remove_prefix(close + 1);
    }
    constexpr std::string_view kLetters = "aAbBCDefhHiIklLmnoOpPqrRsStTuUvVX";
    const std::size_t letters = rest_.starts_with('^') ? 3 : 1;
    const bool known = rest_.size() >= letters &&
                       (letters == 3 || kLetters.find(rest_.front()) != std::string_view::npos);
    if (!known) {
      const std::size_t size = whole.size() - rest_.size() + 1;
      return Error{fmt::format("{} is no directive of Apache", Quoted(whole.substr(0, size)))};
    }
    rest_.remove_prefix(letters);
    return AddDirective(std::string(whole.substr(0, whole.size() - rest_.size())));
  }

  std::optional<Error> AddDirective(const std::string& written) {
    const auto* known =
        std::find_if(kApacheNames.begin(), kApacheNames.end(), [&](const auto& named) {
          return named.first == written;
        });
    const bool has_name = known != kApacheNames.end() && !made_.Find(known->second);
    const std::string name = has_name ? std::string(known->second) : written;
    const bool in_brackets = written == "%t";
    fixed_ += in_brackets ? "[" : "";
    std::optional<Error> problem = AddPart(name, written);
    fixed_ += in_brackets ? "]" : "";
    return problem;
  }

  std::optional<Error> AddPart(std::string name, std::string written) {
    if (fixed_.empty() && !made_.parts_.empty()) {
      return Error{fmt::format(
          "nothing stands between `{}` and `{}`, so that a line cannot be split there",
          made_.parts_.back().written,
          written
      )};
    }
    made_.parts_.push_back(
        {.before = std::exchange(fixed_, {}),
         .name = std::move(name),
         .written = std::move(written)}
    );
    return std::nullopt;
  }

  void MarkQuoted() {
    for (std::size_t i = 0; i < made_.parts_.size(); ++i) {
      const bool last = i + 1 == made_.parts_.size();
      const std::string& after = last ? made_.behind_ : made_.parts_[i + 1].before;
      made_.parts_[i].quoted = made_.parts_[i].before.ends_with('"') && after.starts_with('"');
    }
  }

  std::string_view rest_;
  bool is_nginx_ = false;
  std::string fixed_;  // since the last value
  LogPattern made_;
};

Result<LogPattern> LogPattern::Compile(std::string_view text) {
  return Parse(text).Run();
}

// ---- Columns ----

std::optional<std::size_t> LogPattern::Find(std::string_view column) const {
  const auto found = std::find_if(parts_.begin(), parts_.end(), [&](const Part& part) {
    return part.name == column || part.written == column;
  });
  return found == parts_.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - parts_.begin()));
}

std::optional<TimeForm> LogPattern::TimeFormOf(std::string_view column) const {
  const std::optional<std::size_t> part = Find(column);
  if (!part) {
    return std::nullopt;
  }
  const std::string_view written = parts_[*part].written;
  if (written == "%t" || written == "$time_local") {
    return TimeForm{.kind = TimeForm::Kind::kPattern, .pattern = std::string(kCommonLogTime)};
  }
  if (written == "$msec") {
    return TimeForm{.kind = TimeForm::Kind::kEpochSeconds};
  }
  const bool apache = written.starts_with("%{") && written.ends_with("}t");
  return apache ? ApacheTime(written.substr(2, written.size() - 4)) : std::nullopt;
}

}  // namespace slate::settings
