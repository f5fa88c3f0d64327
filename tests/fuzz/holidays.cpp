// SPDX-License-Identifier: Apache-2.0

// Any bytes are refused as a calendar of days off or give sorted days within its years.

#include "runtime/calendar/holidays.h"

#include <algorithm>

#include "runtime/base/check.h"
#include "tests/fuzz/target.h"

namespace {

void CheckTable(const slate::calendar::HolidayTable& table) {
  for (const auto* days : {&table.off, &table.work}) {
    slate::Check(std::is_sorted(days->begin(), days->end()), "days are out of order");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text = slate::fuzz::TextOf(bytes, size);
  if (const auto tables = slate::calendar::ParseHolidays(text, "a.holidays")) {
    std::for_each(tables->begin(), tables->end(), CheckTable);
  }
  const slate::calendar::IcsScope scope{.name = "a", .first_year = 2020, .last_year = 2030};
  if (const auto table = slate::calendar::ParseIcsHolidays(text, "a.ics", scope)) {
    CheckTable(*table);
  }
  return 0;
}
