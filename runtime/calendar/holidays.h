// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/calendar/civil_time.h"

namespace slate::calendar {

// The days off of one place for the years it speaks of. Both lists are sorted and without doubles.
struct HolidayTable {
  std::string name;  // de.be
  int first_year = 0;
  int last_year = 0;
  std::vector<Date> off;
  std::vector<Date> work;  // working days made up for, such as a Saturday worked for a bridge day

  bool Knows(int year) const { return first_year <= year && year <= last_year; }
};

// Reads the format of stdlib/holidays (see its README). Errors name path and line.
Result<std::vector<HolidayTable>> ParseHolidays(std::string_view text, std::string_view path);

// What an .ics file is asked for: the file itself does not say which years it covers.
struct IcsScope {
  std::string name;
  int first_year = 0;
  int last_year = 0;
};

// Reads whole-day VEVENTs: DTSTART;VALUE=DATE, DTEND, RRULE:FREQ=YEARLY with COUNT, UNTIL or
// neither. Anything else that would change a date is an error.
Result<HolidayTable> ParseIcsHolidays(
    std::string_view text, std::string_view path, const IcsScope& scope
);

}  // namespace slate::calendar
