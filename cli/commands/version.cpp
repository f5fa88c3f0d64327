// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/session.h"
#include "cli/tool_version.h"
#include "runtime/plan/plan.h"

namespace slate::cli {

int RunVersion(const Arguments& arguments) {
  Session session;
  if (const std::optional<Error> failure = ReadZones(arguments, session)) {
    return Refuse(failure->message);
  }
  Print(fmt::format("slate {}\n", ToolVersion()));
  Print(fmt::format("language edition 1, plans {}\n", plan::kPlanVersion));
  Print(fmt::format("time zones {} ({})\n", session.zones.Edition(), session.zones.folder()));
  Print(fmt::format("library {}\n", StdlibFolder()));
  Print(SLATE_LIBRARIES "\n");
  return kClean;
}

}  // namespace slate::cli
