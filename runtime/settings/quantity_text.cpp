// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/quantity_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "runtime/calendar/civil_time.h"
#include "runtime/settings/unit.h"
#include "runtime/settings/words.h"

namespace slate::settings {

namespace {

using exact::Rational;
using plan::Constant;

bool IsNumberByte(char c) {
  return (c >= '0' && c <= '9') || c == '.' || c == '_';
}

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// One number with its unit at the front of `rest`, as base units. `rest` moves behind it.
Result<std::pair<Rational, plan::Unit>> TakePart(std::string_view& rest, const plan::Plan& plan) {
  std::size_t digits = 0;
  while (digits < rest.size() && IsNumberByte(rest[digits])) {
    ++digits;
  }
  const std::optional<Rational> number = Rational::FromDecimal(rest.substr(0, digits));
  if (!number) {
    return Error{fmt::format(
        "{} is no number",
        Quoted(rest.empty() ? rest : rest.substr(0, std::max<std::size_t>(digits, 1)))
    )};
  }
  rest = Trim(rest.substr(digits));
  std::size_t letters = 0;
  while (letters < rest.size() && !IsNumberByte(rest[letters])) {
    ++letters;
  }
  const std::string_view name = Trim(rest.substr(0, letters));
  const std::optional<Measure> measure = ParseUnit(name, plan);
  if (!measure) {
    return Error{fmt::format("{} is no unit", Quoted(name))};
  }
  rest = rest.substr(letters);
  return std::pair{*number * measure->factor, measure->unit};
}

std::string MisfitOf(std::string_view text, const plan::Unit& found, const plan::Type& type) {
  const plan::Type found_type{.unit = found};
  std::string message = fmt::format(
      "{} is {} and not {}", Quoted(text), DescribeType(found_type), DescribeType(type)
  );
  const std::string units = UnitsFor(type.unit);
  return found.empty() && !units.empty() ? fmt::format("{}: give a unit, {}", message, units)
                                         : message;
}

std::optional<std::string> OutOfRange(const Rational& value, const plan::Type& type) {
  using Range = plan::Type::Range;
  if (type.range == Range::kShare && (value < Rational(0) || value > Rational(1))) {
    return "a share lies between 0 and 100%";
  }
  if (type.range == Range::kCount && (value < Rational(0) || !value.is_integer())) {
    return "a count is a whole number from 0 on";
  }
  return std::nullopt;
}

// Several parts make one duration: 1h30min.
Result<Constant> ParseNumber(
    std::string_view text, const plan::Type& type, const plan::Plan& plan
) {
  std::string_view rest = Trim(text);
  const bool negative = rest.starts_with('-');
  rest.remove_prefix(negative ? 1 : 0);
  Rational sum = 0;
  int parts = 0;
  do {
    const auto part = TakePart(rest, plan);
    if (!part) {
      return part.error();
    }
    if (part->second != type.unit) {
      return Error{MisfitOf(text, part->second, type)};
    }
    sum += part->first;
    ++parts;
  } while (!rest.empty());
  if (parts > 1 && type.unit != plan::Unit{{"time", 1}}) {
    return Error{fmt::format("{} is more than one number", Quoted(text))};
  }
  const Rational value = negative ? -sum : sum;
  if (const auto problem = OutOfRange(value, type)) {
    return Error{fmt::format("{}: {}", Quoted(text), *problem)};
  }
  return Constant{value};
}

Result<Constant> ParseInstant(std::string_view text) {
  const Result<calendar::Reading> reading = calendar::ParseReading(text);
  if (!reading) {
    return reading.error();
  }
  if (!reading->offset_seconds) {
    return Constant{
        plan::LocalInstant{.day = reading->date.days, .time_of_day = reading->time_of_day}};
  }
  return Constant{plan::Instant{
      .ns = calendar::InstantOf(reading->date, reading->time_of_day, *reading->offset_seconds)}};
}

Result<Constant> ParseMember(
    std::string_view text, const plan::Type& type, const plan::Plan& plan
) {
  const auto key = std::find_if(plan.keys.begin(), plan.keys.end(), [&](const plan::Key& k) {
    return k.name == type.key;
  });
  if (key == plan.keys.end() || !key->closed) {
    return Constant{plan::Member{std::string(text)}};
  }
  std::vector<std::string> labels;
  for (const plan::Key::Entry& member : key->members) {
    labels.push_back(member.label);
  }
  if (std::find(labels.begin(), labels.end(), text) == labels.end()) {
    return Error{
        fmt::format("`{}` has no member {}; it has {}", key->name, Quoted(text), ListOf(labels))};
  }
  return Constant{plan::Member{std::string(text)}};
}

}  // namespace

Result<Constant> ParseQuantity(
    std::string_view text, const plan::Type& type, const plan::Plan& plan
) {
  switch (type.kind) {
    case plan::Type::Kind::kNumber: return ParseNumber(text, type, plan);
    case plan::Type::Kind::kBool:
      if (text == "true" || text == "false") {
        return Constant{text == "true"};
      }
      return Error{fmt::format("{} is neither true nor false", Quoted(text))};
    case plan::Type::Kind::kInstant: return ParseInstant(text);
    case plan::Type::Kind::kDate: {
      const Result<calendar::Date> date = calendar::ParseDate(text);
      return date ? Result<Constant>(Constant{plan::Date{date->days}}) : date.error();
    }
    case plan::Type::Kind::kText: return Constant{std::string(text)};
    case plan::Type::Kind::kMember: return ParseMember(text, type, plan);
    case plan::Type::Kind::kSpans: return Error{"spans cannot be written as one text"};
  }
  Unreachable("a type is of no kind");
}

}  // namespace slate::settings
