// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace slate::settings {

// "did you mean `timestamp`?", or empty when no name is near.
std::string DidYouMean(std::string_view name, std::span<const std::string> candidates);

// "`at`, `site` and `up`", in the order given.
std::string ListOf(std::span<const std::string> names, std::string_view last_word = "and");

// Foreign text as it may stand in a message: in backquotes, controls and malformed bytes as \xNN,
// cut after about sixty bytes.
std::string Quoted(std::string_view raw);
// The whole text without anything a terminal could obey.
std::string Escaped(std::string_view raw);

}  // namespace slate::settings
