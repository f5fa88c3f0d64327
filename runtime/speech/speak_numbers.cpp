// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <memory>

#include <unicode/listformatter.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>

#include "runtime/base/check.h"
#include "runtime/exact/decimal.h"
#include "runtime/speech/speaker.h"

namespace slate::speech {

namespace {

constexpr std::size_t kMostDigits = 24;
constexpr int kPlacesOfCut = 6;
constexpr std::string_view kCut = "…";

using icu::number::UnlocalizedNumberFormatter;

icu::Locale LocaleOf(const Language& language) {
  return icu::Locale(std::string(language.locale).c_str());
}

const char* CaseOf(Case form) {
  switch (form) {
    case Case::kGenitive: return "genitive";
    case Case::kDative: return "dative";
    case Case::kAccusative:
    case Case::kEach: return "accusative";
    case Case::kInstrumental: return "instrumental";
    case Case::kPrepositional: return "prepositional";
    case Case::kNominative:
    case Case::kBare: return "nominative";
  }
  return "nominative";
}

struct Said {
  std::string text;
  std::string plural;
};

Said Format(
    const UnlocalizedNumberFormatter& formatter,
    const icu::Locale& locale,
    const std::string& decimal
) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::number::FormattedNumber number =
      formatter.locale(locale).formatDecimal(decimal, status);
  Said said;
  number.toString(status).toUTF8String(said.text);
  const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(locale, status));
  Check(U_FAILURE(status) == 0, "ICU cannot write a number in this language");
  rules->select(number, status).toUTF8String(said.plural);
  return said;
}

UnlocalizedNumberFormatter Plainly() {
  return icu::number::NumberFormatter::with().precision(icu::number::Precision::unlimited());
}

std::optional<std::string> ShortDecimal(const Rational& value) {
  std::optional<std::string> decimal = exact::ToExactDecimal(value);
  return decimal && decimal->size() <= kMostDigits ? decimal : std::nullopt;
}

// `…` after the last digit: `99.887 %` becomes `99.887… %`.
std::string WithCut(std::string text) {
  const std::size_t last = text.find_last_of("0123456789");
  text.insert(last == std::string::npos ? text.size() : last + 1, kCut);
  return text;
}

bool IsCurrency(const plan::Unit& unit) {
  if (unit.size() != 1 || unit.begin()->second != 1) {
    return false;
  }
  const std::string& name = unit.begin()->first;
  return name.size() == 3 &&
         name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
}

bool IsTime(const plan::Unit& unit) {
  return unit.size() == 1 && unit.begin()->first == "time" && unit.begin()->second == 1;
}

constexpr std::int64_t kSecond = 1'000'000'000;

