// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/calendar/civil_time.h"

namespace slate::settings {

// A way to write dates and times, compiled from the notation of strptime: %Y %m %d %e %b %B %H %I
// %p %M %S %f %z %F %T %%. Days, months and hours may have one digit; names are English.
class TimePattern {
 public:
  // An error says what is wrong with the pattern. Two-digit years are refused.
  static Result<TimePattern> Compile(std::string_view pattern);

  bool has_date() const { return has_date_; }
  bool has_time() const { return has_time_; }
  bool has_offset() const { return has_offset_; }

  // An error says why the text does not fit, naming what was found.
  Result<calendar::Reading> Parse(std::string_view text) const;

 private:
  enum class Part : std::uint8_t {
    kLiteral,
    kYear,
    kMonth,
    kDay,
    kMonthName,
    kHour,
    kHour12,
    kHalfOfDay,
    kMinute,
    kSecond,
    kFraction,
    kOffset,
  };
  struct Step {
    Part part;
    char literal = 0;
  };
  friend class PatternParse;

  bool AddDirective(char directive);
  void AddText(std::string_view text);

  std::vector<Step> steps_;
  bool has_date_ = false;
  bool has_time_ = false;
  bool has_offset_ = false;
};

// The parts of a reading as they were found, before it is known whether there is such a day.
struct ReadingParts {
  int year = 0;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int64_t fraction = 0;  // ns
};

// Checks ranges. 24:00 is the end of the day; a leap second 23:59:60 is the instant after 23:59:59,
// as POSIX counts.
Result<calendar::Reading> MakeReading(const ReadingParts& parts);

}  // namespace slate::settings
