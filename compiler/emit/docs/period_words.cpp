// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/period_words.h"

#include <optional>
#include <string_view>

#include "compiler/emit/docs/ink.h"
#include "runtime/calendar/civil_time.h"

namespace slate::emit::docs {

namespace {

std::optional<int> ToNumber(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  return digits.empty() ? std::nullopt : std::optional(value);
}

}  // namespace

std::string PeriodWords(const Speaker& speaker, const std::string& label) {
  constexpr std::size_t kMonthSize = 7;
  if (label.size() == kMonthSize && label[4] == '-') {
    const std::optional<int> year = ToNumber(label.substr(0, 4));
    const bool quarter = label[5] == 'Q';
    const std::optional<int> part = ToNumber(label.substr(quarter ? 6 : 5));
    if (year && part) {
      return quarter ? speaker.Quarter(*year, *part) : speaker.Month(*year, *part);
    }
  }
  return Plain(label);
}

std::string SinceWords(const Speaker& speaker, const std::string& day) {
  const Result<calendar::Date> date = calendar::ParseDate(day);
  return date ? speaker.Date(date->days) : Plain(day);
}

}  // namespace slate::emit::docs
