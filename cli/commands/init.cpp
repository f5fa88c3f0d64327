// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/init_files.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;

// Looked at before anything is written, so that a refusal leaves the folder as it was.
std::vector<std::string> PathsInTheWay(const fs::path& folder) {
  std::vector<std::string> taken;
  for (const InitFile& file : InitFiles()) {
    std::error_code ignored;
    const fs::path path = folder / file.path;
    if (fs::exists(fs::symlink_status(path, ignored))) {
      taken.push_back(path.generic_string());
    }
  }
  return taken;
}

std::optional<Error> Write(const fs::path& folder) {
  for (const InitFile& file : InitFiles()) {
    const fs::path path = folder / file.path;
    std::error_code failed;
    if (path.has_parent_path()) {
      fs::create_directories(path.parent_path(), failed);
    }
    if (failed) {
      return Error{
          fmt::format("cannot make {}: {}", path.parent_path().generic_string(), failed.message())};
    }
    if (std::optional<Error> failure = WriteWholeFile(path.string(), file.text)) {
      return failure;
    }
    Print(path.generic_string() + "\n");
  }
  return std::nullopt;
}

}  // namespace

int RunInit(const Arguments& arguments) {
  const bool here = arguments.operands.empty();
  const fs::path folder =
      here ? fs::path() : fs::path(arguments.operands.front()).lexically_normal();
  const std::vector<std::string> taken = PathsInTheWay(folder);
  if (!taken.empty()) {
    return Refuse(fmt::format("nothing is overwritten, and there is {}", fmt::join(taken, ", ")));
  }
  if (const std::optional<Error> failure = Write(folder)) {
    return Refuse(failure->message);
  }
  Say(fmt::format(
      "\nNext: {}slate check && slate test && slate run --period 2026-01\n",
      here ? "" : fmt::format("cd {} && ", folder.generic_string())
  ));
  return kClean;
}

}  // namespace slate::cli
