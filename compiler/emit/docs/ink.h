// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "compiler/emit/docs/document.h"

// Looks and links inside a text while it goes through phrases: between control characters, which
// no text of a user keeps.
namespace slate::emit::docs {

// A text of a user on one line: no control characters, none that turn the direction of writing or
// hide, none that phrases use. What is taken out leaves U+FFFD.
std::string Plain(std::string_view text);
// The same for a text that keeps its line ends.
std::string PlainLines(std::string_view text);

std::string WithStyle(std::string_view plain, Ink::Style style);
// What is plain names what stands at the anchor.
std::string WithLink(std::string_view plain, std::string_view anchor);

// The number of what stands at the anchor, filled in when all numbers are known.
std::string NumberOf(std::string_view anchor);

// With a capital, unless a look or a link comes first.
std::string WithLargeFirst(const std::string& text);

// A finished text: relative clauses closed, the first letter large if `sentence`.
Line ToLine(std::string_view text);
Line ToSentence(std::string_view text);

// A line of prose by a user: **strong**, *emphasis*, `code`.
std::string FromProse(std::string_view text);

}  // namespace slate::emit::docs
