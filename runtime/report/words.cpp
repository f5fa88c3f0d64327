// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "runtime/base/overloaded.h"
#include "runtime/plan/formula.h"

namespace slate::report {

namespace {

using exact::Rational;
using exact::Worse;

constexpr int kMostPlaces = 6;
constexpr int kPlacesOfShares = 4;
constexpr int kPlacesOfMoney = 2;
constexpr std::string_view kMore = "…";
constexpr std::string_view kNothing = "–";
const plan::Unit kTime = {{"time", 1}};

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

}  // namespace

Words::Words(const speech::Language& language) : p(*language.reports), speaker_(language) {
  const std::string sample = speaker_.Digits("1234.5");
  thousands_ = sample.substr(1, sample.find('2') - 1);
  point_ = sample.substr(sample.find('4') + 1, sample.find('5') - sample.find('4') - 1);
}

const Words& EnglishWords() {
  static const Words words(speech::AllLanguages().front());
  return words;
}

std::string Words::Say(const speech::Phrase& phrase, const speech::Slots& slots) const {
  return slots.empty() ? std::string(phrase.pattern) : speaker_.Say(phrase, slots);
}

std::string Words::Group(std::string_view decimal) const {
  const std::size_t start = !decimal.empty() && decimal[0] == '-' ? 1 : 0;
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  std::string text(decimal.substr(0, start));
  for (std::size_t at = start; at < point; ++at) {
    if (at > start && (point - at) % 3 == 0) {
      text += thousands_;
    }
    text += decimal[at];
  }
  return point == decimal.size() ? text : text + point_ + std::string(decimal.substr(point + 1));
}

std::string Words::Number(const Rational& value, int min_places) const {
  if (const std::optional<std::string> all = ShortDecimal(value)) {
    return Group(Pad(*all, min_places));
  }
  return Group(exact::ToDecimal(value, std::max(min_places, kPlacesOfShares))) + std::string(kMore);
}

std::string Words::Count(std::uint64_t count) const {
  return Group(std::to_string(count));
}

speech::Noun Words::Counted(std::uint64_t count) const {
  const Rational number(static_cast<std::int64_t>(count));
  return speech::Noun(
      [text = Count(count)](speech::Case) { return text; }, speaker_.Number(number).plural()
  );
}

std::string Words::Seconds(std::int64_t ns) const {
  const Rational seconds = Rational::Of(ns, calendar::kNsPerSecond);
  return Say(p.seconds, {{"n", Group(StripZeros(exact::ToDecimal(seconds, 9)))}});
}

std::string Words::BelowSecond(std::int64_t ns) const {
  const std::array<std::pair<std::int64_t, const speech::Phrase*>, 3> kUnits = {
      {{1'000'000, &p.milliseconds}, {1'000, &p.microseconds}, {1, &p.nanoseconds}}};
  for (const auto& [length, phrase] : kUnits) {
    if (ns >= length) {
      const Rational count = Rational::Of(ns, length);
      return Say(*phrase, {{"n", Group(StripZeros(exact::ToDecimal(count, 6)))}});
    }
  }
  return Say(p.seconds, {{"n", "0"}});
}

std::string Words::WholeDuration(std::int64_t ns) const {
  if (ns < calendar::kNsPerSecond) {
    return BelowSecond(ns);
  }
  const std::array<std::pair<std::int64_t, const speech::Phrase*>, 3> kUnits = {
      {{calendar::kNsPerDay, &p.days},
       {calendar::kNsPerHour, &p.hours},
       {calendar::kNsPerMinute, &p.minutes}}};
  std::string text;
  const auto add = [&](const std::string& part) {
    text = text.empty() ? part : Say(p.between_units, {{"a", text}, {"b", part}});
  };
  for (const auto& [length, phrase] : kUnits) {
    if (ns >= length) {
      add(Say(*phrase, {{"n", std::to_string(ns / length)}}));
      ns %= length;
    }
  }
  if (ns > 0) {
    add(Seconds(ns));
  }
  return text;
}

std::string Words::Duration(const Rational& ns, Worse worse) const {
  const Rational whole = worse == Worse::kLower ? ns.Floor() : ns.Ceil();
  const std::optional<std::int64_t> count = whole.Abs().ToInt64();
  if (!count) {
    return Say(p.days, {{"n", Number(ns / Rational(calendar::kNsPerDay))}});
  }
  const std::string text = WholeDuration(*count);
  return whole.sign() < 0 ? "-" + text : text;
}

std::string Words::Percent(const Rational& share) const {
  return Say(p.percent, {{"n", Number(share * Rational(100))}});
}

std::string Words::WithUnit(const std::string& number, const plan::Unit& unit) const {
  return Say(p.with_unit, {{"n", number}, {"unit", UnitInWords(unit)}});
}

std::string Words::Quantity(const Rational& value, const plan::Type& type) const {
  if (type.unit.empty()) {
    return type.range == plan::Type::Range::kShare ? Percent(value) : Number(value);
  }
  if (type.unit == kTime) {
    return Duration(value);
  }
  return IsMoney(type)
             ? Say(p.money,
                   {{"n", Number(value, kPlacesOfMoney)}, {"currency", UnitInWords(type.unit)}})
             : WithUnit(Number(value), type.unit);
}

std::string Words::SharesBeside(const Rational& value, const Beside& beside) const {
  constexpr std::int64_t kHundred = 100;
  const Rational percent = value * kHundred;
  const std::optional<std::string> all = ShortDecimal(percent);
  if (all && PlacesOf(*all) <= kPlacesOfShares) {
    return Say(p.percent, {{"n", Group(*all)}});
  }
  const Rational threshold = beside.threshold ? *beside.threshold * kHundred : Rational(-1);
  const std::string shown = exact::ShowApart(percent, threshold, beside.worse, kPlacesOfShares);
  return Say(p.percent, {{"n", Group(shown)}});
}

std::string Words::NumberBeside(const Rational& value, const plan::Type& type, const Beside& beside)
    const {
  if (beside.as_share && type.unit.empty()) {
    return SharesBeside(value, beside);
  }
  if (type.unit == kTime) {
    return Duration(value, beside.worse);
  }
  if (!beside.threshold || ShortDecimal(value)) {
    return Quantity(value, type);
  }
  const std::string shown =
      Group(exact::ShowApart(value, *beside.threshold, beside.worse, kPlacesOfShares));
  return type.unit.empty() ? shown : WithUnit(shown, type.unit);
}

std::string Words::Set(const spans::SpanSet& set) const {
  if (set.empty()) {
    return Say(p.no_stretch);
  }
  return Say(p.stretches, {{"length", Duration(set.Length())}, {"n", Counted(set.runs().size())}});
}

std::string Words::Spans(const evaluate::Spans& spans) const {
  if (!spans.must.bounded() || !spans.upper().bounded()) {
    return Say(p.without_end);
  }
  const std::string must = Set(spans.must);
  return spans.certain() ? must : Say(p.between_ends, {{"from", must}, {"to", Set(spans.upper())}});
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

std::string Words::Figure(
    const evaluate::Figure& figure, const Settlement& settlement, const Beside& beside
) const {
  Beside how = beside;
  how.as_share = how.as_share || figure.type.range == plan::Type::Range::kShare;
  return std::visit(
      Overloaded{
          [](const evaluate::Undefined&) { return std::string(kNothing); },
          [&](const Rational& value) { return NumberBeside(value, figure.type, how); },
          [&](evaluate::Truth truth) { return Truth(truth); },
          [&](const evaluate::Instant& instant) { return Instant(instant.ns, settlement.zone); },
          [](const evaluate::Date& date) { return calendar::FormatDate(calendar::Date{date.day}); },
          [&](const evaluate::Label& label) { return settlement.outcome.labels.TextOf(label); },
          [&](const evaluate::Spans& spans) { return Spans(spans); },
          [&](const evaluate::Interval& between) {
            const std::string both =
                Say(p.between_ends,
                    {{"from", NumberBeside(between.lo, figure.type, how)},
                     {"to", NumberBeside(between.hi, figure.type, how)}});
            return between.maybe_none ? Say(p.or_none, {{"x", both}}) : both;
          },
          [&](const evaluate::Unknown& unknown) { return Truth(unknown.why); },
      },
      figure.value
  );
}

std::string Words::Instant(std::int64_t instant, const calendar::TimeZone& zone) const {
  if (instant == spans::kForever || instant == spans::kBeginning) {
    return Say(p.open);
  }
  return zone.Format(instant);
}

std::string Words::Run(spans::Run run, const calendar::TimeZone& zone) const {
  std::string from = Instant(run.from, zone);
  std::string to = Instant(run.to, zone);
  if (run.bounded()) {
    const calendar::Date first = zone.DayOf(run.from);
    const calendar::Date after = zone.DayOf(run.to);
    if (zone.StartOfDay(first) == run.from && zone.StartOfDay(after) == run.to) {
      from = calendar::FormatDate(first);
      to = calendar::FormatDate(after - 1);
    }
  }
  return Say(p.from_to, {{"from", from}, {"to", to}});
}

std::string Words::Truth(evaluate::Truth truth) const {
  switch (truth) {
    case evaluate::Truth::kFalse: return Say(p.no);
    case evaluate::Truth::kTrue: return Say(p.yes);
    case evaluate::Truth::kPending: return Say(p.pending);
    case evaluate::Truth::kUndecided: return Say(p.undecided);
  }
  Unreachable("a truth without a word");
}

std::string Words::Verdict(evaluate::Verdict verdict) const {
  switch (verdict) {
    case evaluate::Verdict::kNone: return Say(p.none_word);
    case evaluate::Verdict::kMet: return Say(p.met);
    case evaluate::Verdict::kMissed: return Say(p.not_met);
    case evaluate::Verdict::kPending: return Say(p.pending);
    case evaluate::Verdict::kUndecided: return Say(p.undecided);
    case evaluate::Verdict::kVoid: return Say(p.void_word);
  }
  Unreachable("a verdict without a word");
}

speech::Noun Words::Rhythm(const plan::Rhythm& rhythm) const {
  using Unit = plan::Rhythm::Unit;
  const speech::Phrasebook& book = speaker_.phrases;
  switch (rhythm.unit) {
    case Unit::kDay: return speaker_.Np(p.rhythm_day);
    case Unit::kWeek: return speaker_.Np(book.rhythm_week);
    case Unit::kMonth: return speaker_.Np(book.rhythm_month);
    case Unit::kQuarter: return speaker_.Np(book.rhythm_quarter);
    case Unit::kYear:
      return speaker_.Np(rhythm.contract ? book.rhythm_contract_year : book.rhythm_year);
    case Unit::kDays:
      return speaker_.Np(
          book.rhythm_days_plain, {{"days", speaker_.Unit(Rational(rhythm.count), "day")}}
      );
    case Unit::kTerm: return speaker_.Np(book.rhythm_term);
  }
  Unreachable("a rhythm without words");
}

// Where the decimal sign is a comma, lists are parted otherwise.
std::string Words::Formula(const plan::Plan& plan, plan::NodeId id) const {
  const plan::FormulaStyle style{
      .number =
          [this](const Rational& value, const plan::Type& type) { return Quantity(value, type); },
      .between = point_ == "," ? "; " : ", "};
  return plan::FormulaOf(plan, id, style);
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
