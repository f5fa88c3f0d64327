// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "cli/check_texts.h"
#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/findings.h"
#include "cli/line_diff.h"
#include "cli/print_stages.h"
#include "runtime/findings/baseline.h"
#include "runtime/findings/formats.h"

namespace slate::cli {

namespace {

constexpr std::size_t kMostInText = 100;

int Deliver(findings::Report report, const Arguments& arguments, const CheckRules& rules) {
  const findings::Format* format = findings::FindFormat(arguments.ValueOr("format", "text"));
  const int code = CodeOfFindings(report);
  if (format == nullptr) {
    SayFindings(std::move(report), rules.most.value_or(kMostInText));
    return code;
  }
  LeaveOutBeyond(rules.most.value_or(format->most_findings), report);
  Print(format->write(report));
  if (report.left_out > 0) {
    Complain(fmt::format("{} more findings are left out; see --max-findings", report.left_out));
  }
  return code;
}

std::string Counted(std::size_t count, std::string_view noun, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? noun : plural);
}

int DeliverBaseline(const Checked& checked) {
  if (!checked.rules.baseline) {
    return Refuse("--write-baseline: say where with --baseline FILE or in [check] of slate.toml");
  }
  std::size_t written = CountOpen(*checked.report, diag::Severity::kWarning) +
                        CountOpen(*checked.report, diag::Severity::kRemark);
  const std::optional<Error> failure =
      WriteWholeFile(*checked.rules.baseline, findings::WriteBaseline(*checked.report));
  if (failure) {
    return Refuse(failure->message);
  }
  Say(fmt::format(
      "{} written to {}\n", Counted(written, "finding", "findings"), *checked.rules.baseline
  ));
  return CodeOfFindings(*checked.report) == kCouldNotRun ? kCouldNotRun : kClean;
}

// What was done, and what was left undone and why.
void SayFixing(const Fixing& fixing, bool wrote) {
  Say(fmt::format(
      "{} {}\n",
      Counted(fixing.applied, "fix", "fixes"),
      wrote ? "applied" : "would be applied; nothing was written"
  ));
  if (fixing.unsafe > 0) {
    Say(fmt::format(
        "{} left out as not safe; --unsafe applies {}\n",
        Counted(fixing.unsafe, "fix", "fixes"),
        fixing.unsafe == 1 ? "it" : "them"
    ));
  }
  if (fixing.overlapping > 0) {
    Say(fmt::format(
        "{} left out: another changes the same place\n", Counted(fixing.overlapping, "fix", "fixes")
    ));
  }
  if (fixing.gave_up) {
    Say("the last fixes made new errors and were taken back\n");
  }
}

int ShowFixes(const Fixing& fixing) {
  for (const auto& [path, text] : fixing.texts) {
    const Result<std::string> before = ReadWholeFile(path);
    if (!before) {
      return Refuse(before.error().message);
    }
    Print(UnifiedDiff(path, *before, text));
  }
  SayFixing(fixing, false);
  return fixing.texts.empty() ? kClean : kFindings;
}

std::optional<Error> WriteFixes(const Fixing& fixing) {
  for (const auto& [path, text] : fixing.texts) {
    if (std::optional<Error> failure = WriteWholeFile(path, text)) {
      return failure;
    }
  }
  return std::nullopt;
}

std::optional<std::string> Misuse(const Arguments& arguments) {
  const bool fixes = arguments.Has("fix") || arguments.Has("diff");
  if (arguments.Has("unsafe") && !fixes) {
    return "--unsafe goes with --fix or --diff";
  }
  if (fixes && (arguments.Has("print") || arguments.Has("write-baseline"))) {
    return "--fix and --diff go with neither --print nor --write-baseline";
  }
  if (fixes && std::count(arguments.operands.begin(), arguments.operands.end(), "-") > 0) {
    return "--fix and --diff need a file, not standard input";
  }
  return std::nullopt;
}

}  // namespace

int RunCheck(const Arguments& arguments) {
  if (const std::optional<std::string> misuse = Misuse(arguments)) {
    return Refuse(*misuse);
  }
  if (arguments.Has("fix") || arguments.Has("diff")) {
    const Result<Fixing> fixing = FixTexts(arguments);
    if (!fixing) {
      return Refuse(fixing.error().message);
    }
    if (arguments.Has("diff")) {
      return ShowFixes(*fixing);
    }
    if (const std::optional<Error> failure = WriteFixes(*fixing)) {
      return Refuse(failure->message);
    }
    SayFixing(*fixing, true);
  }
  Result<Checked> checked = CheckTexts(arguments, {});
  if (!checked) {
    return Refuse(checked.error().message);
  }
  if (const std::optional<std::string> stage = arguments.ValueOf("print")) {
    Print(PrintStage(*stage, checked->compiled, *checked->session));
  }
  if (arguments.Has("write-baseline")) {
    return DeliverBaseline(*checked);
  }
  return Deliver(std::move(*checked->report), arguments, checked->rules);
}

}  // namespace slate::cli
