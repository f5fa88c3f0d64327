// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

// The tool's door to the file system for texts, settings, plans and results. Measured data have
// their own, runtime/readers.
namespace slate::cli {

// All bytes of a regular file, or of standard input for "-". Refuses what is longer than any text
// or plan and what changed while it was read.
Result<std::string> ReadWholeFile(const std::string& path);

// Puts the bytes there whole or not at all: a file beside it is written, made durable and renamed.
// A link stays a link, the permissions stay as they are. Nothing if it went well.
std::optional<Error> WriteWholeFile(const std::string& path, std::string_view bytes);

// Exists, and is no folder.
bool IsFile(const std::string& path);
bool IsFolder(const std::string& path);

}  // namespace slate::cli
