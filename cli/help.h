// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/command.h"

namespace slate::cli {

// The commands, one a line, after examples of a day's work.
std::string HelpOfTool();
// Examples first, then options.
std::string HelpOf(const Command& command);

}  // namespace slate::cli
