// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/exact/rational.h"
#include "runtime/plan/plan.h"
#include "runtime/speech/all_languages.h"

namespace slate::speech {

using exact::Rational;

enum class Case : std::uint8_t {
  kNominative,
  kGenitive,
  kDative,
  kAccusative,
  kInstrumental,
  kPrepositional,
  kEach,  // accusative with `each` before it
  kBare,  // nominative without article, as in formulas
};

// Words that stand for a thing, in every case a sentence may need. Languages without cases say the
// same each time.
class Noun {
 public:
  Noun(std::string text);                              // NOLINT(google-explicit-constructor)
  Noun(const char* text) : Noun(std::string(text)) {}  // NOLINT(google-explicit-constructor)
  explicit Noun(std::function<std::string(Case)> say, std::string plural = "other");

  std::string In(Case form) const { return say_(form); }
  std::string Text() const { return say_(Case::kNominative); }
  const std::string& plural() const { return plural_; }

 private:
  std::function<std::string(Case)> say_;
  std::string plural_ = "other";  // CLDR category, of a number
};

using Slots = std::vector<std::pair<std::string, Noun>>;

// Says phrases, numbers and times in one language by CLDR's rules. Exact: a number that is no short
// decimal is a fraction.
class Speaker {
 public:
  explicit Speaker(const Language& language)
      : phrases(*language.phrases),
        formulas(*language.formulas),
        reports(*language.reports),
        language_(language) {}

  const Phrasebook& phrases;
  const Formulas& formulas;
  const Reports& reports;

  std::string_view tag() const { return language_.tag; }

  std::string Say(const Phrase& phrase, const Slots& slots = {}, Case form = Case::kNominative)
      const;
  // A phrase that is a noun.
  Noun Np(const Phrase& phrase, Slots slots = {}) const;
  // A wording from a text; nothing if it is no pattern or names a slot that is not there.
  std::optional<Noun> Wording(std::string_view pattern, const Slots& slots) const;

  Noun Number(const Rational& value) const;
  // Digits with a point as the language writes them, thousands apart; every place that there is.
  std::string Digits(const std::string& decimal) const;
  // With the plural category of its rank: 1st, 2nd, 3rd.
  Noun Ordinal(const Rational& value) const;
  Noun Percent(const Rational& share) const;
  Noun Money(const Rational& value, const std::string& currency) const;
  Noun Duration(const Rational& ns) const;
  // day, week, month, year, hour …, as ICU names units.
  Noun Unit(const Rational& value, const std::string& unit) const;
  // A number of what `type` says.
  Noun Quantity(const Rational& value, const plan::Type& type) const;
  // Beside the threshold it is held against: cut on its own side, never rounded across.
  Noun Figure(
      const Rational& value, const plan::Type& type, const std::optional<Rational>& threshold
  ) const;

  std::string Date(std::int32_t day) const;
  std::string Month(int year, int month) const;
  std::string MonthName(int month) const;
  std::string Quarter(int year, int quarter) const;
  std::string Weekday(int from_monday) const;
  std::string TimeOfDay(std::int64_t ns) const;
  std::string Moment(std::int32_t day, std::int64_t ns) const;

  std::string And(const std::vector<std::string>& items) const;
  std::string Or(const std::vector<std::string>& items) const;
  Noun And(std::vector<Noun> items) const;
  std::string Quoted(std::string_view plain) const;

 private:
  std::string Decimal(const Rational& value) const;
  std::string WithPlaces(const Rational& value, const std::string& decimal) const;

  const Language& language_;
};

}  // namespace slate::speech
