// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/example_run.h"
#include "cli/findings.h"
#include "cli/plans.h"

namespace slate::cli {

namespace {

void RunExamplesOf(
    const plan::Plan& plan,
    const std::string& filter,
    const evaluate::Options& options,
    std::vector<ExampleRun>& runs
) {
  const auto run = [&](const plan::Plan& version) {
    for (const plan::Example& example : version.examples) {
      if (example.title.find(filter) != std::string::npos) {
        runs.push_back({&version, &example, evaluate::RunExample(plan, example, options)});
      }
    }
  };
  run(plan);
  std::for_each(plan.amended.begin(), plan.amended.end(), run);
}

std::vector<ExampleRun> RunExamples(
    const Plans& plans, const std::string& filter, const Session& session
) {
  const evaluate::Options options{.zones = session.zones, .holidays = plans.holidays};
  std::vector<ExampleRun> runs;
  for (const plan::Plan& plan : plans.all) {
    RunExamplesOf(plan, filter, options, runs);
  }
  return runs;
}

}  // namespace

int RunTest(const Arguments& arguments) {
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
  const std::string filter = arguments.ValueOr("filter", "");
  const std::vector<ExampleRun> runs = RunExamples(*plans, filter, session);
  if (runs.empty() && !filter.empty()) {
    return Refuse(fmt::format("no example has `{}` in its title", filter));
  }
  Print(
      arguments.ValueOr("format", "text") == "json" ? ExamplesToJson(runs, session)
                                                    : ExamplesToText(runs, session)
  );
  const bool all_passed = std::all_of(runs.begin(), runs.end(), [](const ExampleRun& run) {
    return run.report.passed();
  });
  return all_passed ? kClean : kFindings;
}

}  // namespace slate::cli
