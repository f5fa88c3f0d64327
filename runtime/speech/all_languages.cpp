// SPDX-License-Identifier: Apache-2.0
#include "runtime/speech/all_languages.h"

namespace slate::speech {

std::span<const Language> AllLanguages() {
  static constexpr Language kLanguages[] = {
      {"en", "en_GB", &kEnglish, &kEnglishFormulas, &kEnglishReports},
      {"de", "de", &kGerman, &kGermanFormulas, &kGermanReports},
      {"ru", "ru", &kRussian, &kRussianFormulas, &kRussianReports},
      {"zh", "zh", &kChinese, &kChineseFormulas, &kChineseReports},
  };
  return kLanguages;
}

const Language* FindLanguage(std::string_view tag) {
  for (const Language& language : AllLanguages()) {
    if (language.tag == tag) {
      return &language;
    }
  }
  return nullptr;
}

}  // namespace slate::speech
