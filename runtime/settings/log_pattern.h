// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace slate::settings {

struct TimeForm;

// How a web server writes a line of its log: nginx's log_format or Apache's LogFormat, compiled.
class LogPattern {
 public:
  // A value of the line, behind a fixed text.
  struct Part {
    std::string before = {};
    std::string name = {};     // of the column: status
    std::string written = {};  // $status, %>s
    bool quoted = false;       // stands between quotes, inside of which a backslash escapes
  };

  // An error says what is wrong with the pattern.
  static Result<LogPattern> Compile(std::string_view text);

  const std::vector<Part>& parts() const { return parts_; }
  const std::string& behind() const { return behind_; }  // the last value

  // The part that a column is, by its name or as it is written.
  std::optional<std::size_t> Find(std::string_view column) const;
  // The part that holds a whole request, "GET / HTTP/1.1".
  std::optional<std::size_t> request() const { return Find("request"); }

  // How a column writes times, where that is known.
  std::optional<TimeForm> TimeFormOf(std::string_view column) const;

 private:
  class Parse;

  std::vector<Part> parts_;
  std::string behind_;
};

}  // namespace slate::settings
