// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "compiler/emit/docs/document.h"

namespace slate::emit::docs {

// The style of the page, for whoever computes its Content-Security-Policy.
std::string_view HtmlStyle();

// One file that loads nothing and runs nothing, for screens and, through WeasyPrint, for paper.
// `style_policy` is what the policy calls the style: 'sha256-…'.
std::string ToHtml(const Document& document, std::string_view style_policy);

}  // namespace slate::emit::docs
