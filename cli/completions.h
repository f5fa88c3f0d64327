// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

// Completions of shells, made from the table of commands.
namespace slate::cli {

struct Shell {
  std::string_view name;
  std::string (*write)() = nullptr;
};
std::span<const Shell> AllShells();

std::string BashCompletions();
std::string ZshCompletions();
std::string FishCompletions();

// What stands for a value in the help decides what may be written there.
struct Candidates {
  std::vector<std::string_view> words = {};
  bool files = false;
  bool folders_only = false;
};
Candidates CandidatesOf(const Option& option);
Candidates CandidatesOfOperands(const Command& command);

// The options of a command with --help.
std::vector<Option> OptionsWithHelp(const Command& command);

}  // namespace slate::cli
