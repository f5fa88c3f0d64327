// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "runtime/base/overloaded.h"

namespace slate::report {

namespace {

using exact::Rational;
using exact::Worse;

constexpr int kMostPlaces = 6;
constexpr int kPlacesOfShares = 4;
constexpr int kPlacesOfMoney = 2;
constexpr std::string_view kMore = "…";
const plan::Unit kTime = {{"time", 1}};

// Commas between the thousands in front of the point.
std::string Group(std::string_view decimal) {
  const std::size_t start = !decimal.empty() && decimal[0] == '-' ? 1 : 0;
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  std::string text(decimal.substr(0, start));
  for (std::size_t at = start; at < point; ++at) {
    if (at > start && (point - at) % 3 == 0) {
      text += ',';
    }
    text += decimal[at];
  }
  return text + std::string(decimal.substr(point));
}

std::string StripZeros(std::string decimal) {
  if (decimal.find('.') == std::string::npos) {
    return decimal;
  }
  decimal.erase(decimal.find_last_not_of('0') + 1);
  if (decimal.back() == '.') {
    decimal.pop_back();
  }
  return decimal;
}

std::size_t PlacesOf(std::string_view decimal) {
  const std::size_t point = decimal.find('.');
  return point == std::string_view::npos ? 0 : decimal.size() - point - 1;
}

// The whole value, if that is short enough to read.
std::optional<std::string> ShortDecimal(const Rational& value) {
  std::optional<std::string> decimal = exact::ToExactDecimal(value);
  return decimal && PlacesOf(*decimal) <= kMostPlaces ? decimal : std::nullopt;
}

std::string Pad(std::string decimal, int min_places) {
  const auto wanted = static_cast<std::size_t>(min_places);
  const std::size_t places = PlacesOf(decimal);
  if (places >= wanted) {
    return decimal;
  }
  decimal += places == 0 ? "." : "";
  return decimal + std::string(wanted - places, '0');
}

struct TimeUnit {
  std::int64_t ns;
  std::string_view name;
};

std::string Seconds(std::int64_t ns) {
  return fmt::format(
      "{} s", StripZeros(exact::ToDecimal(Rational::Of(ns, calendar::kNsPerSecond), 9))
  );
}

std::string BelowSecond(std::int64_t ns) {
  constexpr std::array kUnits = {
      TimeUnit{1'000'000, "ms"}, TimeUnit{1'000, "µs"}, TimeUnit{1, "ns"}};
  for (const TimeUnit& unit : kUnits) {
    if (ns >= unit.ns) {
      return fmt::format(
          "{} {}", StripZeros(exact::ToDecimal(Rational::Of(ns, unit.ns), 6)), unit.name
      );
    }
  }
  return "0 s";
}

std::string WholeDuration(std::int64_t ns) {
  if (ns < calendar::kNsPerSecond) {
    return BelowSecond(ns);
  }
  constexpr std::array kUnits = {
      TimeUnit{calendar::kNsPerDay, "d"},
      TimeUnit{calendar::kNsPerHour, "h"},
      TimeUnit{calendar::kNsPerMinute, "min"}};
  std::string text;
  for (const TimeUnit& unit : kUnits) {
    if (ns >= unit.ns) {
      text += fmt::format("{}{} {}", text.empty() ? "" : " ", ns / unit.ns, unit.name);
      ns %= unit.ns;
    }
  }
  return ns == 0 ? text : text + (text.empty() ? "" : " ") + Seconds(ns);
}

std::string UnitInWords(const plan::Unit& unit) {
  std::string above;
  std::string below;
  for (const auto& [name, exponent] : unit) {
    std::string& side = exponent > 0 ? above : below;
    side += side.empty() ? "" : " · ";
    side += name == "time" ? "ns" : name;
    const int power = exponent > 0 ? exponent : -exponent;
    side += power == 1 ? "" : fmt::format("^{}", power);
  }
  return above + (below.empty() ? "" : " / " + below);
}

// Currencies are the units of three capitals (ISO 4217).
bool IsMoney(const plan::Type& type) {
  if (type.unit.size() != 1 || type.unit.begin()->second != 1) {
    return false;
  }
  const std::string& name = type.unit.begin()->first;
  return name.size() == 3 &&
         std::all_of(name.begin(), name.end(), [](char c) { return 'A' <= c && c <= 'Z'; });
}

std::string SharesBeside(const Rational& value, const Beside& beside) {
  constexpr std::int64_t kHundred = 100;
  const Rational percent = value * kHundred;
  const std::optional<std::string> all = ShortDecimal(percent);
  if (all && PlacesOf(*all) <= kPlacesOfShares) {
    return *all + "%";
  }
  const Rational threshold = beside.threshold ? *beside.threshold * kHundred : Rational(-1);
  return exact::ShowApart(percent, threshold, beside.worse, kPlacesOfShares) + "%";
}

std::string NumberBeside(const Rational& value, const plan::Type& type, const Beside& beside) {
  if (beside.as_share && type.unit.empty()) {
    return SharesBeside(value, beside);
  }
  if (type.unit == kTime) {
    return DurationInWords(value, beside.worse);
  }
  if (!beside.threshold || ShortDecimal(value)) {
    return QuantityInWords(value, type);
  }
  const std::string shown =
      Group(exact::ShowApart(value, *beside.threshold, beside.worse, kPlacesOfShares));
  return type.unit.empty() ? shown : fmt::format("{} {}", shown, UnitInWords(type.unit));
}

std::string SetInWords(const spans::SpanSet& set) {
  if (set.empty()) {
    return "none";
  }
  const std::size_t count = set.runs().size();
  return fmt::format(
      "{} in {} {}",
      DurationInWords(set.Length()),
      CountInWords(count),
      count == 1 ? "stretch" : "stretches"
  );
}

std::string SpansInWords(const evaluate::Spans& spans) {
  if (!spans.must.bounded() || !spans.upper().bounded()) {
    return "without end";
  }
  const std::string must = SetInWords(spans.must);
  return spans.certain() ? must : fmt::format("{} to {}", must, SetInWords(spans.upper()));
}

}  // namespace

std::string NumberInWords(const Rational& value, int min_places) {
  if (const std::optional<std::string> all = ShortDecimal(value)) {
    return Group(Pad(*all, min_places));
  }
  return Group(exact::ToDecimal(value, std::max(min_places, kPlacesOfShares))) + std::string(kMore);
}

std::string DurationInWords(const Rational& ns, Worse worse) {
  const Rational whole = worse == Worse::kLower ? ns.Floor() : ns.Ceil();
  const std::optional<std::int64_t> count = whole.Abs().ToInt64();
  if (!count) {
    return NumberInWords(ns / Rational(calendar::kNsPerDay)) + " d";
  }
  const std::string text = WholeDuration(*count);
  return whole.sign() < 0 ? "-" + text : text;
}

std::string QuantityInWords(const Rational& value, const plan::Type& type) {
  if (type.unit.empty()) {
    return type.range == plan::Type::Range::kShare ? NumberInWords(value * Rational(100)) + "%"
                                                   : NumberInWords(value);
  }
  if (type.unit == kTime) {
    return DurationInWords(value);
  }
  const int places = IsMoney(type) ? kPlacesOfMoney : 0;
  return fmt::format("{} {}", NumberInWords(value, places), UnitInWords(type.unit));
}

Beside BesideTarget(
    const plan::Type& value, const evaluate::Figure& target, std::optional<plan::Compare> compare
) {
  using Range = plan::Type::Range;
  Beside beside;
  if (const auto* threshold = std::get_if<Rational>(&target.value)) {
    beside.threshold = *threshold;
  }
  const bool below_one =
      beside.threshold && beside.threshold->sign() > 0 && *beside.threshold < Rational(1);
  const bool shares = value.range == Range::kShare || target.type.range == Range::kShare;
  beside.as_share = value.unit.empty() && value.range != Range::kCount && (below_one || shares);
  const bool lower_is_met =
      compare && (*compare == plan::Compare::kLess || *compare == plan::Compare::kLessEqual);
  beside.worse = lower_is_met ? Worse::kHigher : Worse::kLower;
  return beside;
}

std::string FigureInWords(
    const evaluate::Figure& figure, const Settlement& settlement, const Beside& beside
) {
  Beside how = beside;
  how.as_share = how.as_share || figure.type.range == plan::Type::Range::kShare;
  return std::visit(
      Overloaded{
          [](const evaluate::Undefined&) { return std::string("–"); },
          [&](const Rational& value) { return NumberBeside(value, figure.type, how); },
          [](evaluate::Truth truth) { return std::string(TruthInWords(truth)); },
          [&](const evaluate::Instant& instant) {
            return InstantInWords(instant.ns, settlement.zone);
          },
          [](const evaluate::Date& date) { return calendar::FormatDate(calendar::Date{date.day}); },
          [&](const evaluate::Label& label) { return settlement.outcome.labels.TextOf(label); },
          [](const evaluate::Spans& spans) { return SpansInWords(spans); },
          [&](const evaluate::Interval& between) {
            return fmt::format(
                "{} .. {}{}",
                NumberBeside(between.lo, figure.type, how),
                NumberBeside(between.hi, figure.type, how),
                between.maybe_none ? " or none" : ""
            );
          },
          [](const evaluate::Unknown& unknown) { return std::string(TruthInWords(unknown.why)); },
      },
      figure.value
  );
}

std::string InstantInWords(std::int64_t instant, const calendar::TimeZone& zone) {
  if (instant == spans::kForever || instant == spans::kBeginning) {
    return "open";
  }
  return zone.Format(instant);
}

std::string RunInWords(spans::Run run, const calendar::TimeZone& zone) {
  if (!run.bounded()) {
    return fmt::format("{} to {}", InstantInWords(run.from, zone), InstantInWords(run.to, zone));
  }
  const calendar::Date first = zone.DayOf(run.from);
  const calendar::Date after = zone.DayOf(run.to);
  if (zone.StartOfDay(first) != run.from || zone.StartOfDay(after) != run.to) {
    return fmt::format("{} to {}", zone.Format(run.from), zone.Format(run.to));
  }
  return fmt::format("{} to {}", calendar::FormatDate(first), calendar::FormatDate(after - 1));
}

std::string CountInWords(std::uint64_t count) {
  return Group(std::to_string(count));
}

std::string_view TruthInWords(evaluate::Truth truth) {
  switch (truth) {
    case evaluate::Truth::kFalse: return "no";
    case evaluate::Truth::kTrue: return "yes";
    case evaluate::Truth::kPending: return "pending";
    case evaluate::Truth::kUndecided: return "undecided";
  }
  Unreachable("a truth without a word");
}

std::string_view CompareSign(plan::Compare compare) {
  switch (compare) {
    case plan::Compare::kEqual: return "=";
    case plan::Compare::kNotEqual: return "!=";
    case plan::Compare::kLess: return "<";
    case plan::Compare::kLessEqual: return "<=";
    case plan::Compare::kGreater: return ">";
    case plan::Compare::kGreaterEqual: return ">=";
  }
  Unreachable("a comparison without a sign");
}

}  // namespace slate::report
