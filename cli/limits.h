// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "cli/command.h"
#include "compiler/resolve/modules.h"
#include "runtime/base/result.h"
#include "runtime/readers/limits.h"
#include "runtime/settings/check_table.h"

namespace slate::cli {

struct Session;

// What texts and data may ask for.
struct Limits {
  resolve::ModuleOptions texts = {};
  readers::Limits rows = {};
};

// A limit that a user can raise and lower: `--limit NAME=N`, or `NAME = N` under [limits].
struct Limit {
  std::string_view name;
  std::string_view of_what;
  std::string_view beyond;  // the code of the finding beyond it
  std::uint64_t most = 0;   // that it can be raised to
  using Place = std::variant<std::uint32_t*, std::uint64_t*>;
  Place (*place)(Limits&) = nullptr;
};

// The only list: options, settings and docs/limits.md come from it.
std::span<const Limit> AllLimits();
std::uint64_t ValueOf(const Limit& limit, const Limits& limits);
// As a table of Markdown.
std::string LimitsAsTable();

// Takes the limits of these settings, then those of the command line, into the session.
std::optional<Error> ReadLimits(const Arguments& arguments, Session& session);

}  // namespace slate::cli
