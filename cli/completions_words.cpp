// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "cli/completions.h"
#include "cli/kinds.h"

namespace slate::cli {

namespace {

bool Mentions(std::string_view placeholder, std::string_view word) {
  return placeholder.find(word) != std::string_view::npos;
}

Candidates CandidatesOfPlaceholder(std::string_view placeholder) {
  Candidates candidates;
  if (Mentions(placeholder, "COMMAND")) {
    for (const Command& command : AllCommands()) {
      candidates.words.push_back(command.name);
    }
  }
  if (Mentions(placeholder, "SHELL")) {
    for (const Shell& shell : AllShells()) {
      candidates.words.push_back(shell.name);
    }
  }
  if (Mentions(placeholder, "CODE")) {
    for (const diag::Kind* kind : AllKindsOfFindings()) {
      candidates.words.push_back(kind->code);
    }
  }
  candidates.files = Mentions(placeholder, "FILE") || Mentions(placeholder, "PLAN");
  candidates.folders_only = !candidates.files && Mentions(placeholder, "FOLDER");
  return candidates;
}

}  // namespace

std::span<const Shell> AllShells() {
  static constexpr std::array kShells = {
      Shell{"bash", BashCompletions},
      Shell{"zsh", ZshCompletions},
      Shell{"fish", FishCompletions},
  };
  return kShells;
}

// Options that take codes are about what can be switched off.
Candidates CandidatesOf(const Option& option) {
  Candidates candidates = CandidatesOfPlaceholder(option.value);
  if (option.value == "CODE") {
    candidates.words.clear();
    for (const diag::Kind* kind : AllKindsOfFindings()) {
      if (kind->severity != diag::Severity::kError) {
        candidates.words.push_back(kind->code);
      }
    }
  }
  if (!option.choices.empty()) {
    candidates.words = option.choices;
  }
  return candidates;
}

Candidates CandidatesOfOperands(const Command& command) {
  return CandidatesOfPlaceholder(command.operands);
}

std::vector<Option> OptionsWithHelp(const Command& command) {
  std::vector<Option> options = command.options;
  options.push_back({.name = "help", .summary = "how to use it"});
  return options;
}

}  // namespace slate::cli
