// SPDX-License-Identifier: Apache-2.0
#include "cli/interrupts.h"

#include <array>
#include <string_view>

#include <pthread.h>
#include <unistd.h>

namespace slate::cli {

namespace {

constexpr std::array kInterrupts = {SIGINT, SIGTERM};

// Only what may be called in a signal handler. Files are replaced as a whole, so that there is
// nothing to take back.
extern "C" void EndNow(int signal) {
  // A progress line may stand where the message goes.
  constexpr std::string_view kOnTerminal = "\r\x1b[K";
  constexpr std::string_view kMessage = "slate: interrupted; no result was written\n";
  constexpr int kShellsAdd = 128;
  [[maybe_unused]] ssize_t written = 0;
  if (isatty(STDERR_FILENO) == 1) {
    written = write(STDERR_FILENO, kOnTerminal.data(), kOnTerminal.size());
  }
  written = write(STDERR_FILENO, kMessage.data(), kMessage.size());
  _exit(kShellsAdd + signal);
}

}  // namespace

void EndAtInterrupts() {
  sigset_t taken;
  sigemptyset(&taken);
  for (const int signal : kInterrupts) {
    sigaddset(&taken, signal);
    struct sigaction known {};
    if (sigaction(signal, nullptr, &known) != 0 || known.sa_handler == SIG_IGN) {
      continue;
    }
    struct sigaction ours {};
    ours.sa_handler = EndNow;
    sigaction(signal, &ours, nullptr);
  }
  pthread_sigmask(SIG_UNBLOCK, &taken, nullptr);
}

InterruptsHeld::InterruptsHeld() : before_() {
  sigset_t held;
  sigemptyset(&held);
  for (const int signal : kInterrupts) {
    sigaddset(&held, signal);
  }
  pthread_sigmask(SIG_BLOCK, &held, &before_);
}

InterruptsHeld::~InterruptsHeld() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace slate::cli
