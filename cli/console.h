// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Results go to standard output, everything said about them to standard error.
namespace slate::cli {

// Bytes of a result.
void Print(std::string_view bytes);
// A message that is laid out already, such as findings.
void Say(std::string_view text);
// "slate: …", escaped for the terminal, with a line end.
void Complain(std::string_view message);
// The same; the result is the exit code for what could not run.
int Refuse(std::string_view message);

// Whether messages may be coloured: standard error is a terminal and NO_COLOR is not set.
bool ColourMessages();

// Writes what is left. False, and a message, if standard output did not take everything.
bool FinishOutput();

}  // namespace slate::cli
