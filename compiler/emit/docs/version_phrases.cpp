// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/version_phrases.h"

#include <utility>

namespace slate::emit::docs {

const VersionPhrases& VersionPhrasesIn(std::string_view tag) {
  static constexpr std::pair<std::string_view, const VersionPhrases*> kAll[] = {
      {"de", &kGermanVersions}, {"ru", &kRussianVersions}, {"zh", &kChineseVersions}};
  for (const auto& [name, phrases] : kAll) {
    if (tag == name) {
      return *phrases;
    }
  }
  return kEnglishVersions;
}

}  // namespace slate::emit::docs
