// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completions.h"

namespace slate::cli {

namespace {

// Inside single quotes, where brackets and colons part the fields of a specification.
std::string ZshEscaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else if (c == '[' || c == ']' || c == ':' || c == '\\') {
      out += std::string("\\") + c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string ActionOf(const Candidates& candidates) {
  if (!candidates.words.empty()) {
    return fmt::format("({})", fmt::join(candidates.words, " "));
  }
  return candidates.folders_only ? "_files -/" : (candidates.files ? "_files" : " ");
}

std::string SpecOf(const Option& option) {
  const std::string_view star = option.repeatable ? "*" : "";
  if (option.value.empty()) {
    return fmt::format("        '{}--{}[{}]' \\\n", star, option.name, ZshEscaped(option.summary));
  }
  return fmt::format(
      "        '{}--{}=[{}]:{}:{}' \\\n",
      star,
      option.name,
      ZshEscaped(option.summary),
      option.value,
      ActionOf(CandidatesOf(option))
  );
}

std::string CaseOf(const Command& command) {
  std::string text = fmt::format("    {})\n      _arguments \\\n", command.name);
  for (const Option& option : OptionsWithHelp(command)) {
    text += SpecOf(option);
  }
  return text + fmt::format("        '*:operand:{}' ;;\n", ActionOf(CandidatesOfOperands(command)));
}

}  // namespace

std::string ZshCompletions() {
  std::string commands;
  std::string cases;
  for (const Command& command : AllCommands()) {
    commands += fmt::format("    '{}:{}'\n", command.name, ZshEscaped(command.summary));
    cases += CaseOf(command);
  }
  return fmt::format(
      "#compdef slate\n# made by `slate completions zsh`\n"
      "_slate() {{\n"
      "  local -a commands\n"
      "  commands=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe command commands\n"
      "    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  (( CURRENT-- ))\n"
      "  case $command in\n{}  esac\n"
      "}}\n"
      "if [ \"$funcstack[1]\" = _slate ]; then\n  _slate \"$@\"\nelse\n  compdef _slate "
      "slate\nfi\n",
      commands,
      cases
  );
}

}  // namespace slate::cli
