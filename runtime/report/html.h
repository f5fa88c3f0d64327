// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace slate::report {

// The one way into HTML, for text and for attribute values in double quotes. Control characters,
// invisible ones and broken UTF-8 are shown as on a terminal.
std::string EscapeHtml(std::string_view text);

// What a Content-Security-Policy calls an inline element with this text: 'sha256-…'.
std::string PolicyHash(std::string_view text);

}  // namespace slate::report
