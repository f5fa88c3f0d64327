// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/compile.h"

#include <utility>

#include "compiler/check/check_agreement.h"
#include "compiler/check/check_metrics.h"
#include "compiler/lint/lint.h"
#include "compiler/resolve/effective.h"

namespace slate::driver {

namespace {

void AddFileNames(const source::FileSet& files, std::vector<plan::Plan>& plans) {
  for (plan::Plan& plan : plans) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      plan.source_files.push_back(files[static_cast<source::FileId>(i)].path());
    }
  }
}

std::vector<lint::Silenced> LintAll(
    const Compilation& compiled,
    const std::vector<resolve::EffectiveAgreement>& agreements,
    const source::FileSet& files,
    diag::Sink& sink
) {
  std::vector<lint::CheckedAgreement> checked;
  for (std::size_t i = 0; i < agreements.size(); ++i) {
    checked.push_back({&agreements[i], &compiled.plans[i]});
  }
  return lint::Lint(compiled.program, files, checked, sink);
}

}  // namespace

Compilation Compile(const Options& options, source::FileSet& files, diag::Sink& sink) {
  Compilation result;
  result.program = resolve::LoadProgram(options.paths, options.modules, files, sink);
  resolve::CheckDuplicates(result.program, sink);
  check::CheckExampleNames(result.program, sink);
  std::vector<resolve::EffectiveAgreement> agreements;
  for (const resolve::Module& module : result.program.modules) {
    if (!module.is_root) {
      continue;
    }
    for (const ast::Agreement& agreement : module.file.agreements) {
      if (auto effective = resolve::Flatten(module, agreement, sink)) {
        result.plans.push_back(
            check::CheckAgreement(*effective, result.program, files, options.zones, sink)
        );
        agreements.push_back(std::move(*effective));
      }
    }
    check::CheckMetrics(module, result.program, sink);
  }
  AddFileNames(files, result.plans);
  // Everything above copes with broken input and reports all it can; what follows needs sound
  // plans.
  if (options.wants_lint && !sink.has_errors()) {
    result.silenced = LintAll(result, agreements, files, sink);
  }
  return result;
}

}  // namespace slate::driver
