// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "runtime/speech/phrasebook.h"
#include "runtime/speech/report_phrases.h"

namespace slate::speech {

extern const Phrasebook kEnglish;
extern const Formulas kEnglishFormulas;
extern const Reports kEnglishReports;
extern const Phrasebook kGerman;
extern const Formulas kGermanFormulas;
extern const Reports kGermanReports;
extern const Phrasebook kRussian;
extern const Formulas kRussianFormulas;
extern const Reports kRussianReports;
extern const Phrasebook kChinese;
extern const Formulas kChineseFormulas;
extern const Reports kChineseReports;

struct Language {
  std::string_view tag;     // en; as in `clause { en … }` and --language
  std::string_view locale;  // whose CLDR rules for numbers, dates and plurals hold
  const Phrasebook* phrases = nullptr;
  const Formulas* formulas = nullptr;
  const Reports* reports = nullptr;
};

// English, German, Russian, Chinese.
std::span<const Language> AllLanguages();
const Language* FindLanguage(std::string_view tag);

}  // namespace slate::speech
