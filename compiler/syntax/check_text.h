// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "runtime/diag/sink.h"
#include "runtime/diag/source_file.h"

namespace slate::syntax {

// Whether the text can be read at all: its size, its encoding. Reports characters that may stand
// nowhere; those do not make it unreadable.
bool CheckText(
    source::FileId id, const source::File& file, std::uint32_t max_bytes, diag::Sink& sink
);

// Control, invisible and direction-changing characters.
bool IsForbidden(char32_t c);

// A mark that belongs to the letter before it, U+0300 to U+036F.
constexpr bool IsCombiningMark(char32_t c) {
  return c >= 0x300 && c <= 0x36F;
}

}  // namespace slate::syntax
