// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/diff/compare.h"
#include "compiler/diff/joint.h"

namespace slate::diff {

// A term as it is written, on one line.
struct TermText {
  ChangeKind kind = ChangeKind::kWording;
  std::string path;   // uptime.target; the name by which it is matched
  std::string text;   // without what is only printed
  std::string words;  // titles and doc comment
  std::string place;
  std::string formerly = {};
};

// The terms of an agreement in the order of its text, what it takes over first. Steps of a
// settlement are parts of its one term.
std::vector<TermText> TermsOf(const Text& text);

// What the new text says it renamed.
Renames RenamesIn(const resolve::EffectiveAgreement& agreement);

}  // namespace slate::diff
