// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace slate::cli {

// "0.1.0".
std::string ToolVersion();

}  // namespace slate::cli
