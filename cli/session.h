// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/limits.h"
#include "compiler/driver/compile.h"
#include "runtime/base/result.h"
#include "runtime/diag/sink.h"
#include "runtime/settings/settings.h"

namespace slate::cli {

// One call of the tool: the texts it reads and what it finds in them.
struct Session {
  source::FileSet files = {};
  diag::Sink sink = {};
  std::optional<settings::Settings> settings = {};
  // A named file could not be read; the exit code says so.
  bool could_not_run = false;
  calendar::TimeZoneSource zones = {};
  bool wants_lint = false;
  bool wants_plans = true;  // of what is compiled; else findings alone
  // Texts that stand in for the files of these paths, such as those with fixes put in.
  std::map<std::string, std::string> overlay = {};
  Limits limits = {};
};

// Where the library of metrics and holidays lies: SLATE_STDLIB, else beside the program.
std::string StdlibFolder();

// The nearest slate.toml in the working folder or above it.
std::optional<std::string> FindSettings();

// Reads settings into the session; what is wrong in them goes to its sink.
std::optional<Error> ReadSettingsFile(const std::string& path, Session& session);

// The texts that the operands name, folders replaced by the texts in them; without operands the
// agreements of --settings or of the nearest slate.toml, which is then read too.
Result<std::vector<std::string>> FindTexts(const Arguments& arguments, Session& session);

driver::Compilation CompileTexts(const std::vector<std::string>& paths, Session& session);

// Zones from --tzdata.
std::optional<Error> ReadZones(const Arguments& arguments, Session& session);

}  // namespace slate::cli
