// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "runtime/base/result.h"

namespace slate::cli {

// The words after the command, held against its options. `--name value`, `--name=value` and `--`
// before operands that begin with a dash; -h is --help. The error names the closest option.
Result<Arguments> ReadArguments(const Command& command, std::span<const std::string> words);

// "; did you mean `--period`?", or nothing.
std::string DidYouMean(
    std::string_view word, const std::vector<std::string_view>& candidates, std::string_view prefix
);

}  // namespace slate::cli
