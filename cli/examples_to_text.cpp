// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "cli/example_run.h"
#include "cli/problems.h"
#include "runtime/diag/render_text.h"

namespace slate::cli {

namespace {

std::string TupleInWords(const evaluate::ClaimOutcome& failure) {
  std::string text;
  for (const auto& [name, value] : failure.tuple) {
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", name, value);
  }
  return text;
}

void AddLine(std::string_view name, std::string_view words, std::string& text) {
  if (!words.empty()) {
    text += fmt::format("    {:<9} {}\n", name, diag::EscapeForTerminal(words));
  }
}

std::string FailureInWords(
    const evaluate::ClaimOutcome& failure, const ExampleRun& run, const Session& session
) {
  std::string text = fmt::format("  {}\n", diag::EscapeForTerminal(failure.text));
  AddLine(
      "at",
      PlaceInWords(failure.origin ? failure.origin : run.example->origin, *run.plan, session),
      text
  );
  AddLine("period", failure.period, text);
  AddLine("with", TupleInWords(failure), text);
  if (failure.got && failure.expected) {
    AddLine("got", *failure.got, text);
    AddLine("expected", *failure.expected, text);
  }
  if (!failure.got || failure.verdict != "false") {
    AddLine("is", failure.verdict, text);
  }
  return text;
}

}  // namespace

std::string ExamplesToText(const std::vector<ExampleRun>& runs, const Session& session) {
  std::string text;
  std::size_t passed = 0;
  for (const ExampleRun& run : runs) {
    const bool ok = run.report.passed();
    passed += ok ? 1U : 0U;
    text += fmt::format(
        "{}  {}: {}\n",
        ok ? "passed" : "FAILED",
        run.plan->name,
        diag::EscapeForTerminal(run.example->title)
    );
    for (const evaluate::ClaimOutcome& failure : run.report.failures) {
      text += FailureInWords(failure, run, session);
    }
    for (const evaluate::Problem& problem : run.report.problems) {
      text +=
          fmt::format("  {}: {}\n", problem.kind->code, diag::EscapeForTerminal(problem.message));
      AddLine("at", PlaceInWords(problem.origin, *run.plan, session), text);
    }
  }
  return text + fmt::format("{} passed, {} failed\n", passed, runs.size() - passed);
}

}  // namespace slate::cli
