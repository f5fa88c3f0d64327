// SPDX-License-Identifier: Apache-2.0
#include "cli/man_page.h"

#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command.h"
#include "cli/completions.h"
#include "cli/tool_version.h"

namespace slate::cli {

namespace {

// Text as roff takes it: its own signs are doubled, and no line begins with a request.
std::string Roff(std::string_view text) {
  std::string out = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\e"; break;
      case '-': out += "\\-"; break;
      case '\'': out += "\\(aq"; break;
      case '`': out += "\\(ga"; break;
      default: out += c;
    }
  }
  return out;
}

std::string ManOptions(const Command& command) {
  std::string text;
  for (const Option& option : OptionsWithHelp(command)) {
    text += fmt::format(".TP\n\\fB{}\\fR", Roff(fmt::format("--{}", option.name)));
    text += option.value.empty() ? "\n" : fmt::format(" \\fI{}\\fR\n", Roff(option.value));
    text += Roff(option.summary);
    if (!option.choices.empty()) {
      text += Roff(fmt::format(": {}", fmt::join(option.choices, ", ")));
    }
    text += option.repeatable ? "; may be repeated\n" : "\n";
  }
  return text;
}

std::string ManExamples(const Command& command) {
  std::string text;
  for (const Example& example : command.examples) {
    if (!example.purpose.empty()) {
      text += fmt::format(".PP\n{}:\n", Roff(example.purpose));
    }
    text += fmt::format(".PP\n.RS 4\n.nf\n{}\n.fi\n.RE\n", Roff(example.line));
  }
  return text;
}

std::string ManSection(const Command& command) {
  std::string text = fmt::format(
      ".SS \"slate {}{}{} [OPTION]...\"\nTo {}.\n",
      command.name,
      command.operands.empty() ? "" : " ",
      Roff(command.operands),
      Roff(command.summary)
  );
  text += ManOptions(command) + ManExamples(command);
  return command.more.empty() ? text : text + fmt::format(".PP\n{}\n", Roff(command.more));
}

constexpr std::string_view kEnd = R"(.SH EXIT STATUS
.TP
.B 0
clean: nothing found, everything settled, all examples passed
.TP
.B 1
findings: errors or warnings in texts, settings or data; an example failed
.TP
.B 2
could not run: a file is missing, an option is wrong, the result could not be written
.TP
.B 3
a mistake in slate itself
.SH ENVIRONMENT
.TP
.B NO_COLOR
if set and not empty, messages are not coloured
.TP
.B SLATE_STDLIB
the folder of the library of metrics and holidays
.SH FILES
.TP
.I slate.toml
which agreements there are, where their data lie, and which findings are wanted; the nearest one in
the working folder or above it is used
)";

}  // namespace

std::string ManPage() {
  std::string text = fmt::format(
      ".\\\" made by slate man\n.TH SLATE 1 \"\" \"slate {}\" \"User Commands\"\n", ToolVersion()
  );
  text +=
      ".SH NAME\nslate \\- check, test and settle service level agreements\n"
      ".SH SYNOPSIS\n.B slate\n\\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIFILE\\fR | "
      "\\fIFOLDER\\fR]...\n"
      ".SH DESCRIPTION\nAgreements are texts in the language Slate: what is measured, what is "
      "promised, and what is due where a promise is missed. A folder stands for all texts below "
      "it, a single dash for standard input. Results go to standard output, everything said about "
      "them to standard error.\n.SH COMMANDS\n";
  for (const Command& command : AllCommands()) {
    text += ManSection(command);
  }
  return text + std::string(kEnd);
}

}  // namespace slate::cli
