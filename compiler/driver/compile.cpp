// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/compile.h"

#include <utility>

#include "compiler/check/check_metrics.h"
#include "compiler/check/check_versions.h"
#include "compiler/levels/check_levels.h"
#include "compiler/lint/lint.h"
#include "compiler/resolve/effective.h"

namespace slate::driver {

namespace {

void AddFileNames(const source::FileSet& files, std::vector<plan::Plan>& plans) {
  for (plan::Plan& plan : plans) {
    AddFileNames(files, plan.amended);
    for (std::size_t i = 0; i < files.size(); ++i) {
      plan.source_files.push_back(files[static_cast<source::FileId>(i)].path());
    }
  }
}

std::vector<diag::Diagnostic> LintAll(
    const Compilation& compiled,
    const std::vector<std::vector<resolve::EffectiveAgreement>>& agreements,
    const source::FileSet& files,
    diag::Sink& sink
) {
  std::vector<lint::CheckedAgreement> checked;
  for (std::size_t i = 0; i < agreements.size(); ++i) {
    const std::vector<resolve::EffectiveAgreement>& versions = agreements[i];
    checked.push_back({&versions[0], &compiled.plans[i]});
    for (std::size_t later = 1; later < versions.size(); ++later) {
      checked.push_back({&versions[later], &compiled.plans[i].amended[later - 1]});
    }
  }
  return lint::Lint(compiled.program, files, checked, sink);
}

}  // namespace

Compilation Compile(const Options& options, source::FileSet& files, diag::Sink& sink) {
  Compilation result;
  result.program = resolve::LoadProgram(options.paths, options.modules, files, sink);
  resolve::CheckDuplicates(result.program, sink);
  check::CheckExampleNames(result.program, sink);
  resolve::CheckAmendedNames(result.program, sink);
  std::vector<std::vector<resolve::EffectiveAgreement>> agreements;
  for (const resolve::Module& module : result.program.modules) {
    if (!module.is_root) {
      continue;
    }
    for (const ast::Agreement& agreement : module.file.agreements) {
      auto versions = resolve::Versions(result.program, module, agreement, sink);
      if (!versions.empty()) {
        result.plans.push_back(
            check::CheckVersions(versions, result.program, files, options.zones, sink)
        );
        agreements.push_back(std::move(versions));
      }
    }
    check::CheckMetrics(module, result.program, sink);
  }
  AddFileNames(files, result.plans);
  if (!sink.has_errors()) {
    for (std::size_t i = 0; i < agreements.size(); ++i) {
      levels::CheckLevels(
          agreements[i].front(), result.plans[i], result.program, files, options.zones, sink
      );
    }
  }
  // Everything above copes with broken input and reports all it can; what follows needs sound
  // plans.
  if (options.wants_lint && !sink.has_errors()) {
    result.silenced = LintAll(result, agreements, files, sink);
  }
  return result;
}

}  // namespace slate::driver
