// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>

namespace slate::cli {

// From now on Ctrl-C and SIGTERM, taken by this thread, end the program with a line and the exit
// code of shells, 130 and 143, unless who started it wants them ignored.
void EndAtInterrupts();

// Holds back interrupts while a file takes the place of another; they come into force afterwards.
class InterruptsHeld {
 public:
  InterruptsHeld();
  ~InterruptsHeld();
  InterruptsHeld(const InterruptsHeld&) = delete;
  InterruptsHeld& operator=(const InterruptsHeld&) = delete;

 private:
  sigset_t before_;
};

}  // namespace slate::cli
