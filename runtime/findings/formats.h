// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "runtime/findings/report.h"

namespace slate::findings {

// A form that other programs read. Whoever adds one writes one file and one line of the table.
struct Format {
  std::string_view name;
  std::string_view summary;
  std::size_t most_findings = 0;  // what its readers take
  std::string (*write)(const Report&) = nullptr;
};

std::span<const Format> AllFormats();
// Nothing for a name that is none.
const Format* FindFormat(std::string_view name);

std::string WriteJson(const Report& report);
std::string WriteSarif(const Report& report);
std::string WriteGitHub(const Report& report);
std::string WriteGitLab(const Report& report);
std::string WriteJUnit(const Report& report);
std::string WriteMarkdown(const Report& report);

}  // namespace slate::findings
