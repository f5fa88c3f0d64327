// SPDX-License-Identifier: Apache-2.0
#include "runtime/calendar/holidays.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace slate::calendar {

namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r";
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

bool IsTableName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '.' || c == '_';
  });
}

std::optional<int> ParseYear(std::string_view text) {
  const Result<Date> date = ParseDate(std::string(text) + "-01-01");
  return text.size() == 4 && date ? std::optional(date->year()) : std::nullopt;
}

// Reads one file line by line; `problem` holds the first thing that does not fit.
class TableReader {
 public:
  void ReadLine(std::string_view line) {
    if (line.empty() || line.starts_with('#')) {
      return;
    }
    const std::size_t equals = line.find('=');
    if (line.starts_with('[')) {
      StartTable(line);
    } else if (line.starts_with("work ")) {
      AddDate(Trim(line.substr(5)), work_);
    } else if ('0' <= line.front() && line.front() <= '9') {
      AddDate(line, off_);
    } else if (equals != std::string_view::npos) {
      SetKey(Trim(line.substr(0, equals)), Trim(line.substr(equals + 1)));
    } else {
      problem_ = fmt::format("`{}` is neither a date nor a `key = value`", line);
    }
  }

  void FinishTable() {
    if (tables_.empty() || !problem_.empty()) {
      return;
    }
    HolidayTable& table = tables_.back();
    if (table.first_year == 0) {
      problem_ = fmt::format("[{}] does not say its years", table.name);
    } else if (!has_source_) {
      problem_ = fmt::format("[{}] does not name its source", table.name);
    }
    table.off = std::move(off_);
    table.work = std::move(work_);
    off_.clear();
    work_.clear();
  }

  const std::string& problem() const { return problem_; }
  std::vector<HolidayTable> Take() { return std::move(tables_); }

 private:
  void StartTable(std::string_view line) {
    FinishTable();
    const std::string_view name = line.substr(1, line.size() - (line.ends_with(']') ? 2 : 1));
    const bool taken = std::any_of(tables_.begin(), tables_.end(), [name](const auto& table) {
      return table.name == name;
    });
    if (!problem_.empty()) {
      return;
    }
    if (!line.ends_with(']') || !IsTableName(name)) {
      problem_ = fmt::format("`{}` is not the name of a table", line);
    } else if (taken) {
      problem_ = fmt::format("[{}] stands twice", name);
    }
    HolidayTable table;
    table.name = name;
    tables_.push_back(std::move(table));
    has_source_ = false;
  }

  void SetKey(std::string_view key, std::string_view value) {
    if (tables_.empty()) {
      problem_ = fmt::format("`{}` stands before the first table", key);
    } else if (key == "years") {
      SetYears(value);
    } else if (key == "source" && !value.empty()) {
      has_source_ = true;
    } else {
      problem_ = fmt::format("`{} = {}` is not known", key, value);
    }
  }

  void SetYears(std::string_view value) {
    const std::size_t dots = value.find("..");
    const std::optional<int> first = ParseYear(Trim(value.substr(0, dots)));
    const std::optional<int> last =
        dots == std::string_view::npos ? first : ParseYear(Trim(value.substr(dots + 2)));
    if (!first || !last || *last < *first) {
      problem_ = fmt::format("`{}` is not a range of years such as `2015..2030`", value);
      return;
    }
    tables_.back().first_year = *first;
    tables_.back().last_year = *last;
  }

  // The name of a day must be there, for the reader's sake; dates go up, so none stands twice.
  void AddDate(std::string_view entry, std::vector<Date>& dates) {
    const std::size_t space = entry.find(' ');
    const Result<Date> date = ParseDate(entry.substr(0, space));
    if (!date) {
      problem_ = date.error().message;
    } else if (tables_.empty() || !tables_.back().Knows(date->year())) {
      problem_ = fmt::format("{} is not in the years of its table", FormatDate(*date));
    } else if (space == std::string_view::npos) {
      problem_ = fmt::format("{} has no name", FormatDate(*date));
    } else if (!dates.empty() && *date <= dates.back()) {
      problem_ = fmt::format("{} stands after {}", FormatDate(*date), FormatDate(dates.back()));
    } else {
      dates.push_back(*date);
    }
  }

  std::vector<HolidayTable> tables_;
  std::vector<Date> off_;
  std::vector<Date> work_;
  bool has_source_ = false;
  std::string problem_;
};

}  // namespace

Result<std::vector<HolidayTable>> ParseHolidays(std::string_view text, std::string_view path) {
  TableReader reader;
  std::size_t number = 0;
  while (!text.empty() && reader.problem().empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    ++number;
    reader.ReadLine(Trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  reader.FinishTable();
  if (!reader.problem().empty()) {
    return Error{fmt::format("{}:{}: {}", path, number, reader.problem())};
  }
  return reader.Take();
}

}  // namespace slate::calendar
