// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/kinds.h"
#include "cli/limits.h"
#include "cli/read_arguments.h"
#include "compiler/lint/all_rules.h"
#include "compiler/lint/rule.h"
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

const lint::Rule* RuleOf(const diag::Kind& kind) {
  for (const lint::Rule* rule : lint::AllRules()) {
    if (rule->kind == &kind) {
      return rule;
    }
  }
  return nullptr;
}

std::string_view ChapterOf(std::string_view code) {
  struct Chapter {
    std::string_view start;
    std::string_view title;
  };
  static constexpr Chapter kChapters[] = {
      {"SL1", "How a text is written"},
      {"SL2", "Names and modules"},
      {"SL3", "Types and units"},
      {"SL4", "What an agreement must say"},
      {"SL5", "Plans"},
      {"SL60", "Settings and data"},
      {"SL61", "slate.toml"},
      {"SL62", "Measured data"},
      {"SL65", "Settling"},
      {"SL67", "Bundles"},
      {"SL7", "What a sound text can still get wrong"},
      {"SL8", "Changes"},
  };
  std::string_view title = "Others";
  for (const Chapter& chapter : kChapters) {
    title = code.starts_with(chapter.start) ? chapter.title : title;
  }
  return title;
}

std::string Indented(std::string_view text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    out += c == '\n' ? "    " : "";
  }
  return out;
}

std::string RuleExamples(const diag::Kind& kind) {
  const lint::Rule* rule = RuleOf(kind);
  return rule == nullptr ? ""
                         : fmt::format(
                               "\nFound in\n\n{}\n\nand not in\n\n{}\n",
                               Indented(rule->bad_example),
                               Indented(rule->good_example)
                           );
}

// The page docs/diagnostics.md.
void PrintAll(const std::vector<const diag::Kind*>& kinds) {
  Print(
      "# Findings\n\nEvery code with its meaning, as `slate explain CODE` says it. This page is "
      "what `slate explain --all` prints.\n"
  );
  std::string_view chapter;
  for (const diag::Kind* kind : kinds) {
    if (ChapterOf(kind->code) != chapter) {
      chapter = ChapterOf(kind->code);
      Print(fmt::format("\n## {}\n", chapter));
    }
    Print(fmt::format(
        "\n### {} {}\n\n*{}.* {}\n{}",
        kind->code,
        kind->name,
        diag::SeverityName(kind->severity),
        kind->explanation,
        RuleExamples(*kind)
    ));
  }
}

}  // namespace

int RunExplain(const Arguments& arguments) {
  const std::vector<const diag::Kind*> kinds = AllKindsOfFindings();
  if (arguments.Has("all")) {
    PrintAll(kinds);
    return kClean;
  }
  if (arguments.operands.empty()) {
    List(kinds);
    return kClean;
  }
  const std::string& word = arguments.operands.front();
  if (word == "limits") {
    Print(LimitsAsTable());
    return kClean;
  }
  const diag::Kind* kind = Find(kinds, word);
  if (kind == nullptr) {
    return Unknown(kinds, word);
  }
  Print(fmt::format(
      "{} {} ({})\n\n{}\n{}",
      kind->code,
      kind->name,
      diag::SeverityName(kind->severity),
      kind->explanation,
      RuleExamples(*kind)
  ));
  return kClean;
}

}  // namespace slate::cli
