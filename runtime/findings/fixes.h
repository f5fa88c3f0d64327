// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "runtime/findings/report.h"

namespace slate::findings {

// Texts with the fixes of their findings put in.
struct FixedTexts {
  std::map<std::string, std::string> texts = {};  // by path; those that changed
  std::size_t applied = 0;
  std::size_t overlapping = 0;  // left out: an earlier fix changes the same place
  std::size_t unsafe = 0;       // left out: they may change what the parties owe each other
};

// Puts in the first permitted fix of every open finding, in order. Fixes that touch other texts
// than `may_change` are left alone. A line that is left blank goes as a whole.
FixedTexts ApplyFixes(
    const Report& report, diag::Safety permitted, const std::set<std::string>& may_change
);

}  // namespace slate::findings
