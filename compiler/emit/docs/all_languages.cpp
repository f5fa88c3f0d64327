// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/all_languages.h"

namespace slate::emit::docs {

std::span<const Language> AllLanguages() {
  static constexpr Language kLanguages[] = {
      {"en", "en_GB", &kEnglish, &kEnglishFormulas},
      {"de", "de", &kGerman, &kGermanFormulas},
      {"ru", "ru", &kRussian, &kRussianFormulas},
      {"zh", "zh", &kChinese, &kChineseFormulas},
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

}  // namespace slate::emit::docs
