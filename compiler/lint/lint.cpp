// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/lint.h"

#include "compiler/lint/all_rules.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/used_names.h"

namespace slate::lint {

namespace {

void LintAgreement(Subject subject) {
  const auto open = PromisesOf(subject, analysis::World::Givens::kOpen);
  const auto read = PromisesOf(subject, analysis::World::Givens::kRead);
  subject.open = open;
  subject.read = read;
  for (const Rule* rule : AllRules()) {
    if (rule->run != nullptr) {
      rule->run(subject);
    }
  }
}

void LintText(const Text& text) {
  for (const Rule* rule : AllRules()) {
    if (rule->run_on_text != nullptr) {
      rule->run_on_text(text);
    }
  }
}

}  // namespace

std::vector<Silenced> Lint(
    const resolve::Program& program,
    const source::FileSet& files,
    std::span<const CheckedAgreement> agreements,
    diag::Sink& sink
) {
  diag::Sink found;
  for (const CheckedAgreement& agreement : agreements) {
    LintAgreement({program, files, agreements, *agreement.effective, *agreement.plan, found});
  }
  const Readers readers(program);
  for (const resolve::Module& module : program.modules) {
    if (module.is_root) {
      LintText({program, files, module, readers, found});
    }
  }
  return ApplySilences(program, files, found, sink);
}

}  // namespace slate::lint
