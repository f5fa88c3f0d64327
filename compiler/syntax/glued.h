// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "compiler/syntax/token.h"
#include "runtime/diag/sink.h"

namespace slate::syntax {

// Reports a number with letters, `30d`, and says what to write.
void ReportGlued(source::FileId id, const Token& token, std::string_view text, diag::Sink& sink);

}  // namespace slate::syntax
