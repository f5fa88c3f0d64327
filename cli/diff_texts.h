// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "cli/session.h"
#include "compiler/diff/compare.h"

namespace slate::cli {

// One side of a comparison: where its texts come from, and what they say.
struct DiffSide {
  std::string label;   // as the user named it
  std::string commit;  // empty = the working folder
  std::vector<std::string> paths;
  Session session = {};
  driver::Compilation compiled = {};
  std::vector<std::vector<resolve::EffectiveAgreement>> agreements = {};  // their versions

  std::vector<diff::Text> Texts() const;
};

// What the operands mean: two paths, or one or two revisions and paths. What they name that does
// not exist is reported in the first side's session.
Result<bool> FindSides(const Arguments& arguments, DiffSide& before, DiffSide& after);

// Compiles the texts of a side; findings go to its session.
void CompileSide(DiffSide& side);

}  // namespace slate::cli
