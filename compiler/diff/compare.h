// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/diff/change_kinds.h"
#include "compiler/diff/said.h"
#include "compiler/diff/verdict.h"
#include "compiler/resolve/effective.h"
#include "runtime/plan/plan.h"

namespace slate::diff {

// An agreement of one text: what it says and what it means, as it begins and as it is later.
struct Text {
  const resolve::EffectiveAgreement* agreement = nullptr;
  const plan::Plan* plan = nullptr;
  const source::FileSet* files = nullptr;
  // As it is after each amendment; their plans are `amended` of `plan`.
  std::vector<const resolve::EffectiveAgreement*> later = {};
};

// One term that differs, by what it means or by how it is written.
struct Change {
  ChangeKind kind = ChangeKind::kWording;
  std::string term;  // uptime.target
  Verdict verdict = Verdict::kSame;
  std::string before = {};  // as written; empty = not there
  std::string after = {};
  std::string place_before = {};  // agreement.slate:12
  std::string place_after = {};
  std::vector<Witness> witnesses = {};
  Note note = {};
  std::string since = {};  // 2026-07-01, of what differs only from an amendment on
};

struct AgreementChanges {
  std::string name;
  std::string title = {};
  Verdict verdict = Verdict::kSame;
  std::vector<Change> changes = {};  // money first, wording last
  std::size_t same_terms = 0;        // written and meant as before
};

struct Comparison {
  Verdict verdict = Verdict::kSame;
  std::vector<AgreementChanges> agreements = {};  // by name
};

// Agreements are matched by name, terms by name path or `formerly`.
Comparison Compare(const std::vector<Text>& before, const std::vector<Text>& after);
// Agreements as they begin.
AgreementChanges CompareAgreements(const Text& before, const Text& after);

}  // namespace slate::diff
