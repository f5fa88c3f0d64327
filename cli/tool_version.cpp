// SPDX-License-Identifier: Apache-2.0
#include "cli/tool_version.h"

namespace slate::cli {

std::string ToolVersion() {
  return SLATE_VERSION;
}

}  // namespace slate::cli
