// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/man_page.h"

namespace slate::cli {

int RunMan(const Arguments& /*arguments*/) {
  Print(ManPage());
  return kClean;
}

}  // namespace slate::cli
