// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <unicode/messagepattern.h>

#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/speech.h"

namespace slate::emit::docs {

using speech::AllLanguages;
using speech::AllPhrases;
using speech::FindLanguage;

namespace {

// The slots of a pattern without the ends that say in which form.
std::set<std::string> SlotsOf(std::string_view pattern) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern parsed(
      icu::UnicodeString::fromUTF8(std::string(pattern)), nullptr, status
  );
  CAPTURE(pattern);
  REQUIRE(U_SUCCESS(status));
  std::set<std::string> slots;
  for (std::int32_t i = 0; i < parsed.countParts(); ++i) {
    if (parsed.getPart(i).getType() != UMSGPAT_PART_TYPE_ARG_NAME) {
      continue;
    }
    std::string name;
    parsed.getSubstring(parsed.getPart(i)).toUTF8String(name);
    for (const std::string end :
         {"_gen", "_dat", "_acc", "_ins", "_pre", "_each", "_bare", "_same", "_plural"}) {
      if (name.ends_with(end)) {
        name.resize(name.size() - end.size());
      }
    }
    if (name != "case") {
      slots.insert(name);
    }
  }
  return slots;
}

template <typename T>
void CheckAgainstEnglish(const T& english, const T& other) {
  const auto ours = AllPhrases(english);
  const auto theirs = AllPhrases(other);
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CAPTURE(theirs[i].pattern);
    CHECK(SlotsOf(ours[i].pattern) == SlotsOf(theirs[i].pattern));
  }
}

std::string Shown(const Language& language, const Rational& value, Case form = Case::kNominative) {
  return Speaker(language).Duration(value).In(form);
}

const Rational kMinute(60'000'000'000);

}  // namespace

TEST_CASE("every phrase of every language is a pattern with the slots of the English one") {
  REQUIRE(AllLanguages().size() == 4);
  for (const Language& language : AllLanguages()) {
    CheckAgainstEnglish(speech::kEnglish, *language.phrases);
    CheckAgainstEnglish(speech::kEnglishFormulas, *language.formulas);
    CheckAgainstEnglish(speech::kEnglishReports, *language.reports);
  }
}

TEST_CASE("durations agree in number and case") {
  const Language& russian = *FindLanguage("ru");
  CHECK(Shown(russian, kMinute) == "1 минута");
  CHECK(Shown(russian, kMinute * Rational(2)) == "2 минуты");
  CHECK(Shown(russian, kMinute * Rational(5)) == "5 минут");
  CHECK(Shown(russian, kMinute * Rational(2), Case::kGenitive) == "2 минут");
  const Language& german = *FindLanguage("de");
  CHECK(Shown(german, kMinute * Rational(5), Case::kDative) == "5 Minuten");
  CHECK(Shown(german, kMinute * Rational(24 * 60), Case::kDative) == "24 Stunden");
  const Language& english = *FindLanguage("en");
  CHECK(Shown(english, kMinute * Rational(90)) == "1 hour, 30 minutes");
  CHECK(Shown(english, kMinute / Rational(40)) == "1.5 seconds");
  CHECK(Shown(english, Rational(0)) == "0 seconds");
  CHECK(Shown(*FindLanguage("zh"), kMinute * Rational(5)) == "5分钟");
}

TEST_CASE("a number that does not end is a fraction and never crosses its threshold") {
  const Speaker english(*FindLanguage("en"));
  plan::Type share;
  share.range = plan::Type::Range::kShare;
  // 1 - 1/2001 = 99.95002…%, 1 - 1/1999 = 99.94997…%
  const Rational target = Rational::Of(1999, 2000);
  CHECK(
      english.Figure(Rational::Of(1998, 1999), share, target).Text() ==
      "1998/1999 (about 99.949974…%)"
  );
  CHECK(
      english.Figure(Rational::Of(2000, 2001), share, target).Text() ==
      "2000/2001 (about 99.950025…%)"
  );
  // Nearer than six places: as many more as keep it below.
  const Rational near = target - Rational::Of(1, 3'000'000'000'000);
  CHECK(english.Figure(near, share, target).Text().find("99.95") == std::string::npos);
  CHECK(english.Percent(target).Text() == "99.95%");
  CHECK(english.Money(Rational::Of(1, 3), "EUR").Text().find("1/3") == 0);
}

TEST_CASE("texts of users cannot hide anything or turn the line") {
  CHECK(Plain("a\u202Eb") == "a\uFFFDb");
  CHECK(Plain("a\u2066b\u200Bc") == "a\uFFFDb\uFFFDc");
  CHECK(
      Plain("a\x01"
            "b\x1B[31m") == "a\uFFFDb\uFFFD[31m"
  );
  CHECK(Plain("line\nline\ttab") == "line line tab");
  CHECK(Plain("broken \xC3") == "broken \uFFFD");
  CHECK(PlainLines("a\r\n\tb") == "a\n\tb");
}

TEST_CASE("a relative clause is closed by one sign") {
  CHECK(
      PlainText(ToSentence("zeiten, in denen X zutrifft‸ und mehr")) ==
      "Zeiten, in denen X zutrifft, und mehr"
  );
  CHECK(PlainText(ToLine("Zeiten, in denen X zutrifft‸.")) == "Zeiten, in denen X zutrifft.");
  CHECK(PlainText(ToLine("a‸‸")) == "a");
  CHECK(PlainText(ToLine("a‸ (b)")) == "a (b)");
}

TEST_CASE("steps are lettered as in the language") {
  CHECK(StepMark(0, "en") == "(a)");
  CHECK(StepMark(26, "en") == "(aa)");
  CHECK(StepMark(2, "ru") == "в)");
  CHECK(StepMark(0, "zh") == "（一）");
  CHECK(StepMark(10, "zh") == "（十一）");
  CHECK(StepMark(20, "zh") == "（二十一）");
}

}  // namespace slate::emit::docs
