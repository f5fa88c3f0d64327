// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/base/result.h"

// Texts of another revision, asked of git itself, without a shell.
namespace slate::cli {

// The commit that a word names in the repository of the working folder; nothing if it names none,
// or there is no repository or no git.
std::optional<std::string> FindCommit(const std::string& word);

// Paths are relative to the working folder.
Result<std::string> ReadAtCommit(const std::string& commit, const std::string& path);
// The path itself where it is a file there, else all *.slate below it.
Result<std::vector<std::string>> TextsAtCommit(const std::string& commit, const std::string& path);

}  // namespace slate::cli
