// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/findings.h"
#include "cli/print_stages.h"
#include "cli/session.h"
#include "runtime/diag/render_json.h"
#include "runtime/settings/check_settings.h"

namespace slate::cli {

namespace {

// Settings speak of one agreement; where the texts have several, each may use what it knows.
void CheckSettingsToo(const driver::Compilation& compiled, Session& session) {
  const bool sound = session.settings && !session.sink.has_errors();
  if (!sound || compiled.plans.size() != 1) {
    return;
  }
  settings::CheckSettings(*session.settings, compiled.plans.front(), session.sink);
  settings::ReadGivens(*session.settings, compiled.plans.front(), session.sink);
}

}  // namespace

int RunCheck(const Arguments& arguments) {
  Session session;
  if (const std::optional<Error> failure = ReadZones(arguments, session)) {
    return Refuse(failure->message);
  }
  const Result<std::vector<std::string>> paths = FindTexts(arguments, session);
  if (!paths) {
    return Refuse(paths.error().message);
  }
  session.wants_lint = !arguments.ValueOf("print").has_value();
  const driver::Compilation compiled = CompileTexts(*paths, session);
  CheckSettingsToo(compiled, session);
  if (const std::optional<std::string> stage = arguments.ValueOf("print")) {
    Print(PrintStage(*stage, compiled, session));
  }
  if (arguments.ValueOr("format", "text") == "json") {
    Print(diag::RenderJson(session.sink.Sorted(), session.files));
  } else {
    SayFindings(session);
  }
  return CodeOfFindings(session);
}

}  // namespace slate::cli
