// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/lint.h"

#include "compiler/lint/all_rules.h"
#include "compiler/lint/silences.h"

namespace slate::lint {

std::vector<diag::Diagnostic> Lint(
    const resolve::Program& program,
    const source::FileSet& files,
    std::span<const CheckedAgreement> agreements,
    diag::Sink& sink
) {
  diag::Sink found;
  for (const Rule* rule : AllRules()) {
    for (const CheckedAgreement& agreement : agreements) {
      if (rule->run != nullptr) {
        rule->run({program, files, agreements, *agreement.effective, *agreement.plan, found});
      }
    }
    for (const resolve::Module& module : program.modules) {
      if (rule->run_on_text != nullptr && module.is_root) {
        rule->run_on_text({program, files, module, found});
      }
    }
  }
  return ApplySilences(program, files, found, sink);
}

}  // namespace slate::lint
