// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/words.h"

#include <array>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/overloaded.h"
#include "runtime/exact/decimal.h"
#include "runtime/plan/show_bytes.h"

namespace slate::evaluate {

namespace {

constexpr std::size_t kRunsShown = 3;
constexpr std::size_t kDigitsShown = 24;

std::string Number(const Rational& value) {
  if (const std::optional<std::string> decimal = exact::ToExactDecimal(value);
      decimal && decimal->size() <= kDigitsShown) {
    return *decimal;
  }
  const std::string fraction = value.ToString();
  const std::string near = exact::ToDecimal(value, 9);
  return fraction.size() <= kDigitsShown ? fmt::format("{} (about {})", fraction, near)
                                         : fmt::format("about {}", near);
}

// 99.85%, or 709/720 (about 98.472222222%).
std::string Percent(const Rational& value) {
  const Rational percent = value * Rational(100);
  if (const std::optional<std::string> decimal = exact::ToExactDecimal(percent);
      decimal && decimal->size() <= kDigitsShown) {
    return *decimal + "%";
  }
  const std::string near = exact::ToDecimal(percent, 9);
  const std::string fraction = value.ToString();
  return fraction.size() <= kDigitsShown ? fmt::format("{} (about {}%)", fraction, near)
                                         : fmt::format("about {}%", near);
}

bool IsMoney(const std::string& dimension) {
  return dimension.size() == 3 &&
         dimension.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
}

std::string Money(const Rational& value, const std::string& currency) {
  const bool cents = (value * Rational(100)).is_integer();
  return fmt::format("{} {}", cents ? exact::ToDecimal(value, 2) : Number(value), currency);
}

std::string Bytes(const Rational& value) {
  const auto [figure, unit] = plan::InByteUnit(value);
  return fmt::format("{} {}", Number(figure), unit);
}

std::string OtherUnits(const Rational& value, const plan::Unit& unit) {
  std::string text = Number(value);
  for (const auto& [dimension, exponent] : unit) {
    const std::string name = dimension == "time" ? "ns" : dimension;
    text += exponent == 1 ? " " + name : fmt::format(" {}^{}", name, exponent);
  }
  return text;
}

std::string Quantity(const Rational& value, const plan::Type& type) {
  if (type.unit.empty()) {
    return type.range == plan::Type::Range::kShare ? Percent(value) : Number(value);
  }
  const auto& [dimension, exponent] = *type.unit.begin();
  if (type.unit.size() == 1 && exponent == 1) {
    if (dimension == "time") {
      return DurationInWords(value);
    }
    if (dimension == "bytes") {
      return Bytes(value);
    }
    if (IsMoney(dimension)) {
      return Money(value, dimension);
    }
  }
  if (type.unit == plan::Unit{{"bytes", 1}, {"time", -1}}) {
    return Bytes(value * Rational(1'000'000'000)) + "/s";
  }
  return OtherUnits(value, type.unit);
}

std::string SpansInWords(const Spans& spans, const calendar::TimeZone& zone) {
  if (spans.upper().empty()) {
    return "nothing";
  }
  std::string text;
  std::size_t shown = 0;
  for (const Run& run : spans.upper().runs()) {
    if (shown == kRunsShown) {
      text += fmt::format(" and {} more", spans.upper().runs().size() - shown);
      break;
    }
    const std::string from = run.from == spans::kBeginning ? "" : zone.Format(run.from) + " ";
    const std::string to = run.to == spans::kForever ? "" : " " + zone.Format(run.to);
    text += (shown == 0 ? "" : ", ") + from + ".." + to;
    ++shown;
  }
  return spans.certain() ? text : "at most " + text;
}

std::string TruthInWords(Truth truth) {
  switch (truth) {
    case Truth::kTrue: return "true";
    case Truth::kFalse: return "false";
    case Truth::kPending: return "pending";
    case Truth::kUndecided: return "undecided";
  }
  return "undecided";
}

}  // namespace

std::string DurationInWords(const Rational& ns) {
  const std::optional<std::int64_t> whole = ns.ToInt64();
  if (!whole) {
    return Number(ns) + " ns";
  }
  if (*whole == 0) {
    return "0s";
  }
  constexpr std::array<std::pair<std::int64_t, const char*>, 6> kUnits{{
      {3'600'000'000'000, "h"},
      {60'000'000'000, "min"},
      {1'000'000'000, "s"},
      {1'000'000, "ms"},
      {1'000, "us"},
      {1, "ns"},
  }};
  std::string text = *whole < 0 ? "-" : "";
  std::uint64_t left =
      *whole < 0 ? 0 - static_cast<std::uint64_t>(*whole) : static_cast<std::uint64_t>(*whole);
  for (const auto& [size, name] : kUnits) {
    const std::uint64_t count = left / static_cast<std::uint64_t>(size);
    left %= static_cast<std::uint64_t>(size);
    text += count == 0 ? "" : fmt::format("{}{}", count, name);
  }
  return text;
}

std::string InWords(
    const Value& value, const plan::Type& type, const Labels& labels, const calendar::TimeZone& zone
) {
  return std::visit(
      Overloaded{
          [](const Undefined&) -> std::string { return "no value"; },
          [&](const Rational& number) { return Quantity(number, type); },
          [](Truth truth) { return TruthInWords(truth); },
          [&](const Instant& instant) { return zone.Format(instant.ns); },
          [](const Date& date) { return calendar::FormatDate({date.day}); },
          [&](const Label& label) { return labels.TextOf(label); },
          [&](const Spans& spans) { return SpansInWords(spans, zone); },
          [&](const Interval& interval) {
            return fmt::format(
                "between {} and {}{}",
                Quantity(interval.lo, type),
                Quantity(interval.hi, type),
                interval.maybe_none ? ", or no value" : ""
            );
          },
          [](const Unknown& unknown) { return TruthInWords(unknown.why); },
      },
      value
  );
}

}  // namespace slate::evaluate
