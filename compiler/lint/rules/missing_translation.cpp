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

using Clause = resolve::Sited<ast::Clause>;
using Seen = std::map<std::string, const Clause*>;  // language -> the first clause in it

Seen SeenIn(const std::vector<Clause>& clauses) {
  Seen seen;
  for (const Clause& clause : clauses) {
    for (const std::string& language : LanguagesOf(*clause.node)) {
      seen.emplace(language, &clause);
    }
  }
  return seen;
}

void Look(const Subject& subject, const Clause& clause, const Seen& seen) {
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

void Run(const Subject& subject) {
  const Seen seen = SeenIn(subject.effective.clauses);
  for (const Clause& clause : subject.effective.clauses) {
    Look(subject, clause, seen);
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