struct TimeUnit {
  std::int64_t ns;
  const char* name;
};
constexpr std::array<TimeUnit, 6> kTimeUnits{{
    {3'600'000'000'000, "hour"},
    {60'000'000'000, "minute"},
    {1'000'000'000, "second"},
    {1'000'000, "millisecond"},
    {1'000, "microsecond"},
    {1, "nanosecond"},
}};

}  // namespace

// A number of these digits in the form of the language.
std::string Speaker::WithPlaces(const Rational& value, const std::string& decimal) const {
  const Said said = Format(Plainly(), LocaleOf(language_), decimal);
  return ShortDecimal(value) ? said.text : WithCut(said.text);
}

std::string Speaker::Decimal(const Rational& value) const {
  if (const std::optional<std::string> decimal = ShortDecimal(value)) {
    return WithPlaces(value, *decimal);
  }
  const std::string about = WithPlaces(value, exact::ToDecimal(value, kPlacesOfCut));
  const std::string fraction = value.ToString();
  return fraction.size() > kMostDigits
             ? about
             : Say(phrases.about, {{"fraction", fraction}, {"decimal", about}});
}

std::string Speaker::Digits(const std::string& decimal) const {
  const std::size_t point = decimal.find('.');
  const std::size_t places = point == std::string::npos ? 0 : decimal.size() - point - 1;
  const auto formatter =
      icu::number::NumberFormatter::with()
          .precision(icu::number::Precision::fixedFraction(static_cast<std::int32_t>(places)))
          .grouping(UNUM_GROUPING_ON_ALIGNED);
  return Format(formatter, LocaleOf(language_), decimal).text;
}

Noun Speaker::Number(const Rational& value) const {
  const std::optional<std::string> decimal = ShortDecimal(value);
  const Said said =
      decimal ? Format(Plainly(), LocaleOf(language_), *decimal) : Said{Decimal(value), "other"};
  return Noun([text = said.text](Case) { return text; }, said.plural);
}

Noun Speaker::Ordinal(const Rational& value) const {
  const std::string text = Number(value).Text();
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::PluralRules> rules(
      icu::PluralRules::forLocale(LocaleOf(language_), UPLURAL_TYPE_ORDINAL, status)
  );
  Check(U_FAILURE(status) == 0, "ICU has no ranks in this language");
  std::string plural = "other";
  if (const std::optional<std::int64_t> whole = value.ToInt64()) {
    plural.clear();
    rules->select(static_cast<std::int32_t>(*whole)).toUTF8String(plural);
  }
  return Noun([text](Case) { return text; }, plural);
}

Noun Speaker::Percent(const Rational& share) const {
  const Rational percent = share * Rational(100);
  const std::optional<std::string> decimal = ShortDecimal(percent);
  const std::string digits = decimal.value_or(exact::ToDecimal(percent, kPlacesOfCut));
  const UnlocalizedNumberFormatter formatter = Plainly().unit(icu::NoUnit::percent());
  const std::string text = Format(formatter, LocaleOf(language_), digits).text;
  if (decimal) {
    return text;
  }
  const std::string fraction = share.ToString();
  return fraction.size() > kMostDigits
             ? WithCut(text)
             : Say(phrases.about, {{"fraction", fraction}, {"decimal", WithCut(text)}});
}

Noun Speaker::Money(const Rational& value, const std::string& currency) const {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8(currency);
  const icu::CurrencyUnit unit(wide.getTerminatedBuffer(), status);
  const icu::Locale locale = LocaleOf(language_);
  const auto with = [&](const icu::number::Precision& precision, const std::string& digits) {
    const auto formatter = icu::number::NumberFormatter::with()
                               .unit(unit)
                               .unitWidth(UNUM_UNIT_WIDTH_ISO_CODE)
                               .precision(precision);
    return Format(formatter, locale, digits).text;
  };
  Check(U_FAILURE(status) == 0, "a currency has three letters");
  if (const std::optional<std::string> decimal = ShortDecimal(value)) {
    const bool whole_cents = (value * Rational(100)).is_integer();
    return with(
        whole_cents ? icu::number::Precision::fixedFraction(2)
                    : icu::number::Precision::unlimited(),
        *decimal
    );
  }
  const std::string about =
      WithCut(with(icu::number::Precision::unlimited(), exact::ToDecimal(value, kPlacesOfCut)));
  const std::string fraction = value.ToString();
  return fraction.size() > kMostDigits
             ? about
             : Say(phrases.about, {{"fraction", fraction}, {"decimal", about}});
}

Noun Speaker::Unit(const Rational& value, const std::string& unit) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MeasureUnit measure = icu::MeasureUnit::forIdentifier(unit, status);
  Check(U_FAILURE(status) == 0, "ICU does not know a unit");
  const std::optional<std::string> decimal = ShortDecimal(value);
  const std::string digits = decimal.value_or(exact::ToDecimal(value, kPlacesOfCut));
  const icu::Locale locale = LocaleOf(language_);
  const auto say = [measure, digits, locale, exact = decimal.has_value()](Case form) {
    const UnlocalizedNumberFormatter formatter =
        Plainly().unit(measure).unitWidth(UNUM_UNIT_WIDTH_FULL_NAME).unitDisplayCase(CaseOf(form));
    const std::string text = Format(formatter, locale, digits).text;
    return exact ? text : WithCut(text);
  };
  return Noun(say, Format(Plainly(), locale, digits).plural);
}

// Hours and minutes whole, then one unit with its decimals: 1 hour, 30 minutes · 1.5 seconds.
Noun Speaker::Duration(const Rational& ns) const {
  std::vector<Noun> parts;
  Rational left = ns.Abs();
  for (const TimeUnit& unit : kTimeUnits) {
    const bool last = unit.ns <= kSecond;
    const Rational count = left / Rational(unit.ns);
    if (count >= Rational(1)) {
      parts.push_back(Unit(last ? count : count.Floor(), unit.name));
      left = last ? Rational(0) : left - count.Floor() * Rational(unit.ns);
    }
  }
  if (parts.empty()) {
    return Unit(left / Rational(kSecond), "second");
  }
  if (parts.size() == 1) {
    return ns.sign() < 0 ? Np(formulas.negated, {{"a", parts.front()}}) : parts.front();
  }
  return Noun([parts, locale = LocaleOf(language_)](Case form) {
    std::vector<icu::UnicodeString> said;
    for (const Noun& part : parts) {
      said.push_back(icu::UnicodeString::fromUTF8(part.In(form)));
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::ListFormatter> list(
        icu::ListFormatter::createInstance(locale, ULISTFMT_TYPE_UNITS, ULISTFMT_WIDTH_WIDE, status)
    );
    Check(U_FAILURE(status) == 0, "ICU has no lists in this language");
    icu::UnicodeString joined;
    list->format(said.data(), static_cast<std::int32_t>(said.size()), joined, status);
    std::string text;
    joined.toUTF8String(text);
    return text;
  });
}

Noun Speaker::Quantity(const Rational& value, const plan::Type& type) const {
  if (type.unit.empty()) {
    return type.range == plan::Type::Range::kShare ? Percent(value) : Number(value);
  }
  if (IsCurrency(type.unit)) {
    return Money(value, type.unit.begin()->first);
  }
  if (IsTime(type.unit)) {
    return Duration(value);
  }
  if (type.unit == plan::Unit{{"bytes", 1}}) {
    return Unit(value, "byte");
  }
  std::string unit;
  for (const auto& [name, exponent] : type.unit) {
    unit +=
        (unit.empty() ? "" : "·") + name + (exponent == 1 ? "" : "^" + std::to_string(exponent));
  }
  return Say(formulas.unit_amount, {{"n", Number(value)}, {"unit", unit}});
}

Noun Speaker::Figure(
    const Rational& value, const plan::Type& type, const std::optional<Rational>& threshold
) const {
  const bool share = type.unit.empty() && type.range == plan::Type::Range::kShare;
  const Rational scale(share ? 100 : 1);
  if (ShortDecimal(value * scale) || !threshold || !type.unit.empty()) {
    return Quantity(value, type);
  }
  const exact::Worse worse = value < *threshold ? exact::Worse::kLower : exact::Worse::kHigher;
  const std::string digits =
      exact::ShowApart(value * scale, *threshold * scale, worse, kPlacesOfCut);
  const UnlocalizedNumberFormatter formatter =
      share ? Plainly().unit(icu::NoUnit::percent()) : Plainly();
  const std::string text = WithCut(Format(formatter, LocaleOf(language_), digits).text);
  const std::string fraction = value.ToString();
  return fraction.size() > kMostDigits
             ? text
             : Say(phrases.about, {{"fraction", fraction}, {"decimal", text}});
}

}  // namespace slate::speech
