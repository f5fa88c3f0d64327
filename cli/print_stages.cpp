// SPDX-License-Identifier: Apache-2.0
#include "cli/print_stages.h"

#include "cli/print_names.h"
#include "cli/print_types.h"
#include "compiler/ast/print.h"
#include "runtime/plan/print.h"

namespace slate::cli {

namespace {

std::string Trees(const driver::Compilation& compiled, const Session& session) {
  std::string text;
  for (const resolve::Module& module : compiled.program.modules) {
    if (module.is_root) {
      text += ast::Print(module.file, session.files);
    }
  }
  return text;
}

}  // namespace

std::string PrintStage(
    std::string_view stage, const driver::Compilation& compiled, const Session& session
) {
  if (stage == "ast") {
    return Trees(compiled, session);
  }
  if (stage == "names") {
    return PrintNames(compiled, session);
  }
  std::string text;
  if (session.sink.has_errors()) {
    return text;
  }
  for (const plan::Plan& plan : compiled.plans) {
    text += text.empty() ? "" : "\n";
    text += stage == "types" ? PrintTypes(plan) : plan::Explain(plan);
  }
  return text;
}

}  // namespace slate::cli
