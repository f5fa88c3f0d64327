// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace slate::cli {

struct ChildInput {
  std::string_view bytes = {};              // its standard input
  std::vector<std::string> variables = {};  // `NAME=value`, in place of what the name had before
};

// Runs another program, found by the PATH, without a shell; what it wrote to standard output. The
// error names the program and the last thing it said.
Result<std::string> RunChild(std::vector<std::string> words, const ChildInput& input = {});

// Whether there is such a program.
bool HasProgram(const std::string& name);

}  // namespace slate::cli
