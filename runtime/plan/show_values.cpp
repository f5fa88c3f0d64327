// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "runtime/calendar/civil_time.h"
#include "runtime/exact/decimal.h"
#include "runtime/plan/formula.h"
#include "runtime/plan/names.h"
#include "runtime/plan/show_bytes.h"

namespace slate::plan {

namespace {

constexpr std::string_view kTime = "time";

std::string ShowNumber(const Rational& value) {
  return exact::ToExactDecimal(value).value_or(value.ToString());
}

struct TimeUnit {
  std::int64_t ns;
  std::string_view name;
};
constexpr std::array kTimeUnits = {
    TimeUnit{calendar::kNsPerHour, "h"},
    TimeUnit{calendar::kNsPerMinute, "min"},
    TimeUnit{calendar::kNsPerSecond, "s"},
    TimeUnit{1'000'000, "ms"},
    TimeUnit{1'000, "us"},
    TimeUnit{1, "ns"}};

std::string ShowDuration(const Rational& value) {
  const auto ns = value.ToInt64();
  if (!ns) {
    return ShowNumber(value) + "ns";
  }
  if (*ns <= 0) {
    return *ns == 0 ? "0s" : "-" + ShowDuration(-value);
  }
  std::string text;
  std::int64_t rest = *ns;
  for (const TimeUnit& unit : kTimeUnits) {
    if (rest >= unit.ns) {
      text += fmt::format("{}{}", rest / unit.ns, unit.name);
      rest %= unit.ns;
    }
  }
  return text;
}

std::string ShowUnit(const Unit& unit) {
  std::string above;
  std::string below;
  for (const auto& [name, exponent] : unit) {
    std::string& side = exponent > 0 ? above : below;
    const std::string_view shown = name == kTime ? std::string_view("ns") : name;
    side += side.empty() && exponent > 0 ? "" : exponent > 0 ? " * " : " / ";
    side += shown;
    const int power = exponent > 0 ? exponent : -exponent;
    side += power == 1 ? "" : fmt::format("^{}", power);
  }
  return (above.empty() ? "1" : above) + below;
}

std::string_view MonthName(std::int32_t month) {
  constexpr std::array<std::string_view, 12> kNames = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const bool known = month >= 1 && month <= 12;
  return known ? kNames[static_cast<std::size_t>(month) - 1] : "?";
}

std::string_view NumberName(const Type& type) {
  if (type.unit.empty()) {
    return type.range == Type::Range::kAny ? "number" : NameOf(type.range);
  }
  return type.unit == Unit{{std::string(kTime), 1}} ? "duration" : "";
}

}  // namespace

std::string ShowDay(std::int32_t day) {
  return calendar::FormatDate(calendar::Date{day});
}

std::string Show(const Rational& value, const Type& type) {
  if (type.unit.empty()) {
    return type.range == Type::Range::kShare ? ShowNumber(value * Rational(100)) + "%"
                                             : ShowNumber(value);
  }
  if (type.unit == Unit{{std::string(kTime), 1}}) {
    return ShowDuration(value);
  }
  if (type.unit == Unit{{"bytes", 1}}) {
    const auto [figure, unit] = InByteUnit(value);
    return fmt::format("{} {}", ShowNumber(figure), unit);
  }
  return fmt::format("{} {}", ShowNumber(value), ShowUnit(type.unit));
}

std::string Show(const Type& type) {
  std::string text(NameOf(type.kind));
  if (type.kind == Type::Kind::kNumber) {
    const std::string_view name = NumberName(type);
    text = name.empty() ? ShowUnit(type.unit) : std::string(name);
  } else if (type.kind == Type::Kind::kMember) {
    text = type.key;
  }
  return text + (type.optional ? "?" : "");
}

std::string Show(const Rhythm& rhythm) {
  using U = Rhythm::Unit;
  const std::string anchor =
      rhythm.anchor_day ? fmt::format(" from {}", ShowDay(*rhythm.anchor_day)) : std::string();
  if (rhythm.contract) {
    return "contract_" + std::string(NameOf(rhythm.unit)) + anchor;
  }
  switch (rhythm.unit) {
    case U::kDays: return fmt::format("{} days{}", rhythm.count, anchor);
    case U::kMonth:
      return rhythm.day_of_month == 1 ? "month" : fmt::format("month from {}", rhythm.day_of_month);
    case U::kQuarter:
    case U::kYear:
      return std::string(NameOf(rhythm.unit)) +
             (rhythm.first_month == 1 ? anchor
                                      : fmt::format(" from {}", MonthName(rhythm.first_month)));
    case U::kDay:
    case U::kWeek:
    case U::kTerm: return std::string(NameOf(rhythm.unit)) + anchor;
  }
  Unreachable("a rhythm has no words");
}

}  // namespace slate::plan
