// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace slate::cli {

struct InitFile {
  std::string_view path;  // below the project's folder
  std::string_view text;
};

// What a new project begins with. It passes check, test, fmt --check and run as it is.
std::span<const InitFile> InitFiles();

}  // namespace slate::cli
