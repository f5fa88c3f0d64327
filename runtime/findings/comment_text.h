// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Text in the Markdown of a comment on a pull request, also in a cell of a table: nothing in it
// acts as markup, links, mentions anybody or ends the cell.
namespace slate::findings {

std::string WordsInComment(std::string_view text);
// As source text, between backticks where that is possible.
std::string CodeInComment(std::string_view text);

}  // namespace slate::findings
