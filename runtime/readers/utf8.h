// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace slate::readers {

bool IsAscii(std::string_view bytes);
// Whether all bytes are ASCII and none is a C0 control.
bool IsPrintableAscii(std::string_view bytes);

// The offset of the first byte that is not part of well-formed UTF-8: stray or missing continuation
// bytes, overlong forms, surrogates, values beyond U+10FFFF.
std::optional<std::size_t> FindMalformedUtf8(std::string_view bytes);

// Appends ISO 8859-1 as UTF-8.
void AppendLatin1(std::string_view bytes, std::string& utf8);

}  // namespace slate::readers
