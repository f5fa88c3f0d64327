// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/replay.h"
#include "cli/session.h"
#include "compiler/diff/compare.h"
#include "compiler/emit/docs/build_document.h"

namespace slate::cli {

// One agreement on its way to a document, in the version that holds on the day of --at, else in the
// latest one.
class Documenting {
 public:
  explicit Documenting(const Arguments& arguments) : arguments_(arguments) {}
  Documenting(const Documenting&) = delete;
  Documenting& operator=(const Documenting&) = delete;

  // kClean, or the exit code if there is no document; the reason is told.
  int Build();

  // All below: after Build() came to kClean.
  const emit::docs::DocumentInput& input() const { return *input_; }
  const emit::docs::Document& document() const { return *document_; }
  // All versions, or only the one of the document.
  diff::Text AllVersions() const;
  diff::Text ThisVersion() const;
  ReplayedText ForReplay();
  Session& session() { return session_; }

 private:
  int Compile();
  std::optional<std::size_t> Choose();
  int ChooseVersion();
  int BuildChosen();
  bool ExamplesHold() const;
  std::vector<emit::docs::FormalText> Texts() const;
  const plan::Plan& plan() const { return compiled_.plans[chosen_]; }
  const plan::Plan& VersionPlan() const;

  const Arguments& arguments_;
  Session session_ = {};
  driver::Compilation compiled_ = {};
  std::size_t chosen_ = 0;
  std::vector<resolve::EffectiveAgreement> versions_ = {};
  std::size_t version_ = 0;
  std::vector<calendar::HolidayTable> holidays_ = {};
  std::vector<resolve::Sited<ast::Amendment>> amendments_ = {};
  std::optional<emit::docs::DocumentInput> input_ = {};
  std::optional<emit::docs::Document> document_ = {};
};

}  // namespace slate::cli
