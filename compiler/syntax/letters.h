// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace slate::syntax {

// What a name may start with: a letter of any script or `_`.
bool IsLetter(char32_t c);
// A decimal digit of any script; names may go on with one.
bool IsDigit(char32_t c);

}  // namespace slate::syntax
