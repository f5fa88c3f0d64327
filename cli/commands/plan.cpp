// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/findings.h"
#include "cli/plans.h"
#include "runtime/plan/json.h"
#include "runtime/plan/print.h"

namespace slate::cli {

namespace {

std::string Write(std::span<const plan::Plan> plans, bool as_json) {
  if (as_json) {
    return plan::ToJson(plans);
  }
  std::string text;
  for (const plan::Plan& plan : plans) {
    text += (text.empty() ? "" : "\n") + plan::Explain(plan);
  }
  return text;
}

}  // namespace

int RunPlan(const Arguments& arguments) {
  Session session;
  if (const std::optional<Error> failure = ReadZones(arguments, session)) {
    return Refuse(failure->message);
  }
  const Result<Plans> plans = LoadPlans(arguments, session);
  if (!plans) {
    return Refuse(plans.error().message);
  }
  SayFindings(session);
  if (session.sink.has_errors()) {
    return session.could_not_run ? kCouldNotRun : kFindings;
  }
  std::span<const plan::Plan> shown = plans->all;
  if (arguments.Has("agreement")) {
    const Result<const plan::Plan*> chosen = ChoosePlan(*plans, arguments);
    if (!chosen) {
      return Refuse(chosen.error().message);
    }
    shown = std::span(*chosen, 1);
  }
  Print(Write(shown, arguments.ValueOr("format", "text") == "json"));
  return kClean;
}

}  // namespace slate::cli
