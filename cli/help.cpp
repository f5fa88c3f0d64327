// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace slate::cli {

namespace {

std::string HeadOf(const Option& option) {
  return option.value.empty() ? fmt::format("--{}", option.name)
                              : fmt::format("--{} {}", option.name, option.value);
}

std::string SummaryOf(const Option& option) {
  std::string text(option.summary);
  if (!option.choices.empty()) {
    text += fmt::format(": {}", fmt::join(option.choices, ", "));
  }
  if (option.repeatable) {
    text += "; may be repeated";
  }
  return text;
}

std::string ExamplesOf(const Command& command) {
  std::string text = "Examples:\n";
  for (const Example& example : command.examples) {
    if (!example.purpose.empty()) {
      text += fmt::format("  # {}\n", example.purpose);
    }
    text += fmt::format("  {}\n", example.line);
  }
  return text;
}

std::string OptionsOf(const Command& command) {
  std::vector<Option> options = command.options;
  options.push_back({.name = "help", .summary = "this text"});
  std::size_t width = 0;
  for (const Option& option : options) {
    width = std::max(width, HeadOf(option).size());
  }
  std::string text = "Options:\n";
  for (const Option& option : options) {
    text += fmt::format("  {:<{}}  {}\n", HeadOf(option), width, SummaryOf(option));
  }
  return text;
}

}  // namespace

std::string HelpOfTool() {
  std::string text =
      "Examples:\n"
      "  slate check agreement.slate      what is wrong with the text\n"
      "  slate test agreement.slate       whether its examples come out as written\n"
      "  slate run --period 2026-07       what July comes to, with the data of slate.toml\n"
      "\n"
      "Commands:\n";
  for (const Command& command : AllCommands()) {
    text += fmt::format("  {:<11}  {}\n", command.name, command.summary);
  }
  return text + "\n`slate COMMAND --help` says more, `slate explain CODE` what a finding means.\n";
}

std::string HelpOf(const Command& command) {
  std::string text = fmt::format("slate {}: {}\n\n", command.name, command.summary);
  text += ExamplesOf(command);
  text += fmt::format(
      "\nUsage: slate {}{}{} [OPTION]...\n\n",
      command.name,
      command.operands.empty() ? "" : " ",
      command.operands
  );
  text += OptionsOf(command);
  if (!command.more.empty()) {
    text += fmt::format("\n{}\n", command.more);
  }
  return text;
}

}  // namespace slate::cli
