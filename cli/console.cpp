// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/command.h"
#include "runtime/diag/render_text.h"

namespace slate::cli {

void Print(std::string_view bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
}

void Say(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Complain(std::string_view message) {
  Say("slate: " + diag::EscapeForTerminal(message) + "\n");
}

int Refuse(std::string_view message) {
  Complain(message);
  return kCouldNotRun;
}

bool ColourMessages() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool refused = no_colour != nullptr && *no_colour != '\0';
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return !refused && !dumb && isatty(STDERR_FILENO) == 1;
}

bool FinishOutput() {
  const bool failed_before = std::ferror(stdout) != 0;
  if (std::fflush(stdout) == 0 && !failed_before) {
    return true;
  }
  const int reason = errno;
  Complain(fmt::format("cannot write the result: {}", std::generic_category().message(reason)));
  return false;
}

}  // namespace slate::cli
