// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/evaluate/outcome.h"
#include "runtime/exact/decimal.h"
#include "runtime/report/settlement.h"
#include "runtime/speech/speaker.h"

// Figures as a person reads them. Nothing here decides anything: what is shown beside a threshold
// lies on the side of it on which the figure lies.
namespace slate::report {

// The value of a figure beside the threshold that it is held against.
struct Beside {
  std::optional<exact::Rational> threshold = {};
  exact::Worse worse = exact::Worse::kLower;
  bool as_share = false;  // the threshold is a share, so the value is read as one
};
// A promise of less than everything, such as 99.9%, is read as a share even where the plan knows
// only a number; a count is not.
Beside BesideTarget(
    const plan::Type& value, const evaluate::Figure& target, std::optional<plan::Compare> compare
);

// Says all that a report says, in one language.
class Words {
 public:
  explicit Words(const speech::Language& language);

  const speech::Reports& p;

  std::string_view tag() const { return speaker_.tag(); }
  std::string Say(const speech::Phrase& phrase, const speech::Slots& slots = {}) const;

  // `1,234.50`: thousands apart, at least `min_places` places. What has no short decimal form is
  // cut and ends in `…`.
  std::string Number(const exact::Rational& value, int min_places = 0) const;
  // A whole number with its plural, for phrases.
  speech::Noun Counted(std::uint64_t count) const;
  std::string Count(std::uint64_t count) const;
  // `2 d 3 h 4 min 5.25 s`, a day being 24 h. A fraction of a nanosecond goes to the worse side.
  std::string Duration(const exact::Rational& ns, exact::Worse worse = exact::Worse::kLower) const;
  std::string Percent(const exact::Rational& share) const;
  // `500.00 EUR`, `1,221,927 bytes`, `99.95%`, `1 min 30 s`: all there is of the value.
  std::string Quantity(const exact::Rational& value, const plan::Type& type) const;
  std::string Figure(
      const evaluate::Figure& figure, const Settlement& settlement, const Beside& beside = {}
  ) const;
  std::string Instant(std::int64_t instant, const calendar::TimeZone& zone) const;
  // `2026-07-01 to 2026-07-31` where it is whole local days, both included; else its two instants.
  std::string Run(spans::Run run, const calendar::TimeZone& zone) const;
  std::string Truth(evaluate::Truth truth) const;
  std::string Verdict(evaluate::Verdict verdict) const;
  speech::Noun Rhythm(const plan::Rhythm& rhythm) const;
  // A formula in symbols with the language's numbers.
  std::string Formula(const plan::Plan& plan, plan::NodeId id) const;

 private:
  std::string Group(std::string_view decimal) const;
  std::string WholeDuration(std::int64_t ns) const;
  std::string BelowSecond(std::int64_t ns) const;
  std::string Seconds(std::int64_t ns) const;
  std::string WithUnit(const std::string& number, const plan::Unit& unit) const;
  std::string SharesBeside(const exact::Rational& value, const Beside& beside) const;
  std::string NumberBeside(
      const exact::Rational& value, const plan::Type& type, const Beside& beside
  ) const;
  std::string Set(const spans::SpanSet& set) const;
  std::string Spans(const evaluate::Spans& spans) const;

  speech::Speaker speaker_;
  std::string point_;      // before the places
  std::string thousands_;  // between thousands
};

// `>=`, as in the language.
std::string_view CompareSign(plan::Compare compare);

}  // namespace slate::report
