// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completions.h"

namespace slate::cli {

namespace {

std::string Reply(const Candidates& candidates) {
  std::string flags = candidates.folders_only ? " -d" : (candidates.files ? " -f" : "");
  if (!candidates.words.empty()) {
    flags += fmt::format(" -W \"{}\"", fmt::join(candidates.words, " "));
  }
  return flags.empty() ? "COMPREPLY=()"
                       : fmt::format("mapfile -t COMPREPLY < <(compgen{} -- \"$cur\")", flags);
}

std::string BashValues(const Command& command) {
  std::string text;
  for (const Option& option : command.options) {
    if (!option.value.empty()) {
      text += fmt::format(
          "    {}:--{}) {}; return ;;\n", command.name, option.name, Reply(CandidatesOf(option))
      );
    }
  }
  return text;
}

std::string BashWords(const Command& command) {
  Candidates options;
  std::vector<std::string> names;
  for (const Option& option : OptionsWithHelp(command)) {
    names.push_back(fmt::format("--{}", option.name));
  }
  options.words.assign(names.begin(), names.end());
  return fmt::format(
      "    {})\n      if [[ $cur == -* ]]; then {}; else {}; fi ;;\n",
      command.name,
      Reply(options),
      Reply(CandidatesOfOperands(command))
  );
}

constexpr std::string_view kHead = R"(# bash completion for slate; made by `slate completions bash`
_slate() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command= i
  COMPREPLY=()
  # `--name=value` comes as three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      command=${COMP_WORDS[i]}
      break
    fi
  done
)";

}  // namespace

std::string BashCompletions() {
  Candidates commands;
  std::string values;
  std::string words;
  for (const Command& command : AllCommands()) {
    commands.words.push_back(command.name);
    values += BashValues(command);
    words += BashWords(command);
  }
  std::string text(kHead);
  text += fmt::format("  if [[ -z $command ]]; then\n    {}\n    return\n  fi\n", Reply(commands));
  text += fmt::format("  case $command:$prev in\n{}  esac\n", values);
  text += fmt::format("  case $command in\n{}  esac\n", words);
  return text + "}\ncomplete -o filenames -o bashdefault -F _slate slate\n";
}

}  // namespace slate::cli
