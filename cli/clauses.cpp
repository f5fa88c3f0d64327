// SPDX-License-Identifier: Apache-2.0
#include "cli/clauses.h"

#include <variant>

#include <nlohmann/json.hpp>

#include "compiler/emit/docs/build_document.h"
#include "compiler/resolve/effective.h"

namespace slate::cli {

namespace {

namespace docs = emit::docs;
using ClauseJson = nlohmann::ordered_json;

constexpr int kClausesVersion = 1;

// `below 99.9 % | 10 %; …`
std::string RowsOf(const docs::Table& table) {
  std::string rows;
  for (const std::vector<docs::Line>& row : table.rows) {
    std::string cells;
    for (const docs::Line& cell : row) {
      cells += (cells.empty() ? "" : " | ") + docs::PlainText(cell);
    }
    rows += (rows.empty() ? "" : "; ") + cells;
  }
  return rows;
}

// A clause with the steps or the table that belong to it.
Clauses ByAnchor(const docs::Document& document) {
  Clauses clauses;
  std::string* last = nullptr;
  for (const docs::Block& block : document.blocks) {
    if (const auto* clause = std::get_if<docs::Clause>(&block)) {
      last = &clauses[clause->anchor];
      *last = clause->number + " " + docs::PlainText(clause->text);
    } else if (const auto* steps = std::get_if<docs::Steps>(&block); steps != nullptr && last) {
      for (std::size_t i = 0; i < steps->items.size(); ++i) {
        *last += " " + docs::StepMark(i, document.tag) + " " + docs::PlainText(steps->items[i]);
      }
    } else if (const auto* table = std::get_if<docs::Table>(&block); table != nullptr && last) {
      *last += " " + RowsOf(*table);
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

Clauses ClausesOf(const Plans& plans, const plan::Plan& plan, const speech::Language& language) {
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
               ? Clauses()
               : ByAnchor(docs::BuildDocument(
                     {.agreement = versions.front(), .plan = plan, .language = language}
                 ));
  }
  return {};
}

std::string ClausesToJson(const Plans& plans, const plan::Plan& plan) {
  if (!plans.program) {
    return {};
  }
  ClauseJson json = {{"slate_clauses", kClausesVersion}, {"clauses", ClauseJson::object()}};
  for (const speech::Language& language : speech::AllLanguages()) {
    json["clauses"][std::string(language.tag)] = ClausesOf(plans, plan, language);
  }
  return json.dump(1, ' ', false, ClauseJson::error_handler_t::replace) + "\n";
}

Clauses ClausesFromJson(std::string_view text, const speech::Language& language) {
  const ClauseJson json = ClauseJson::parse(text, nullptr, false);
  const auto at = ClauseJson::json_pointer("/clauses/" + std::string(language.tag));
  Clauses clauses;
  if (!json.is_object() || !json.contains(at) || !json[at].is_object()) {
    return clauses;
  }
  for (const auto& [name, clause] : json[at].items()) {
    if (clause.is_string()) {
      clauses[name] = clause.get<std::string>();
    }
  }
  return clauses;
}

}  // namespace slate::cli
