// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completions.h"

namespace slate::cli {

namespace {

std::string FishQuoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  }
  return out + "'";
}

// What stands where a value or an operand is due.
std::string ArgumentOf(const Candidates& candidates) {
  if (!candidates.words.empty()) {
    return fmt::format(
        " -x -a {}", FishQuoted(fmt::format("{}", fmt::join(candidates.words, " ")))
    );
  }
  if (candidates.folders_only) {
    return " -x -a '(__fish_complete_directories)'";
  }
  return candidates.files ? " -r -F" : " -x";
}

std::string LinesOf(const Command& command) {
  const std::string seen =
      fmt::format("complete -c slate -n '__fish_seen_subcommand_from {}'", command.name);
  std::string text;
  for (const Option& option : OptionsWithHelp(command)) {
    text += fmt::format(
        "{} -l {}{} -d {}\n",
        seen,
        option.name,
        option.value.empty() ? "" : ArgumentOf(CandidatesOf(option)),
        FishQuoted(option.summary)
    );
  }
  const Candidates operands = CandidatesOfOperands(command);
  if (!operands.words.empty()) {
    text += fmt::format("{} -f{}\n", seen, ArgumentOf(operands).substr(3));
  } else if (!operands.files) {
    text += seen + " -f\n";
  }
  return text;
}

}  // namespace

std::string FishCompletions() {
  std::string text = "# made by `slate completions fish`\n";
  for (const Command& command : AllCommands()) {
    text += fmt::format(
        "complete -c slate -n __fish_use_subcommand -f -a {} -d {}\n",
        command.name,
        FishQuoted(command.summary)
    );
  }
  for (const Command& command : AllCommands()) {
    text += LinesOf(command);
  }
  return text;
}

}  // namespace slate::cli
