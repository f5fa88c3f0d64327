// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <unicode/dtfmtsym.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/smpdtfmt.h>

#include "runtime/base/check.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/speech/speaker.h"

namespace slate::speech {

namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerMinute = 60;
constexpr std::int64_t kMinutesPerHour = 60;

// A reading of the clock, written by the pattern that the language has for these fields. Given
// field by field: ICU never learns a time zone.
std::string Written(
    const Language& language, const char* fields, std::int32_t day, std::int64_t time_of_day = 0
) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale(std::string(language.locale).c_str());
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, status)
  );
  Check(U_FAILURE(status) == 0, "ICU has no dates in this language");
  const icu::UnicodeString pattern = patterns->getBestPattern(fields, status);
  icu::SimpleDateFormat format(pattern, locale, status);
  icu::GregorianCalendar reading(*icu::TimeZone::getGMT(), locale, status);
  const calendar::YearMonthDay ymd = calendar::ToYmd({day});
  const std::int64_t seconds = time_of_day / kNsPerSecond;
  const std::int64_t minutes = seconds / kSecondsPerMinute;
  reading.clear();
  reading.set(
      ymd.year,
      ymd.month - 1,
      ymd.day,
      static_cast<std::int32_t>(minutes / kMinutesPerHour),
      static_cast<std::int32_t>(minutes % kMinutesPerHour),
      static_cast<std::int32_t>(seconds % kSecondsPerMinute)
  );
  format.setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString written;
  format.format(reading, written, nullptr, status);
  Check(U_FAILURE(status) == 0, "ICU cannot write a date");
  std::string text;
  written.toUTF8String(text);
  return text;
}

bool HasSeconds(std::int64_t ns) {
  return ns / kNsPerSecond % kSecondsPerMinute != 0;
}

}  // namespace

std::string Speaker::Date(std::int32_t day) const {
  return Written(language_, "yMMMMd", day);
}

std::string Speaker::Month(int year, int month) const {
  return Written(language_, "yMMMM", calendar::Date::FromYmd(year, month, 1).days);
}

std::string Speaker::MonthName(int month) const {
  return Written(language_, "LLLL", calendar::Date::FromYmd(calendar::kFirstYear, month, 1).days);
}

std::string Speaker::Quarter(int year, int quarter) const {
  constexpr int kMonths = 3;
  const int month = (quarter - 1) * kMonths + 1;
  return Written(language_, "yQQQQ", calendar::Date::FromYmd(year, month, 1).days);
}

std::string Speaker::Weekday(int from_monday) const {
  constexpr std::int32_t kAMonday = 4;  // 1970-01-05
  return Written(language_, "cccc", kAMonday + from_monday);
}

std::string Speaker::TimeOfDay(std::int64_t ns) const {
  constexpr std::int64_t kDay = 86'400 * kNsPerSecond;
  return ns == kDay ? "24:00" : Written(language_, HasSeconds(ns) ? "Hms" : "Hm", 0, ns);
}

std::string Speaker::Moment(std::int32_t day, std::int64_t ns) const {
  return Written(language_, HasSeconds(ns) ? "yMMMMdHms" : "yMMMMdHm", day, ns);
}

}  // namespace slate::speech
