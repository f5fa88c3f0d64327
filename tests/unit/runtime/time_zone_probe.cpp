// SPDX-License-Identifier: Apache-2.0

// Answers time_zone_check.py: reads lines `zone seconds` and prints the offset at that instant of
// UTC and what the same number of seconds means as a local reading.
#include <iostream>
#include <map>
#include <string>

#include "runtime/calendar/time_zone.h"

int main() {
  using namespace slate::calendar;  // NOLINT(google-build-using-namespace)
  std::map<std::string, TimeZone> zones;
  std::string name;
  std::int64_t seconds = 0;
  while (std::cin >> name >> seconds) {
    auto found = zones.find(name);
    if (found == zones.end()) {
      found = zones.emplace(name, TimeZone::Load(name, TimeZoneSource()).value()).first;
    }
    const TimeZone& zone = found->second;
    const std::int64_t instant = seconds * kNsPerSecond;
    const LocalTime reading = SplitInstant(instant, 0);
    const LocalResult meaning = zone.FromLocal(reading.date, reading.time_of_day);
    std::cout << zone.OffsetAt(instant) << ' ' << static_cast<int>(meaning.kind) << ' '
              << meaning.earlier / kNsPerSecond << ' ' << meaning.later / kNsPerSecond << '\n';
  }
  return 0;
}
