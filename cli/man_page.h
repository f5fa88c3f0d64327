// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace slate::cli {

// slate(1) in roff, from the table of commands.
std::string ManPage();

}  // namespace slate::cli
