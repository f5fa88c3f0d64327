// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The tool's commands as data: help, suggestions, completions and the reading of the command line
// all come from this one table, which is why no library for command lines is used.
namespace slate::cli {

// Results of the tool, LANGUAGE.md §8.
inline constexpr int kClean = 0;
inline constexpr int kFindings = 1;
inline constexpr int kCouldNotRun = 2;
inline constexpr int kOurBug = 3;

struct Option {
  std::string_view name;        // without its dashes
  std::string_view value = {};  // what stands for the value in the help; empty = a switch
  std::string_view summary = {};
  std::vector<std::string_view> choices = {};  // all values there are, if they can be listed
  bool repeatable = false;
};

struct Example {
  std::string_view line;
  std::string_view purpose;
};

// What a command line says, held against the table already.
struct Arguments {
  std::vector<std::string> operands = {};
  std::map<std::string, std::vector<std::string>, std::less<>> options = {};
  // How many operands stand before `--`, if it is there.
  std::optional<std::size_t> before_dashes = {};

  bool Has(std::string_view name) const { return options.find(name) != options.end(); }
  std::optional<std::string> ValueOf(std::string_view name) const;
  std::vector<std::string> ValuesOf(std::string_view name) const;
  // The value, or what holds without the option.
  std::string ValueOr(std::string_view name, std::string_view otherwise) const;
};

inline constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

struct Command {
  std::string_view name;
  std::string_view summary;   // one line
  std::string_view operands;  // as the help shows them
  std::size_t most_operands = kAnyNumber;
  std::vector<Example> examples = {};
  std::vector<Option> options = {};
  std::string_view more = {};  // what the help says at the end
  int (*run)(const Arguments&) = nullptr;
};

// Every command, in the order of the help.
std::span<const Command> AllCommands();
const Command* FindCommand(std::string_view name);

}  // namespace slate::cli
