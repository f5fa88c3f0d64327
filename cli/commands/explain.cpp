// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/kinds.h"
#include "cli/read_arguments.h"
#include "runtime/diag/render_text.h"

namespace slate::cli {

namespace {

void List(const std::vector<const diag::Kind*>& kinds) {
  for (const diag::Kind* kind : kinds) {
    Print(fmt::format("{}  {:<7}  {}\n", kind->code, diag::SeverityName(kind->severity), kind->name)
    );
  }
}

// `sl3001` and `unit-mismatch` are meant as well.
const diag::Kind* Find(const std::vector<const diag::Kind*>& kinds, std::string word) {
  const auto named = std::find_if(kinds.begin(), kinds.end(), [&](const diag::Kind* kind) {
    return kind->name == word;
  });
  if (named != kinds.end()) {
    return *named;
  }
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) {
    return static_cast<char>(std::toupper(c));
  });
  const auto coded = std::find_if(kinds.begin(), kinds.end(), [&](const diag::Kind* kind) {
    return kind->code == word;
  });
  return coded == kinds.end() ? nullptr : *coded;
}

int Unknown(const std::vector<const diag::Kind*>& kinds, const std::string& word) {
  std::vector<std::string_view> words;
  for (const diag::Kind* kind : kinds) {
    words.push_back(kind->code);
    words.push_back(kind->name);
  }
  const std::string hint = DidYouMean(word, words, "");
  return Refuse(fmt::format(
      "there is no code `{}`{}", word, hint.empty() ? "; `slate explain` lists them" : hint
  ));
}

}  // namespace

int RunExplain(const Arguments& arguments) {
  const std::vector<const diag::Kind*> kinds = AllKindsOfFindings();
  if (arguments.operands.empty()) {
    List(kinds);
    return kClean;
  }
  const std::string& word = arguments.operands.front();
  const diag::Kind* kind = Find(kinds, word);
  if (kind == nullptr) {
    return Unknown(kinds, word);
  }
  Print(fmt::format(
      "{} {} ({})\n\n{}\n",
      kind->code,
      kind->name,
      diag::SeverityName(kind->severity),
      kind->explanation
  ));
  return kClean;
}

}  // namespace slate::cli
