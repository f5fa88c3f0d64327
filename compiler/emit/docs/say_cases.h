// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "compiler/diff/compare.h"
#include "compiler/emit/docs/terms.h"
#include "compiler/emit/docs/version_phrases.h"

namespace slate::emit::docs {

// Cases and remarks of a comparison in the language of a document.
class CaseSpeaker {
 public:
  CaseSpeaker(const Speaker& speaker, const Terms& terms)
      : speaker_(speaker), terms_(terms), v_(VersionPhrasesIn(speaker.tag())) {}

  // A sentence; nothing for a case that only a formula tells: the wordings beside it show that.
  std::optional<std::string> Case(const diff::Witness& witness) const;
  // `label` gives a term its name.
  std::string Remark(
      const diff::Note& note, const std::function<std::string(const std::string&)>& label
  ) const;
  std::string Gains(diff::Verdict verdict) const;
  std::string Kind(diff::ChangeKind kind) const;

 private:
  std::string Amount(const diff::Quantity& quantity) const;
  Noun FirstOf(const diff::Said& said) const;
  std::string InARow(const std::vector<diff::Quantity>& amounts) const;
  std::string Place(const diff::Said& said) const;
  std::string Outcome(const diff::Said& said) const;
  std::string Step(const diff::Said& said) const;
  Noun Rhythm(const plan::Rhythm& rhythm) const;
  std::string Member(const std::string& label) const;
  const Phrase* PlainRemark(diff::Remark remark) const;

  const Speaker& speaker_;
  const Terms& terms_;
  const VersionPhrases& v_;
};

}  // namespace slate::emit::docs
