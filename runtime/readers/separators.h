// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace slate::readers {

// Appends where `delimiter` and line feeds stand, up to and with the last line feed in front of the
// first byte that wants a closer look: a quote, a control character (but a carriage return right
// before a line feed), anything beyond ASCII.
void FindSeparators(std::string_view bytes, char delimiter, std::vector<std::uint32_t>& places);

// The same byte by byte, what FindSeparators has to agree with.
void FindSeparatorsPlainly(
    std::string_view bytes, char delimiter, std::vector<std::uint32_t>& places
);

}  // namespace slate::readers
