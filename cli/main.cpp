// SPDX-License-Identifier: Apache-2.0

// The tool. Finds the command, reads its arguments, runs it; the commands are in cli/commands.

#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/help.h"
#include "cli/interrupts.h"
#include "cli/read_arguments.h"
#include "runtime/base/own_stack.h"

namespace slate::cli {

namespace {

// A broken invariant has said its sentence and aborts; what is left is the exit code for it.
extern "C" void EndAfterOurBug(int /*signal*/) {
  constexpr std::string_view kAsk = "slate: this is a mistake in slate itself; please report it\n";
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, kAsk.data(), kAsk.size());
  _exit(kOurBug);
}

// In a thread that only computes, memory may end too.
[[noreturn]] void EndAfterException() {
  const std::exception_ptr thrown = std::current_exception();
  try {
    if (thrown) {
      std::rethrow_exception(thrown);
    }
  } catch (const std::bad_alloc&) {
    Complain("out of memory");
    _exit(kCouldNotRun);
  } catch (...) {
  }
  std::abort();
}

void PrepareProcess() {
  std::set_terminate(EndAfterException);
  // A reader that has seen enough (`slate plan … | head`) is no failure worth a message.
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGABRT, EndAfterOurBug);
}

int UnknownCommand(const std::string& word) {
  std::vector<std::string_view> names;
  for (const Command& command : AllCommands()) {
    names.push_back(command.name);
  }
  const std::string hint = DidYouMean(word, names, "slate ");
  return Refuse(
      fmt::format("there is no command `{}`{}", word, hint.empty() ? "; see `slate help`" : hint)
  );
}

int RunCommand(const Command& command, std::span<const std::string> words) {
  const Result<Arguments> arguments = ReadArguments(command, words);
  if (!arguments) {
    Complain(arguments.error().message);
    Complain(fmt::format("`slate {} --help` shows how it is used", command.name));
    return kCouldNotRun;
  }
  if (arguments->Has("help")) {
    Print(HelpOf(command));
    return kClean;
  }
  return command.run(*arguments);
}

int Main(const std::vector<std::string>& words) {
  if (words.empty()) {
    Say(HelpOfTool());
    return kCouldNotRun;
  }
  if (words[0] == "--help" || words[0] == "-h") {
    Print(HelpOfTool());
    return kClean;
  }
  const std::string name = words[0] == "--version" || words[0] == "-V" ? "version" : words[0];
  const Command* command = FindCommand(name);
  return command == nullptr ? UnknownCommand(name)
                            : RunCommand(*command, std::span(words).subspan(1));
}

// Catches what libraries throw, and the end of memory where no limit was set (see run).
int MainWithoutExceptions(const std::vector<std::string>& words) {
  try {
    return Main(words);
  } catch (const std::bad_alloc&) {
    return Refuse("out of memory");
  } catch (const std::exception& problem) {
    Complain(fmt::format("internal error: {}", problem.what()));
    return kOurBug;
  }
}

}  // namespace

}  // namespace slate::cli

int main(int argc, char** argv) {
  slate::cli::PrepareProcess();
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  int code = slate::cli::kOurBug;
  // Every pass descends into expressions and plans: deep ones are within the limits.
  constexpr std::size_t kStack = std::size_t{256} << 20U;
  {
    // This thread only waits: interrupts are for the one that works, which can hold them back.
    const slate::cli::InterruptsHeld held;
    slate::RunOnOwnStack(kStack, [&] {
      slate::cli::EndAtInterrupts();
      code = slate::cli::MainWithoutExceptions(words);
    });
  }
  if (slate::cli::FinishOutput()) {
    return code;
  }
  return slate::cli::kCouldNotRun;
}
