// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/read_arguments.h"

namespace slate::cli {

int RunHelp(const Arguments& arguments) {
  if (arguments.operands.empty()) {
    Print(HelpOfTool());
    return kClean;
  }
  const std::string& name = arguments.operands.front();
  if (const Command* command = FindCommand(name)) {
    Print(HelpOf(*command));
    return kClean;
  }
  std::vector<std::string_view> names;
  for (const Command& command : AllCommands()) {
    names.push_back(command.name);
  }
  return Refuse(fmt::format("there is no command `{}`", name) + DidYouMean(name, names, ""));
}

}  // namespace slate::cli
