// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/evaluate/outcome.h"
#include "runtime/exact/decimal.h"
#include "runtime/report/settlement.h"

// Figures as a person reads them. Nothing here decides anything: what is shown beside a threshold
// lies on the side of it on which the figure lies.
namespace slate::report {

// `1,234.50`: commas between thousands, at least `min_places` places. What has no short decimal
// form is cut and ends in `…`.
std::string NumberInWords(const exact::Rational& value, int min_places = 0);

// `2 d 3 h 4 min 5.25 s`, a day being 24 h. A fraction of a nanosecond goes to the worse side.
std::string DurationInWords(const exact::Rational& ns, exact::Worse worse = exact::Worse::kLower);

// `500.00 EUR`, `1,221,927 bytes`, `99.95%`, `1 min 30 s`: all there is of the value.
std::string QuantityInWords(const exact::Rational& value, const plan::Type& type);

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
std::string FigureInWords(
    const evaluate::Figure& figure, const Settlement& settlement, const Beside& beside = {}
);

std::string InstantInWords(std::int64_t instant, const calendar::TimeZone& zone);
// `2026-07-01 to 2026-07-31` where it is whole local days, both included; else its two instants.
std::string RunInWords(spans::Run run, const calendar::TimeZone& zone);
// Thousands separated.
std::string CountInWords(std::uint64_t count);
// yes, no, pending, undecided
std::string_view TruthInWords(evaluate::Truth truth);

// `>=`, `half_up`, as in the language.
std::string_view CompareSign(plan::Compare compare);

}  // namespace slate::report
