// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/findings/report.h"

namespace slate::findings {

// A finding that a project has decided to live with for now.
struct Known {
  std::string fingerprint;
  std::string code;
  std::string file;  // as seen from the project's folder
};

// All open findings but errors, one a line, sorted: it goes into version control.
std::string WriteBaseline(const Report& report);
Result<std::vector<Known>> ReadBaseline(std::string_view text);

// Holds back what is known. The result has those known in the texts looked at that are gone.
std::vector<Known> ApplyBaseline(
    const std::vector<Known>& known, std::string_view name, Report& report
);

}  // namespace slate::findings
