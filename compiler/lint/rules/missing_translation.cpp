// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/tree.h"

namespace slate::lint::rules {

namespace {

std::set<std::string> LanguagesOf(const ast::Clause& clause) {
  std::set<std::string> languages;
  for (const ast::Wording& wording : clause.wordings) {
    languages.insert(wording.language.text);
  }
  return languages;
}

void Run(const Subject& subject) {
  std::map<std::string, const resolve::Sited<ast::Clause>*> seen;  // language -> a clause in it
  for (const auto& clause : subject.effective.clauses) {
    for (const std::string& language : LanguagesOf(*clause.node)) {
      seen.emplace(language, &clause);
    }
  }
  for (const auto& clause : subject.effective.clauses) {
    const auto own = LanguagesOf(*clause.node);
    for (const auto& [language, other] : seen) {
      if (own.contains(language)) {
        continue;
      }
      auto& problem = subject.sink.Report(
          diag::kMissingTranslation,
          clause.span,
          fmt::format("\"{}\" is not worded in `{}`", clause->title, language)
      );
      problem.secondary.push_back({other->span, "this clause is"});
      problem.help = fmt::format("add `{} \"…\"`", language);
    }
  }
}

}  // namespace

const Rule kMissingTranslation{
    .kind = &diag::kMissingTranslation,
    .bad_example =
        "clause \"Hotline\" { en \"\"\"Call us.\"\"\"  de \"\"\"Rufen Sie an.\"\"\" }\n"
        "clause \"Office\" { en \"\"\"We are in Berlin.\"\"\" }",
    .good_example =
        "clause \"Hotline\" { en \"\"\"Call us.\"\"\"  de \"\"\"Rufen Sie an.\"\"\" }\n"
        "clause \"Office\" { en \"\"\"We are in Berlin.\"\"\"  de \"\"\"Wir sind in Berlin.\"\"\" "
        "}",
    .run = Run,
};

}  // namespace slate::lint::rules
