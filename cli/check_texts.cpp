// SPDX-License-Identifier: Apache-2.0
#include "cli/check_texts.h"

#include <cstdint>
#include <set>
#include <utility>

#include "cli/check_report.h"
#include "cli/counterexamples.h"
#include "runtime/findings/fixes.h"
#include "runtime/findings/levels.h"
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

struct ErrorCount {
  std::size_t syntax = SIZE_MAX;
  std::size_t all = SIZE_MAX;
};

ErrorCount ErrorsOf(const findings::Report& report) {
  ErrorCount count{.syntax = 0, .all = CountOpen(report, diag::Severity::kError)};
  for (const findings::Finding& finding : report.findings) {
    count.syntax += finding.what.kind->code.starts_with("SL1") ? 1U : 0U;
  }
  return count;
}

// A text that can be read again shows mistakes that nobody could see before; they are not new.
bool IsWorse(const ErrorCount& now, const ErrorCount& before) {
  return now.syntax > before.syntax || (before.syntax == 0 && now.all > before.all);
}

std::set<std::string> Changeable(const Checked& checked) {
  std::set<std::string> paths(checked.paths.begin(), checked.paths.end());
  paths.erase("-");
  return paths;
}

}  // namespace

Result<Checked> CheckTexts(const Arguments& arguments, const Texts& overlay) {
  Checked checked;
  Session& session = *checked.session;
  session.overlay = overlay;
  if (const std::optional<Error> failure = ReadZones(arguments, session)) {
    return *failure;
  }
  Result<std::vector<std::string>> paths = FindTexts(arguments, session);
  if (!paths) {
    return paths.error();
  }
  checked.paths = std::move(paths).value();
  session.wants_lint = !arguments.ValueOf("print").has_value();
  session.wants_plans = !session.wants_lint || session.settings.has_value();
  checked.compiled = CompileTexts(checked.paths, session);
  CheckSettingsToo(checked.compiled, session);
  Result<CheckRules> rules = ReadCheckRules(arguments, session);
  if (!rules) {
    return rules.error();
  }
  checked.rules = std::move(rules).value();
  checked.report = std::make_unique<findings::Report>(
      MakeReport(checked.paths, checked.compiled, checked.rules, session)
  );
  if (arguments.operands.empty() && session.wants_lint && !session.sink.has_errors()) {
    AddIdleIgnores(checked.rules, *checked.report);
  }
  findings::ApplyLevels(checked.rules.levels, *checked.report);
  AddCounterexamples(checked.compiled, session, *checked.report);
  const bool holds_back = checked.rules.baseline && !arguments.Has("write-baseline");
  const std::optional<Error> failure =
      holds_back ? HoldBackKnown(*checked.rules.baseline, *checked.report) : std::nullopt;
  if (failure) {
    return *failure;
  }
  return checked;
}

Result<Fixing> FixTexts(const Arguments& arguments) {
  constexpr int kMostRounds = 10;
  const diag::Safety permitted =
      arguments.Has("unsafe") ? diag::Safety::kUnsafe : diag::Safety::kSafe;
  Fixing fixing;
  Texts next;
  std::size_t applied = 0;
  ErrorCount errors_before;
  for (int round = 0; round < kMostRounds; ++round) {
    const Result<Checked> checked = CheckTexts(arguments, next);
    if (!checked) {
      return checked.error();
    }
    const ErrorCount errors = ErrorsOf(*checked->report);
    fixing.gave_up = IsWorse(errors, errors_before);
    if (fixing.gave_up) {
      return fixing;
    }
    errors_before = errors;
    fixing.texts = next;
    fixing.applied += std::exchange(applied, 0);
    const findings::FixedTexts fixed =
        findings::ApplyFixes(*checked->report, permitted, Changeable(*checked));
    fixing.unsafe = fixed.unsafe;
    fixing.overlapping = fixed.overlapping;
    if (fixed.applied == 0) {
      return fixing;
    }
    applied = fixed.applied;
    for (const auto& [path, text] : fixed.texts) {
      next[path] = text;
    }
  }
  return fixing;
}

}  // namespace slate::cli
