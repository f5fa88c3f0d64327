// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "runtime/calendar/holidays.h"

namespace slate::calendar {

namespace {

constexpr std::int32_t kLongestEvent = 366;

// A content line after unfolding (RFC 5545, 3.1), with the number of its first physical line.
struct ContentLine {
  std::size_t number = 0;
  std::string text;
};

std::vector<ContentLine> Unfold(std::string_view text) {
  std::vector<ContentLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    const bool folded = line.starts_with(' ') || line.starts_with('\t');
    if (folded && !lines.empty()) {
      lines.back().text += line.substr(1);
    } else if (!line.empty()) {
      lines.push_back({number, std::string(line)});
    }
  }
  return lines;
}

std::optional<int> ParseCount(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && value > 0 ? std::optional(value) : std::nullopt;
}

// 20260403; in UNTIL also with a time after it.
std::optional<Date> ParseBasicDate(std::string_view text) {
  if (text.size() < 8) {
    return std::nullopt;
  }
  const Result<Date> date =
      ParseDate(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2)));
  return date ? std::optional(*date) : std::nullopt;
}

struct Recurrence {
  bool has_frequency = false;
  std::optional<int> count;
  std::optional<Date> until;
};

struct Event {
  std::optional<Date> first;
  std::optional<Date> end;
  std::optional<Recurrence> yearly;
};

// Properties of an event that say nothing about its dates.
bool IsRemark(std::string_view name) {
  constexpr std::array<std::string_view, 15> kRemarks = {
      "UID",
      "DTSTAMP",
      "SUMMARY",
      "DESCRIPTION",
      "CATEGORIES",
      "CLASS",
      "TRANSP",
      "SEQUENCE",
      "CREATED",
      "LOCATION",
      "LAST-MODIFIED",
      "URL",
      "COMMENT",
      "PRIORITY",
      "GEO"};
  return name.starts_with("X-") ||
         std::find(kRemarks.begin(), kRemarks.end(), name) != kRemarks.end();
}

class IcsReader {
 public:
  explicit IcsReader(const IcsScope& scope) : scope_(scope) {}

  // False if the line is not understood.
  bool ReadLine(std::string_view line) {
    if (line.starts_with("BEGIN:")) {
      return Begin(line.substr(6));
    }
    if (line.starts_with("END:")) {
      return End(line.substr(4));
    }
    const bool in_event = !open_.empty() && open_.back() == "VEVENT";
    // Names, zones and alarms do not move a whole day.
    return in_event ? ReadProperty(line) : !open_.empty();
  }

  bool finished() const { return open_.empty() && seen_calendar_; }

  HolidayTable Take() {
    std::sort(off_.begin(), off_.end());
    off_.erase(std::unique(off_.begin(), off_.end()), off_.end());
    return {
        .name = scope_.name,
        .first_year = scope_.first_year,
        .last_year = scope_.last_year,
        .off = std::move(off_),
        .work = {},
    };
  }

 private:
  bool Begin(std::string_view name) {
    const bool outer = open_.empty();
    const bool in_calendar = open_.size() == 1;
    const bool fits = outer ? name == "VCALENDAR"
                            : (in_calendar ? name == "VEVENT" || name == "VTIMEZONE"
                                           : open_.back() != "VEVENT" || name == "VALARM");
    seen_calendar_ = seen_calendar_ || outer;
    event_ = name == "VEVENT" ? Event{} : event_;
    open_.emplace_back(name);
    return fits && open_.size() < 8;
  }

  bool End(std::string_view name) {
    if (open_.empty() || open_.back() != name) {
      return false;
    }
    open_.pop_back();
    return name != "VEVENT" || FinishEvent();
  }

  bool ReadProperty(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      return false;
    }
    const std::string_view head = line.substr(0, colon);
    const std::string_view value = line.substr(colon + 1);
    if (head == "DTSTART;VALUE=DATE" && !event_.first) {
      event_.first = value.size() == 8 ? ParseBasicDate(value) : std::nullopt;
      return event_.first.has_value();
    }
    if (head == "DTEND;VALUE=DATE" && !event_.end) {
      event_.end = value.size() == 8 ? ParseBasicDate(value) : std::nullopt;
      return event_.end.has_value();
    }
    if (head == "RRULE" && !event_.yearly) {
      return ReadRule(value);
    }
    return IsRemark(head.substr(0, head.find(';'))) || (head == "STATUS" && value == "CONFIRMED");
  }

  bool ReadRule(std::string_view rule) {
    Recurrence yearly;
    bool understood = true;
    while (!rule.empty()) {
      const std::size_t end = std::min(rule.find(';'), rule.size());
      understood = understood && ReadRulePart(rule.substr(0, end), yearly);
      rule.remove_prefix(std::min(end + 1, rule.size()));
    }
    event_.yearly = yearly;
    return understood && yearly.has_frequency;
  }

  static bool ReadRulePart(std::string_view part, Recurrence& yearly) {
    if (part.starts_with("COUNT=")) {
      yearly.count = ParseCount(part.substr(6));
      return yearly.count.has_value();
    }
    if (part.starts_with("UNTIL=")) {
      yearly.until = ParseBasicDate(part.substr(6));
      return yearly.until.has_value();
    }
    yearly.has_frequency = yearly.has_frequency || part == "FREQ=YEARLY";
    return part == "FREQ=YEARLY" || part == "INTERVAL=1";
  }

  // DTEND is the first date after the event; without it the event is one date (RFC 5545, 3.6.1).
  bool FinishEvent() {
    if (!event_.first) {
      return false;
    }
    const std::int32_t length = event_.end ? event_.end->days - event_.first->days : 1;
    if (length < 1 || length > kLongestEvent) {
      return false;
    }
    const YearMonthDay first = ToYmd(*event_.first);
    const int last_year = event_.yearly ? scope_.last_year : first.year;
    int count = event_.yearly ? event_.yearly->count.value_or(kLastYear) : 1;
    for (int year = first.year; year <= last_year && count > 0; ++year) {
      // A 29th of February recurs in leap years only.
      const std::optional<Date> date = MakeDate(year, first.month, first.day);
      const bool over =
          date && event_.yearly && event_.yearly->until && *event_.yearly->until < *date;
      if (date && !over) {
        AddDates(*date, length);
        --count;
      }
    }
    return true;
  }

  void AddDates(Date first, std::int32_t length) {
    for (Date date = first; date < first + length; date = date + 1) {
      if (scope_.first_year <= date.year() && date.year() <= scope_.last_year) {
        off_.push_back(date);
      }
    }
  }

  const IcsScope& scope_;
  std::vector<std::string> open_;
  bool seen_calendar_ = false;
  Event event_;
  std::vector<Date> off_;
};

}  // namespace

Result<HolidayTable> ParseIcsHolidays(
    std::string_view text, std::string_view path, const IcsScope& scope
) {
  IcsReader reader(scope);
  for (const ContentLine& line : Unfold(text)) {
    if (!reader.ReadLine(line.text)) {
      return Error{fmt::format(
          "{}:{}: `{}` is more than a list of whole days off needs", path, line.number, line.text
      )};
    }
  }
  if (!reader.finished()) {
    return Error{fmt::format("{} is not a whole calendar file", path)};
  }
  return reader.Take();
}

}  // namespace slate::calendar
