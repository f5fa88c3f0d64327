// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/diff/compare.h"
#include "compiler/emit/docs/build_document.h"

namespace slate::emit::docs {

// A settlement of a stored period under both texts.
struct StoredAmount {
  std::string period;  // 2026-03
  std::string stage;
  std::vector<std::string> members = {};
  exact::Rational before = 0;
  exact::Rational after = 0;
  plan::Type type = {};
  bool open = false;  // data are missing: the lower end is shown
};

// One side of a comparison with the document that was made of it.
struct ComparedText {
  const DocumentInput& input;
  const Document& document;
};

struct ChangesInput {
  const diff::AgreementChanges& changes;
  ComparedText before;
  ComparedText after;
  // Of stored periods, where they were settled.
  std::optional<std::vector<StoredAmount>> stored = {};
};

// What changes in meaning and money, for the page behind the cover of a redline. Its links lead to
// the new document.
std::vector<Block> ChangesPage(const ChangesInput& input);

}  // namespace slate::emit::docs
