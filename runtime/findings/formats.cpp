// SPDX-License-Identifier: Apache-2.0
#include "runtime/findings/formats.h"

#include <algorithm>
#include <array>

namespace slate::findings {

namespace {

constexpr std::size_t kMany = 5000;

constexpr std::array kFormats = {
    Format{"json", "an array of findings with bytes, labels and fixes", kMany, WriteJson},
    Format{"sarif", "SARIF 2.1.0, for code scanning", kMany, WriteSarif},
    Format{"github", "workflow commands, which GitHub shows at the lines", kMany, WriteGitHub},
    Format{"gitlab", "GitLab's Code Quality report", kMany, WriteGitLab},
    Format{"junit", "JUnit XML, a suite a file", kMany, WriteJUnit},
    Format{"markdown", "a table for a comment on a pull request", 50, WriteMarkdown},
};

}  // namespace

std::span<const Format> AllFormats() {
  return kFormats;
}

const Format* FindFormat(std::string_view name) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& format) {
    return format.name == name;
  });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace slate::findings
