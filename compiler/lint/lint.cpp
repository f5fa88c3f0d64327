// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/lint.h"

#include "compiler/lint/all_rules.h"
#include "compiler/lint/promise.h"

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

void LintWords(const Text& text) {
  for (const Rule* rule : AllRules()) {
    if (rule->run_on_text != nullptr) {
      rule->run_on_text(text);
    }
  }
}

}  // namespace

void LintText(
    const Surroundings& around,
    const resolve::Module& module,
    std::span<const CheckedAgreement> own,
    Found& found
) {
  for (const CheckedAgreement& agreement : own) {
    LintAgreement(
        {around.program,
         around.files,
         around.all,
         *agreement.effective,
         *agreement.plan,
         found.sink,
         found.shown}
    );
  }
  LintWords({around.program, around.files, module, around.readers, found.sink});
}

}  // namespace slate::lint
