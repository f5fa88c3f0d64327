// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/compile.h"

#include <algorithm>

#include "compiler/check/check_agreement.h"
#include "compiler/check/check_metrics.h"
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

}  // namespace

Compilation Compile(const Options& options, source::FileSet& files, diag::Sink& sink) {
  Compilation result;
  result.program = resolve::LoadProgram(options.paths, options.modules, files, sink);
  resolve::CheckDuplicates(result.program, sink);
  check::CheckExampleNames(result.program, sink);
  for (const resolve::Module& module : result.program.modules) {
    if (!module.is_root) {
      continue;
    }
    for (const ast::Agreement& agreement : module.file.agreements) {
      if (const auto effective = resolve::Flatten(module, agreement, sink)) {
        result.plans.push_back(
            check::CheckAgreement(*effective, result.program, files, options.zones, sink)
        );
      }
    }
    check::CheckMetrics(module, result.program, sink);
  }
  AddFileNames(files, result.plans);
  return result;
}

}  // namespace slate::driver
