// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>

#include "cli/documenting.h"

namespace slate::cli {

// The text of --redline, or the version of --redline-at, against the document that was built: both
// in one, behind a page that says what changes. The exit code if there is none.
std::variant<emit::docs::Document, int> Redlined(const Arguments& arguments, Documenting& now);

}  // namespace slate::cli
