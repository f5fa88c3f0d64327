// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "runtime/report/words.h"

namespace slate::report {
namespace {

using exact::Rational;
using exact::Worse;

const plan::Type kNumber{};
const plan::Type kShare{.range = plan::Type::Range::kShare};
const plan::Type kMoney{.unit = {{"EUR", 1}}};
const plan::Type kBytes{.unit = {{"bytes", 1}}};
const plan::Type kDuration{.unit = {{"time", 1}}};
constexpr std::int64_t kSecond = calendar::kNsPerSecond;

// A settlement of nothing, for figures that need no context.
struct Nothing {
  plan::Plan plan{.name = "nothing", .zone = "UTC"};
  evaluate::Outcome outcome;
  calendar::TimeZone zone = calendar::TimeZone::Utc();
  Settlement settlement{.plan = plan, .outcome = outcome, .zone = zone};
};

std::string Beside99_95(const Rational& value, Worse worse = Worse::kLower) {
  const Nothing nothing;
  const Beside beside{.threshold = Rational::Of(9995, 10000), .worse = worse};
  return EnglishWords().Figure({kShare, value}, nothing.settlement, beside);
}

TEST_CASE("a figure is never shown on the other side of its target") {
  CHECK(Beside99_95(Rational::Of(9995, 10000)) == "99.95%");
  CHECK(Beside99_95(Rational::Of(99'949'999, 100'000'000)) == "99.9499%");
  // 99.95 % − 10⁻¹² needs no more places, since it is cut; + 10⁻¹² needs none to be on its side.
  CHECK(Beside99_95(Rational::Of(999'499'999'999, 1'000'000'000'000)) == "99.9499%");
  CHECK(
      Beside99_95(Rational::Of(999'500'000'001, 1'000'000'000'000), Worse::kHigher) == "99.9501%"
  );
  // Cut to four places, 99.95000001 % would read 99.9500 % and look as if it just met `> 99.95%`.
  CHECK(Beside99_95(Rational::Of(9'995'000'001, 10'000'000'000)) == "99.95000001%");
  CHECK(Beside99_95(Rational(1)) == "100%");
  CHECK(Beside99_95(Rational::Of(1, 3)) == "33.3333%");
}

TEST_CASE("an interval shows both its ends") {
  const Nothing nothing;
  const evaluate::Interval open{.lo = Rational::Of(1, 2), .hi = Rational(1)};
  CHECK(EnglishWords().Figure({kShare, open}, nothing.settlement) == "50% to 100%");
  CHECK(EnglishWords().Figure({kShare, evaluate::Undefined{}}, nothing.settlement) == "–");
  CHECK(
      EnglishWords().Figure(
          {kShare, evaluate::Unknown{evaluate::Truth::kPending}}, nothing.settlement
      ) == "pending"
  );
}

TEST_CASE("durations are exact") {
  CHECK(EnglishWords().Duration(0) == "0 s");
  CHECK(EnglishWords().Duration(54'000'000) == "54 ms");
  CHECK(EnglishWords().Duration(1'500) == "1.5 µs");
  CHECK(EnglishWords().Duration(kSecond) == "1 s");
  CHECK(EnglishWords().Duration(Rational(kSecond) * 60) == "1 min");
  // 2 · 86,400 + 3 · 3,600 + 4 · 60 + 5 = 183,845
  CHECK(EnglishWords().Duration(Rational(kSecond) * 183'845) == "2 d 3 h 4 min 5 s");
  CHECK(EnglishWords().Duration(Rational(kSecond) * 86'400 + 250'000'000) == "1 d 0.25 s");
  CHECK(EnglishWords().Duration(-Rational(kSecond) * 90) == "-1 min 30 s");
  CHECK(EnglishWords().Duration(Rational::Of(1, 3), Worse::kHigher) == "1 ns");
}

TEST_CASE("amounts have thousands and say when they go on") {
  CHECK(EnglishWords().Quantity(Rational::Of(1'234'567, 2), kMoney) == "617,283.50 EUR");
  CHECK(EnglishWords().Quantity(1000, kMoney) == "1,000.00 EUR");
  CHECK(EnglishWords().Quantity(-1000, kMoney) == "-1,000.00 EUR");
  CHECK(EnglishWords().Quantity(Rational::Of(100, 3), kMoney) == "33.3333… EUR");
  CHECK(EnglishWords().Quantity(1'221'927, kBytes) == "1,221,927 bytes");
  CHECK(EnglishWords().Quantity(Rational::Of(1, 1000), kShare) == "0.1%");
  CHECK(EnglishWords().Quantity(Rational::Of(5, 2), kNumber) == "2.5");
  CHECK(EnglishWords().Quantity(Rational(kSecond) * 300, kDuration) == "5 min");
}

TEST_CASE("whole days read as dates, other stretches as instants") {
  const calendar::TimeZone utc = calendar::TimeZone::Utc();
  const std::int64_t day = calendar::kNsPerDay;
  CHECK(EnglishWords().Run({0, 31 * day}, utc) == "1970-01-01 to 1970-01-31");
  CHECK(
      EnglishWords().Run({0, day / 2}, utc) == "1970-01-01T00:00+00:00 to 1970-01-01T12:00+00:00"
  );
  CHECK(EnglishWords().Run({0, spans::kForever}, utc) == "1970-01-01T00:00+00:00 to open");
}

const Words& WordsIn(std::string_view tag) {
  static const Words german(*speech::FindLanguage("de"));
  static const Words russian(*speech::FindLanguage("ru"));
  static const Words chinese(*speech::FindLanguage("zh"));
  return tag == "de" ? german : tag == "ru" ? russian : chinese;
}

TEST_CASE("figures are written as each language writes them") {
  const Rational minutes = Rational(kSecond) * 125;
  CHECK(WordsIn("de").Quantity(Rational::Of(2'469, 2), kMoney) == "1.234,50\u00a0EUR");
  CHECK(WordsIn("de").Quantity(Rational::Of(9995, 10000), kShare) == "99,95\u00a0%");
  CHECK(WordsIn("de").Duration(minutes) == "2\u00a0min 5\u00a0s");
  CHECK(WordsIn("ru").Quantity(Rational::Of(9995, 10000), kShare) == "99,95\u00a0%");
  CHECK(WordsIn("ru").Duration(minutes) == "2\u00a0мин 5\u00a0с");
  CHECK(WordsIn("zh").Quantity(Rational::Of(2'469, 2), kMoney) == "1,234.50 EUR");
  CHECK(WordsIn("zh").Duration(minutes) == "2分钟5秒");
}

}  // namespace
}  // namespace slate::report
