// SPDX-License-Identifier: Apache-2.0
#include "cli/clauses.h"

#include <variant>

#include "compiler/emit/docs/build_document.h"
#include "compiler/resolve/effective.h"

namespace slate::cli {

namespace {

namespace docs = emit::docs;

// A clause and the steps that belong to it.
std::map<std::string, std::string> ByAnchor(const docs::Document& document) {
  std::map<std::string, std::string> clauses;
  std::string* last = nullptr;
  for (const docs::Block& block : document.blocks) {
    if (const auto* clause = std::get_if<docs::Clause>(&block)) {
      last = &clauses[clause->anchor];
      *last = clause->number + " " + docs::PlainText(clause->text);
    } else if (const auto* steps = std::get_if<docs::Steps>(&block); steps != nullptr && last) {
      for (std::size_t i = 0; i < steps->items.size(); ++i) {
        *last += " " + docs::StepMark(i, document.tag) + " " + docs::PlainText(steps->items[i]);
      }
    } else {
      last = nullptr;
    }
  }
  return clauses;
}

}  // namespace

std::vector<std::pair<const resolve::Module*, const ast::Agreement*>> AgreementsOf(
    const resolve::Program& program
) {
  std::vector<std::pair<const resolve::Module*, const ast::Agreement*>> all;
  for (const resolve::Module& module : program.modules) {
    for (const ast::Agreement& agreement : module.file.agreements) {
      if (module.is_root) {
        all.emplace_back(&module, &agreement);
      }
    }
  }
  return all;
}

std::map<std::string, std::string> ClausesOf(
    const Plans& plans, const plan::Plan& plan, const speech::Language& language
) {
  if (!plans.program) {
    return {};
  }
  const auto agreements = AgreementsOf(*plans.program);
  for (std::size_t i = 0; i < agreements.size() && i < plans.all.size(); ++i) {
    if (&plans.all[i] != &plan) {
      continue;
    }
    diag::Sink known;  // reported when it was compiled
    const auto [module, agreement] = agreements[i];
    const auto versions = resolve::Versions(*plans.program, *module, *agreement, known);
    return versions.empty()
               ? std::map<std::string, std::string>()
               : ByAnchor(docs::BuildDocument(
                     {.agreement = versions.front(), .plan = plan, .language = language}
                 ));
  }
  return {};
}

}  // namespace slate::cli
