// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "compiler/emit/docs/phrasebook.h"

namespace slate::emit::docs {

extern const Phrasebook kEnglish;
extern const Formulas kEnglishFormulas;
extern const Phrasebook kGerman;
extern const Formulas kGermanFormulas;
extern const Phrasebook kRussian;
extern const Formulas kRussianFormulas;
extern const Phrasebook kChinese;
extern const Formulas kChineseFormulas;

struct Language {
  std::string_view tag;     // en; as in `clause { en … }` and --language
  std::string_view locale;  // whose CLDR rules for numbers, dates and plurals hold
  const Phrasebook* phrases = nullptr;
  const Formulas* formulas = nullptr;
};

std::span<const Language> AllLanguages();
const Language* FindLanguage(std::string_view tag);

}  // namespace slate::emit::docs
