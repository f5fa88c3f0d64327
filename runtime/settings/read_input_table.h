// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/diag/sink.h"
#include "runtime/settings/settings.h"
#include "runtime/settings/toml_document.h"

namespace slate::settings {

// One source of an input: the table [input.NAME].
InputBinding ReadInputTable(const Text& name, const TomlValue& table, diag::Sink& sink);

// Which of the words a setting holds; a finding when it is none of them.
std::optional<std::size_t> WordAmong(
    const Text& text, std::string_view key, std::span<const std::string> words, diag::Sink& sink
);

}  // namespace slate::settings
