// SPDX-License-Identifier: Apache-2.0
#include "cli/completions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands/commands.h"
#include "cli/console.h"

namespace slate::cli {

int RunCompletions(const Arguments& arguments) {
  std::vector<std::string_view> names;
  for (const Shell& shell : AllShells()) {
    if (!arguments.operands.empty() && shell.name == arguments.operands.front()) {
      Print(shell.write());
      return kClean;
    }
    names.push_back(shell.name);
  }
  return Refuse(
      arguments.operands.empty() ? fmt::format("name a shell: {}", fmt::join(names, ", "))
                                 : fmt::format(
                                       "`{}` is none of the shells there are completions for: {}",
                                       arguments.operands.front(),
                                       fmt::join(names, ", ")
                                   )
  );
}

}  // namespace slate::cli
